"""The ecommerce template against the table of its facts: nothing missing, nothing added, every number right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from okrctl.core.setup.template import fill, period_end
from okrctl.core.values.cycle import parse_cycle
from okrctl.shell.templates import load

START = date(2026, 1, 15)
FACTS: dict[str, Any] = yaml.load(
    Path(__file__).with_name("ecommerce_facts.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)


def filled() -> dict[str, Any]:
    template = load("ecommerce")
    values = {variable.name: variable.default for variable in template.manifest.variables}
    texts = {path: fill(path, text, START, values) for path, text in template.files}
    return {
        path: yaml.load(str(text), Loader=yaml.BaseLoader) for path, text in texts.items() if path.endswith(".yaml")
    }


FILES = filled()
METRICS = FILES["okrctl.yaml"]["metrics"]


def amount(key_result: dict[str, Any]) -> str:
    """A key result's aim in the shorthand of the table."""
    if "change" in key_result:
        return str(key_result["change"])
    if "count" in key_result:
        return f"of {key_result['count']}"
    for bound, sign in (("at_least", ">="), ("at_most", "<=")):
        if bound in key_result:
            return f"{sign} {key_result[bound]}"
    if "done_when" in key_result:
        return "done" if "due" in key_result else "done without a due day"
    steps = key_result["milestones"]
    assert all("due" in step for step in steps), key_result["id"]
    assert 2 <= len(steps) <= 4, key_result["id"]
    quarters = [str(period_end(START, months)) for months in (3, 6, 9, 12)]
    names = [step["id"] for step in steps]
    due = [step["due"] for step in steps]
    return "quarterly" if names == ["first", "second", "third", "fourth"] and due[3] == quarters[3] else "steps"


def words(key_result: dict[str, Any]) -> str:
    """Everything a key result says, and what the dictionary says of its metric."""
    metric = METRICS.get(key_result.get("metric"), {})
    steps = " ".join(step["title"] for step in key_result.get("milestones", []))
    own = " ".join(str(key_result.get(key, "")) for key in ("title", "definition", "done_when"))
    return f"{own} {metric.get('title', '')} {steps}".lower()


def key_results() -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """Every key result with its department and its objective."""
    for path, data in FILES.items():
        for objective in data.get("objectives", []) if path != "okrctl.yaml" else []:
            for key_result in objective["key_results"]:
                yield data, objective, key_result


@pytest.mark.parametrize("department", FACTS)
def test_a_department_says_what_the_facts_say(department: str) -> None:
    data = FILES[f"okrs/{department}.yaml"]
    expected = dict(FACTS[department])
    assert [data["name"], data["lead"]] == expected.pop("who")
    found: dict[str, Any] = {}
    for objective in data["objectives"]:
        cycle = parse_cycle(objective.get("cycle", data["cycle"]))
        assert cycle is not None and cycle.start == START
        months = next(months for months in (3, 6, 12) if period_end(START, months) == cycle.end)
        joint = objective.get("joint_with", [])
        number = expected[objective["id"]][1]
        assert number in objective["title"]
        found[objective["id"]] = [str(months), number, [joint] if isinstance(joint, str) else joint]
        for key_result in objective["key_results"]:
            word = expected[key_result["id"]][1]
            assert word.lower() in words(key_result), key_result["id"]
            found[key_result["id"]] = [amount(key_result), word]
    assert list(found.items()) == list(expected.items())


def test_nine_departments_twenty_nine_objectives_eighty_seven_key_results() -> None:
    departments = [data for path, data in FILES.items() if path.startswith("okrs/")]
    objectives = [objective for data in departments for objective in data["objectives"]]
    assert (len(departments), len(objectives)) == (9, 29)
    assert sum(len(objective["key_results"]) for objective in objectives) == 87


def test_what_is_promised_twice_shares_an_entry_of_the_dictionary() -> None:
    users: dict[str, list[str]] = {metric: [] for metric in METRICS}
    for data, _, key_result in key_results():
        if "metric" in key_result:
            users[key_result["metric"]].append(f"{data['department']} {amount(key_result)}")
    assert {metric: sorted(who) for metric, who in users.items()} == {
        "average-order-value": ["marketing +5%", "product +10%"],
        "operating-expenses": ["founder -3%"],
        "return-processing-time": ["customer-service -20%", "fulfillment -15%"],
        "warehouse-management-system": ["fulfillment steps", "inventory steps"],
    }


def test_a_contribution_supports_what_it_is_a_part_of() -> None:
    parts = {
        f"{data['department']}/{key_result['id']}": key_result["supports"]
        for data, _, key_result in key_results()
        if "supports" in key_result
    }
    assert parts["finance/operating-expenses"] == ["founder/operating-expenses"]
    assert parts["customer-service/return-inquiries"] == ["product/product-inquiries"]


def test_what_is_to_be_achieved_is_a_level_to_reach() -> None:
    assert [key_result["id"] for _, _, key_result in key_results() if "hold" in key_result] == []


def test_no_word_of_the_source_is_lost() -> None:
    texts = {objective["id"]: f"{objective['title']} {objective['why']}" for _, objective, _ in key_results()}
    assert "brand awareness" in texts["social-media"].lower()
    assert "price war" in texts["price-war"]
    assert all("&" not in f"{data['name']}{data['lead']}" for data, _, _ in key_results())


def test_every_number_of_a_metric_has_a_unit_and_every_objective_its_place() -> None:
    for data, objective, key_result in key_results():
        assert objective["ambition"] in {"committed", "aspirational"}
        if data["department"] != "founder":
            assert objective["supports"]
            assert set(objective["supports"]) <= {"founder/profitability", "founder/market-share"}
        if {"change", "count", "at_least", "at_most"} & set(key_result):
            assert "unit" in key_result or METRICS[key_result["metric"]]["unit"], key_result["id"]
