"""The Python API: the same numbers as the command line, the same edits, and nothing that is not planned first."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import okrctl
from okrctl import api
from tests.kit.harness import PROJECT, run_cli

EXAMPLE = PROJECT / "examples" / "northwind-outdoor"
DAY = "2026-06-19"
PLAN = """\
okrctl: 1
department: shop
name: Shop
lead: Ana
cycle: 2026-Q1
objectives:
  - id: sell
    title: Sell more
    key_results:
      - id: orders
        title: Orders to 100
        baseline: 0
        target: 100
"""


def test_its_numbers_are_those_of_the_command_line() -> None:
    report = okrctl.load(EXAMPLE).as_of(DAY)
    ran = run_cli("--root", str(EXAMPLE), "--as-of", DAY, "status", "--format", "json")
    shown = json.loads(ran.out, parse_float=Decimal)
    assert (report.score, report.status) == (shown["organization"]["score"], shown["organization"]["status"])
    told = [each for department in shown["departments"] for each in department["objectives"]]
    assert [each.ref for each in report.objectives] == [each["ref"] for each in told]
    results = [each for goal in told for each in goal["key_results"]]
    for key_result, found in zip(report.key_results, results, strict=True):
        assert key_result.ref == found["ref"]
        assert key_result.progress == found["progress"]
        assert key_result.status == found["status"]
        assert (key_result.forecast.at_end if key_result.forecast else None) == (found["forecast"] or {}).get("at_end")


def test_one_item_by_its_reference() -> None:
    report = okrctl.load(EXAMPLE).as_of(date(2026, 6, 19))
    assert isinstance(report["marketing/seo"], api.Objective)
    assert isinstance(report["marketing/bounce"], api.Kpi)
    with pytest.raises(okrctl.OkrctlError, match="no-such-thing"):
        report["marketing/no-such-thing"]


def test_a_department_and_what_is_not_there() -> None:
    report = okrctl.load(EXAMPLE).as_of(datetime(2026, 6, 19, 12))
    assert report["marketing"] is next(each for each in report.departments if each.id == "marketing")
    assert "marketing/seo" in report and "marketing" in report and "marketing/sea" not in report
    with pytest.raises(okrctl.OkrctlError) as raised:
        report["marketing/organic-trafic"]
    assert raised.value.hint == "did you mean marketing/organic-traffic?"
    with pytest.raises(TypeError):
        list(report)  # type: ignore[call-overload]


def test_of_one_name_in_two_cycles_the_one_that_counts_is_meant() -> None:
    found = okrctl.load(EXAMPLE).as_of(DAY)["marketing/mail-revenue"]
    assert found.data["counted"]


def test_dependencies_and_findings() -> None:
    company = okrctl.load(EXAMPLE)
    late = [each for each in company.as_of(DAY).dependencies if each.state == "late"]
    assert ("marketing/seo", "technology/page-speed") in {(each.waiting, each.on) for each in late}
    assert "OKR506" in {each.code for each in company.findings}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A workspace written as people do."""
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Shop\n")
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrs" / "shop.yaml").write_text(PLAN)
    return tmp_path


def test_a_check_in_is_planned_and_then_applied(shop: Path) -> None:
    file = shop / "okrs" / "shop.yaml"
    before = file.read_bytes()
    edit = okrctl.load(shop).check_in("shop", {"orders": 40}, confidence={"orders": 7}, day="2026-02-14", by="ana")
    assert "orders: {value: 40, confidence: 7}" in edit.diff
    assert file.read_bytes() == before
    edit.apply()
    key_result = okrctl.load(shop).as_of("2026-02-14")["shop/orders"]
    assert isinstance(key_result, api.KeyResult)
    assert (key_result.progress, key_result.confidence) == (Decimal("0.4"), 7)
    with pytest.raises(okrctl.OkrctlError, match="already"):
        edit.apply()


def test_a_change_of_the_plan_leaves_its_trace(shop: Path) -> None:
    okrctl.load(shop).amend("shop/orders", "80", "a supplier closed", day="2026-02-01").apply()
    assert "a supplier closed" in (shop / "okrs" / "shop.yaml").read_text()


@pytest.mark.parametrize(
    ("values", "words"), [({"order": 1}, "orders"), ({"orders": "many"}, "orders"), ({"orders": "1\n2"}, "orders")]
)
def test_what_does_not_fit_is_an_error_with_a_way_out(shop: Path, values: dict[str, object], words: str) -> None:
    with pytest.raises(okrctl.OkrctlError, match=words):
        okrctl.load(shop).check_in("shop", values, day="2026-02-14", by="ana")


def test_texts_make_a_workspace_that_cannot_be_written() -> None:
    texts = {path.relative_to(EXAMPLE).as_posix(): path.read_text() for path in EXAMPLE.rglob("*.yaml")}
    company = okrctl.load(texts)
    assert company.as_of(DAY).score == okrctl.load(EXAMPLE).as_of(DAY).score
    assert [each.code for each in company.findings] == [each.code for each in okrctl.load(EXAMPLE).findings]
    with pytest.raises(okrctl.OkrctlError, match="cannot be changed"):
        company.drop("marketing/seo", "for a test")


def test_without_a_workspace(tmp_path: Path) -> None:
    with pytest.raises(okrctl.OkrctlError, match=r"okrctl\.yaml"):
        okrctl.load(tmp_path)
    with pytest.raises(okrctl.OkrctlError, match=r"okrctl\.yaml"):
        okrctl.load({"okrs/a.yaml": ""})


def test_importing_the_package_loads_nothing() -> None:
    code = "import sys, okrctl; print(sorted(name for name in sys.modules if name.startswith('okrctl.')))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_the_public_names_are_these() -> None:
    listed = "Department Dependency Edit Finding Forecast KeyResult Kpi Objective OkrctlError Report Workspace load"
    assert api.__all__ == listed.split()
    assert all(getattr(okrctl, name) is getattr(api, name) for name in okrctl._PUBLIC)
    with pytest.raises(AttributeError):
        okrctl.nothing  # noqa: B018
