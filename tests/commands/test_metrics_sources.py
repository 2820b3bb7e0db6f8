"""Sources of the shipped dictionary that compute something do so, over exports as they describe them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from okrctl.core.model.dictionary import ShippedMetric
from okrctl.shell.dictionary import shipped_metrics
from tests.kit.harness import run_cli

pytest.importorskip("duckdb")
COMPUTED = {id: metric for id, metric in shipped_metrics().items() if metric.source and metric.source.computed}
KEYS = ("about", "file", "files", "value", "where", "query")

ORDERS = """\
email,ordered_at,promised_for,shipped_at,delivered_at,returned_at,refunded_at,total,discount,items,shipping_cost
ana@example.com,2026-01-20 10:00,2026-02-05,2026-01-21,2026-02-04,2026-02-10,2026-02-12,100.00,0.00,2,5.00
ana@example.com,2026-03-02 10:00,2026-03-05,2026-03-03,2026-03-04,,,80.00,20.00,1,4.00
bo@example.com,2026-03-10 10:00,2026-03-13,2026-03-12,2026-03-14,,,120.00,0.00,3,6.00
cy@example.com,2026-02-03 10:00,2026-02-06,2026-02-04,2026-02-05,2026-02-11,2026-03-05,60.00,0.00,1,4.50
"""
EXPORTS = {
    "orders.csv": ORDERS,
    "sessions.csv": "day,sessions\n2026-03-01,40\n2026-03-10,60\n",
    "tickets.csv": "created_at,solved_at,first_reply_hours,resolution_hours\n"
    "2026-03-02 09:00,2026-03-03 09:00,2,24\n2026-03-04 09:00,2026-03-04 19:00,4,10\n",
    "stock.csv": "sku,quantity,unit_cost\na,10,5.00\nb,0,7.00\n",
}
# as of 2026-03-15: two orders of 80 and 120 in the last 28 days, 100 sessions
EXPECTED = {
    "sessions": 100,
    "conversion-rate": 2,
    "orders": 2,
    "average-order-value": 100,
    "revenue": 200,
    "units-per-order": 2,
    "discount-rate": 9.1,
    "new-customers": 1,
    "repeat-purchase-rate": 33.3,
    "orders-per-customer": 1.33,
    "tickets": 2,
    "first-response-time": 3,
    "resolution-time": 17,
    "inventory-value": 50,
    "in-stock-rate": 50,
    "sent-on-time": 50,
    "delivered-on-time": 50,
    "delivery-time": 3,
    "shipping-cost": 5,
    "return-rate": 100,
    "return-processing-time": 22,
}


def entry(metric: ShippedMetric) -> dict[str, object]:
    assert metric.source
    source = {key: getattr(metric.source, key) for key in KEYS if getattr(metric.source, key) is not None}
    return {"title": metric.title, "unit": metric.unit, "source": source}


def test_every_computed_source_gives_its_value(tmp_path: Path) -> None:
    assert set(EXPECTED) == set(COMPUTED)
    metrics = {id: entry(metric) for id, metric in COMPUTED.items()}
    settings = {"okrctl": 1, "organization": "Shop", "metrics": metrics}
    kpis = [f"  - {{id: {id}, title: {metric.title}, metric: {id}}}\n" for id, metric in COMPUTED.items()]
    shop = "".join(["okrctl: 1\ndepartment: shop\nlead: Ana\nkpis:\n", *kpis])
    for name, text in EXPORTS.items():
        (tmp_path / "exports").mkdir(exist_ok=True)
        (tmp_path / "exports" / name).write_text(text, encoding="utf-8")
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrctl.yaml").write_text(json.dumps(settings), encoding="utf-8")
    (tmp_path / "okrs" / "shop.yaml").write_text(shop, encoding="utf-8")
    ran = run_cli("pull", "--date", "2026-03-15", "--by", "ana@example.com", cwd=tmp_path)
    assert ran.code == 0, ran.err
    told = json.loads(run_cli("status", "--as-of", "2026-03-15", "--format", "json", cwd=tmp_path).out)
    assert {
        each["ref"].removeprefix("shop/"): each["value"] for part in told["departments"] for each in part["kpis"]
    } == EXPECTED
