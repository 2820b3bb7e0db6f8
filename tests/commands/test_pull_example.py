"""The shop of examples/shop-exports: what is pulled from its export is what anybody would count in it."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT, run_cli

EXAMPLE = PROJECT / "examples" / "shop-exports"
DAY = date(2026, 3, 27)
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (EXAMPLE / "exports" / name).open(newline="") as file:
        return list(csv.DictReader(file))


def recent(text: str) -> bool:
    return bool(text) and DAY - timedelta(days=27) <= date.fromisoformat(text[:10]) <= DAY


def sent() -> list[Row]:
    return [row for row in rows("orders.csv") if recent(row["Fulfilled at"])]


def order_value() -> Decimal:
    totals = [Decimal(row["Total"]) for row in rows("orders.csv") if recent(row["Paid at"])]
    return sum(totals, Decimal(0)) / len(totals)


def conversion() -> Decimal:
    orders = {row["Name"] for row in rows("orders.csv") if recent(row["Created at"])}
    return Decimal(100 * len(orders)) / sum(int(row["Sessions"]) for row in rows("sessions.csv") if recent(row["Day"]))


def on_time() -> Decimal:
    def moment(text: str) -> datetime:
        return datetime.fromisoformat(text[:19])

    early = [row for row in sent() if moment(row["Fulfilled at"]) <= moment(row["Paid at"]) + timedelta(days=2)]
    return Decimal(100 * len(early)) / len(sent())


def returns() -> Decimal:
    return Decimal(100 * sum(Decimal(row["Refunded Amount"]) > 0 for row in sent())) / len(sent())


@pytest.fixture(scope="module")
def pulled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Decimal]:
    root: Path = tmp_path_factory.mktemp("shop")
    shutil.copytree(EXAMPLE, root, dirs_exist_ok=True)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    ran = run_cli("pull", "--root", str(root), "--as-of", str(DAY), "--by", "shop@northwind.example", "--print")
    assert ran.code == 0, ran.err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    return {id: Decimal(value) for id, value in re.findall(r"(\S+): \{value: ([\d.]+)", ran.out)}


@pytest.mark.parametrize(
    ("id", "count", "places"),
    [
        ("order-value", order_value, "0.01"),
        ("conversion", conversion, "0.01"),
        ("on-time", on_time, "0.1"),
        ("returns", returns, "0.1"),
    ],
)
def test_counted_by_hand(pulled: dict[str, Decimal], id: str, count: Callable[[], Decimal], places: str) -> None:
    assert abs(pulled[id] - count()) <= Decimal(places) / 2


def test_the_rest_of_the_year_is_there_and_sound() -> None:
    assert len(rows("orders.csv")) > 300
    ran = run_cli("validate", "--root", str(EXAMPLE), "--as-of", str(DAY))
    assert ran.code == 0 and "no findings" in ran.out
