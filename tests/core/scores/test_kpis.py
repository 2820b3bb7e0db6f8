"""The health of KPIs: the first rule that applies, in the band of the value's own day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.kit.shop import Shop, check_in, objective, result

DAY = "2026-02-14"
SEASON = [{"from": "11-20", "to": "12-02", "at_most": 55}]
OVER = [{"from": "12-20", "to": "01-05", "at_most": 55}]
LEAP = [{"from": "02-20", "to": "02-29", "at_most": 55}]


def kpi(path: Path, value: Any, said: str, day: str, **keys: Any) -> dict[str, Any]:
    entries = [] if value is None else [check_in(said, {"bounce": value})]
    plan = {"id": "bounce", "title": "Bounce rate", **keys}
    return Shop(path).write(name="Shop", kpis=[plan], check_ins=entries).kpi("shop/bounce", day)


@pytest.mark.parametrize(
    ("value", "said", "keys", "health"),
    [
        (None, DAY, {}, "no-data"),
        (46, DAY, {"at_most": 45}, "unhealthy"),
        (46, "2026-01-02", {"at_most": 45}, "unhealthy"),
        (45, "2026-02-03", {"at_most": 45}, "stale"),
        (45, "2026-02-04", {"at_most": 45}, "healthy"),
        (45, "2026-02-03", {}, "stale"),
        (45, "2026-02-04", {}, "no-range"),
    ],
)
def test_health(tmp_path: Path, value: Any, said: str, keys: Any, health: str) -> None:
    assert kpi(tmp_path, value, said, DAY, **keys)["health"] == health


@pytest.mark.parametrize(
    ("exceptions", "day", "inside"),
    [
        (SEASON, "2026-11-19", False),
        (SEASON, "2026-11-20", True),
        (SEASON, "2031-12-02", True),
        (SEASON, "2026-12-03", False),
        (OVER, "2026-12-19", False),
        (OVER, "2026-12-20", True),
        (OVER, "2027-01-05", True),
        (OVER, "2027-01-06", False),
        (LEAP, "2026-02-28", True),
        (LEAP, "2028-02-29", True),
        (LEAP, "2026-03-01", False),
        ([{"from": "02-29", "to": "03-02", "at_most": 55}], "2026-02-28", True),
        ([{"from": "02-29", "to": "03-02", "at_most": 55}], "2028-02-28", False),
        ([{"from": "2026-11-20", "to": "2026-12-02", "at_most": 55}], "2026-11-27", True),
        ([{"from": "2026-11-20", "to": "2026-12-02", "at_most": 55}], "2027-11-27", False),
        # the first that fits
        ([{"from": "2026-11-27", "to": "2026-11-27", "at_most": 49}, *SEASON], "2026-11-27", False),
        ([{"from": "2026-11-27", "to": "2026-11-27", "at_most": 49}, *SEASON], "2026-11-28", True),
    ],
)
def test_exceptions(tmp_path: Path, exceptions: Any, day: str, inside: bool) -> None:
    found = kpi(tmp_path, 50, day, day, at_most=45, **{"except": exceptions})
    assert found["health"] == ("healthy" if inside else "unhealthy")


def test_a_bound_that_an_exception_does_not_name_stands(tmp_path: Path) -> None:
    for value, health in ((9, "unhealthy"), (10, "healthy"), (55, "healthy"), (56, "unhealthy")):
        found = kpi(tmp_path, value, "2026-11-27", "2026-11-27", at_least=10, at_most=45, **{"except": SEASON})
        assert (found["health"], found["at_least"], found["at_most"]) == (health, 10, 55)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("11-20", "2026-12-02", "OKR313"),
        ("2026-12-02", "2026-11-20", "OKR313"),
        ("13-01", "12-02", "no date"),
        ("02-30", "03-02", "no date"),
    ],
)
def test_days_that_are_none(tmp_path: Path, start: str, end: str, told: str) -> None:
    plan = {"id": "bounce", "title": "Bounce", "at_most": 45, "except": [{"from": start, "to": end, "at_most": 55}]}
    ran = Shop(tmp_path).write(name="Shop", lead="Ana", kpis=[plan]).run("validate", "--format", "concise")
    assert ran.code == 1
    assert ("OKR313" in ran.out) == (told == "OKR313")


def test_the_page_tells_the_days(tmp_path: Path) -> None:
    kpi(tmp_path, 50, DAY, DAY, at_most=45, **{"except": SEASON})
    shop = Shop(tmp_path)
    assert shop.json("show", DAY, "bounce")["item"]["except"][0]["from"] == "11-20"
    assert "11-20 to 12-02" in shop.run("show", "bounce", "--as-of", DAY).out


@pytest.mark.parametrize(
    ("plan", "value", "current", "progress"),
    [
        ({"baseline": 10, "change": -8}, -3, -3, 1.625),  # not 10 − 3 = 7
        ({"baseline": 10, "change": "-80%"}, -3, -3, 1.625),
        ({"baseline": 10, "change": -8}, 6, 6, 0.5),
        ({"baseline": -10, "target": 10}, -5, -5, 0.25),
        ({"baseline": 0, "at_most": -10}, -5, -5, 0.5),
    ],
)
def test_a_value_read_from_a_kpi_is_absolute(
    tmp_path: Path, plan: Any, value: Any, current: Any, progress: Any
) -> None:
    shop = reading(tmp_path, plan, value)
    found = shop.result("shop/kr", DAY)
    assert (found["current"], found["progress"]) == (current, progress)
    assert shop.kpi("shop/margin", DAY)["value"] == value


@pytest.mark.parametrize(
    ("plan", "value"),
    [
        ({"baseline": 10, "change": -8}, "-5%"),  # the KPI does not take it either
        ({"baseline": 10, "change": -8}, "+6"),
        ({"change": -8}, -3),  # absolute, so it needs a baseline
    ],
)
def test_what_a_kpi_cannot_mean_is_left_out(tmp_path: Path, plan: Any, value: Any) -> None:
    ran = reading(tmp_path, plan, value).run("status", "--as-of", DAY, "--format", "json")
    assert ran.code == 1 and '"current": null' in ran.out and "incomplete" in ran.err


def reading(path: Path, plan: Any, value: Any) -> Shop:
    watched, reads = {"id": "margin", "title": "Margin", "unit": "USD"}, result("kr", kpi="margin", **plan)
    said = check_in(DAY, {"margin": value})
    return Shop(path).write(kpis=[watched], objectives=[objective(reads)], check_ins=[said])
