"""The dependency report as a page: 80 columns, any number of departments, and JSON keys to the letter."""

from __future__ import annotations

from datetime import date

import pytest

from okrctl.core.company.workspace import build
from okrctl.core.contracts.dependencies import Network, network
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.settings import defaults
from okrctl.core.review.report_day import ReportDay
from okrctl.core.values.width import width
from okrctl.render.screens.text import render
from okrctl.shell.session import load
from okrctl.views.deps import Shape, deps_document
from okrctl.views.deps_data import deps_graph, deps_json, deps_table
from tests.kit.harness import PROJECT


def northwind() -> Network:
    ws = load(PROJECT / "examples" / "northwind-outdoor").workspace
    return network(ws, ReportDay(ws, date(2026, 6, 20)).scores)


def company(names: list[str]) -> Network:
    """Departments of which each waits for all others."""
    facts = []
    for name in names:
        needs = ", ".join(f"{{ref: {other}}}" for other in names if other != name)
        text = f"okrctl: 1\ndepartment: {name}\ncycle: 2026\nobjectives:\n  - id: o\n    title: T\n"
        text += f"    depends_on: [{needs}]\n    key_results: [{{id: k, title: K, count: 1}}]\n"
        facts.append(department_facts(f"{name}.yaml", text))
    ws = build(defaults(), facts)
    return network(ws, ReportDay(ws, date(2026, 6, 20)).scores)


def page(found: Network, columns: int | None) -> list[str]:
    return render(deps_document("Northwind", found, found.dependencies, Shape(whole=True, everything=True, room=80)), columns).splitlines()


def test_it_fits_80_columns_and_loses_nothing_that_matters() -> None:
    found = northwind()
    lines = page(found, 80)
    assert max(width(line) for line in lines) <= 80
    trouble = " ".join(" ".join(lines[: lines.index("All dependencies")]).split())
    for row in found.dependencies:
        if row.state in ("late", "disputed", "at-risk", "unplanned", "unconfirmed"):
            assert f"{row.waits} ← {row.on}" in trouble
            assert row.contract.need.need in trouble


def test_in_a_pipe_nothing_is_cut() -> None:
    found = northwind()
    text = "\n".join(page(found, None))
    for row in found.dependencies:
        assert f"  {row.waits}  " in text and row.on in text


@pytest.mark.parametrize("count", [3, 7, 10])
def test_the_matrix_is_cut_to_fit_as_long_as_its_heads_mean_something(count: int) -> None:
    lines = page(company([f"{letter}-warehouse" for letter in "abcdefghij"[:count]]), 80)
    at = next(number for number, line in enumerate(lines) if line.startswith("who waits ↓"))
    assert width(lines[at]) <= 80
    assert len(lines[at].split("→")[1].split()) == count


def test_a_matrix_that_cannot_fit_becomes_sentences() -> None:
    """Cut to three letters these departments would all be called the same."""
    lines = page(company([f"warehouse-{number:02}" for number in range(20)]), 80)
    assert not any("↓" in line for line in lines)
    assert any(line.startswith("warehouse-00 waits for warehouse-01 1 ○") for line in lines)
    assert max(width(line) for line in lines) <= 80


def test_a_long_chain_is_told_by_its_ends() -> None:
    facts = []
    for number in range(40):
        due = ", due: 2026-01-10" if number == 38 else ""
        needs = f"\n    depends_on: [{{ref: d{number + 1}/o{due}}}]" if number < 39 else ""
        text = f"okrctl: 1\ndepartment: d{number}\ncycle: 2026\nobjectives:\n  - id: o\n    title: T{needs}\n"
        facts.append(department_facts(f"{number}.yaml", f"{text}    key_results: [{{id: k, title: K, count: 1}}]\n"))
    ws = build(defaults(), facts)
    lines = page(network(ws, ReportDay(ws, date(2026, 1, 11)).scores), 80)
    assert "exposed: d0/o → d1/o → d2/o → d3/o → 35 more → d39/o" in "\n".join(lines)


def test_a_crowd_is_not_told_one_by_one() -> None:
    facts = []
    for number in range(30):
        text = f"okrctl: 1\ndepartment: d{number}\ncycle: 2026\nobjectives:\n  - id: o\n    title: T\n"
        text += f"    key_results: [{{id: k, title: K, metric: m, count: {number + 1}}}]\n"
        facts.append(department_facts(f"{number}.yaml", text))
    ws = build(defaults(), facts)
    text = "\n".join(page(network(ws, ReportDay(ws, date(2026, 1, 11)).scores), None))
    assert "d16/k  17\n  and 21 more\n" in text
    assert "m is measured in d0/k, d1/k, d10/k, d11/k, d12/k, d13/k, d14/k, d15/k, d16/k and 21 more" in text


def test_json_keys_to_the_letter() -> None:
    found = northwind()
    data = deps_json("Northwind", found, found.dependencies, lambda place: 7)
    assert list(data) == [
        "schema",
        "organization",
        "as_of",
        "matrix",
        "dependencies",
        "shared",
        "conflicts",
        "cycles",
        "longest_chain",
        "most_depended_on",
    ]
    keys = ["from", "on", "need", "due", "promised", "state", "confirmed", "exposed", "chain", "path", "line"]
    keys.append("forecast")
    assert {tuple(row) for row in data["dependencies"]} == {tuple(keys)}
    assert {tuple(cell) for cell in data["matrix"]} == {("from", "to", "count", "worst")}
    assert {tuple(conflict) for conflict in data["conflicts"]} == {("metric", "kind", "parties")}
    assert {tuple(party) for each in data["conflicts"] for party in each["parties"]} == {("ref", "value")}
    assert {tuple(each) for each in data["most_depended_on"]} == {("department", "count")}
    table = deps_table(found.dependencies, lambda place: 7).blocks[0]
    assert [column.title for column in table.columns] == keys  # type: ignore[union-attr]


def test_a_drawing_has_every_arrow_between_boxes_that_are_there() -> None:
    found = northwind()
    graph = deps_graph("N", found.dependencies, {})
    ids = {node.id for node in graph.nodes}
    assert all(edge.source in ids and edge.target in ids for edge in graph.edges)
    assert len(graph.edges) == len({row.ends for row in found.dependencies})
    newsletter = [node.id for node in graph.nodes if node.label == "newsletter"]
    assert newsletter == ["marketing/newsletter@2026-Q2"]
