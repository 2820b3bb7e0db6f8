"""The example companies load without an error, and the troubles they are made to show are there to be seen."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.kit.harness import PROJECT, run_any, run_cli

NORTHWIND = PROJECT / "examples" / "northwind-outdoor"
CORNER_SHOP = PROJECT / "examples" / "corner-shop"
FRIDAY = "2026-06-19"


def report(*args: str, root: Any = NORTHWIND, day: str = FRIDAY) -> Any:
    ran = run_cli(*args, "--root", str(root), "--as-of", day, "--format", "json")
    assert ran.code in (0, 1), ran.err
    return json.loads(ran.out)


@pytest.mark.parametrize("example", [NORTHWIND, CORNER_SHOP])
def test_an_example_has_no_errors(example: Any) -> None:
    ran = run_cli("validate", "--root", str(example), "--format", "concise")
    assert ran.code == 0, ran.out
    assert " error " not in ran.out


@pytest.mark.night
@pytest.mark.parametrize("example", [NORTHWIND, CORNER_SHOP])
def test_the_schema_that_an_example_names_accepts_it(example: Any) -> None:
    files = sorted(example.rglob("*.yaml"))
    for path in files:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        ran = run_any(["check-jsonschema", "--schemafile", str(schema), str(path)])
        assert ran.code == 0, ran.out


def test_the_small_one_has_nothing_to_warn_of() -> None:
    assert run_cli("validate", "--root", str(CORNER_SHOP), "--fail-on", "warning").code == 0


def test_the_companys_files_warn_of_what_is_wrong_between_departments() -> None:
    names = {each["name"] for each in report("validate")["diagnostics"] if each["severity"] == "warning"}
    assert {
        "conflicting-targets",
        "disputed-dependency",
        "unconfirmed-dependency",
        "unplanned-dependency",
    } <= names


def test_every_kind_of_trouble_between_departments_is_there() -> None:
    found = report("deps")
    states = {(each["from"], each["on"]): each["state"] for each in found["dependencies"]}
    assert states[("marketing/seo", "technology/page-speed")] == "late"
    assert states[("fulfillment/picking", "inventory/wms/receiving")] == "late"
    assert states[("marketing/customer-profile", "technology/two-factor/one-sign-in")] == "disputed"
    assert states[("product/size-advice", "finance")] == "unplanned"
    assert states[("technology/data-security", "legal")] == "external"
    assert states[("fulfillment/fast-delivery", "inventory/in-stock-rate")] == "at-risk"
    assert states[("finance/pricing", "inventory/forecast-error")] == "unconfirmed"
    assert states[("customer-service/returns", "product/return-policy")] == "met"
    exposed = {each["from"] for each in found["dependencies"] if each["exposed"]}
    assert "founder/market-share" in exposed
    conflicts = {each["metric"] for each in found["conflicts"]}
    assert {"operating-expenses", "return-processing-time", "return-inquiries"} <= conflicts


def test_every_status_is_there() -> None:
    found = report("status")
    objectives = [objective for each in found["departments"] for objective in each["objectives"]]
    results = {result["ref"]: result for each in objectives for result in each["key_results"]}
    assert results["technology/page-speed"]["status"] == "off-track"
    assert results["product/new-tents"]["status"] == "at-risk"
    assert results["people/agents"]["status"] == "stale"
    assert results["marketing/chatbot"]["status"] == "dropped"
    assert results["marketing/technical-audit"]["status"] == "done"
    assert results["fulfillment/return-labels"]["status"] == "done"
    assert results["customer-service/return-time"]["status"] == "on-track"
    assert results["founder/fewer-returns"]["current"] == 10.4
    assert {each["status"] for each in objectives} >= {"off-track", "at-risk", "stale", "on-track"}
    assert any("technology/privacy" in json.dumps(each) for each in found["organization"]["to_close"])
    bounce = [kpi for each in found["departments"] for kpi in each["kpis"] if kpi["ref"] == "marketing/bounce"]
    assert [kpi["health"] for kpi in bounce] == ["unhealthy"]


def test_the_lowered_target_and_the_correction_act_from_their_day_on() -> None:
    def result(ref: str, day: str) -> Any:
        found = report("status", day=day)
        objectives = [objective for each in found["departments"] for objective in each["objectives"]]
        return next(each for one in objectives for each in one["key_results"] if each["ref"] == ref)

    assert result("marketing/organic-traffic", "2026-04-12")["target"] == 150000
    assert result("marketing/organic-traffic", "2026-04-13")["target"] == 144000
    assert result("customer-service/response-time", "2026-02-16")["current"] == 3.1
    assert result("customer-service/response-time", "2026-02-17")["current"] == 6.2
