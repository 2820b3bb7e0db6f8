"""The other templates against the notes they are built from: flows, fundamentals, duties, a small shop."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from okrctl.core.setup.template import fill
from okrctl.core.values.holidays import HOLIDAYS
from okrctl.shell.templates import load
from tests.kit.harness import run_cli

START = date(2026, 1, 1)
FLOWS = {
    "marketing": ["marketing", "best customers", "reviews or testimonials"],
    "advertising": ["advertising", "a sale with a clear end"],
    "customer-support": ["customer support", "process guides and chat scripts"],
    "technical-support": ["technical support", "platform"],
    "product-research": ["product research and validation", "market research and business plan", "hesitate"],
    "packaging": ["packaging and wrapping", "packaging material"],
    "inventory": ["inventory management", "every sales channel"],
    "demand": ["demand management", "forecast"],
    "shipping": ["shipping and logistics", "free delivery", "domestic", "cross-border", "after the purchase"],
    "finance": ["financial management", "recurring payments"],
    "people-and-culture": ["people and culture"],
    "office-and-warehouse": ["office and warehouse management"],
    "conversion": ["conversion optimization", "photos and a video", "payment options"],
    "sustainability": ["sustainability", "waste"],
}
FUNDAMENTALS = {
    "store presentation": ["bounce-rate", "complete-listings"],
    "order taking": ["cart-abandonment", "conversion-rate"],
    "inventory management": ["in-stock-rate", "inventory-turnover"],
    "order fulfillment": ["order-accuracy", "fulfillment-time", "on-time-delivery"],
    "return handling": ["return-rate", "refund-time"],
    "customer service": ["customer-satisfaction", "order-updates"],
}
DUTIES = {
    "supply chain and inventory": ["in-stock-rate", "inventory-turnover", "supplier-punctuality"],
    "order fulfillment": ["order-accuracy", "shipped-on-time", "peak-hour-orders", "on-time-delivery"],
    "platform": ["listing-accuracy"],
    "customer experience": ["bounce-rate", "cart-abandonment", "conversion-rate", "customer-satisfaction"],
    "logistics and shipping": ["shipping-cost-per-order", "carrier-claims"],
    "performance monitoring": ["scorecard-coverage"],
    "cost": ["warehousing-cost-per-order", "cost-per-return"],
    "returns and refunds": ["returns", "refund-days"],
    "working with marketing": ["campaigns-checked"],
    "compliance and security": ["open-audit-findings"],
    "technology": ["integration-uptime"],
}


def texts(name: str) -> dict[str, str]:
    template = load(name)
    values = {variable.name: variable.default for variable in template.manifest.variables}
    return {path: str(fill(path, text, START, values)) for path, text in template.files}


def loaded(name: str) -> dict[str, Any]:
    files = {path: text for path, text in texts(name).items() if path.endswith(".yaml")}
    return {path: yaml.load(text, Loader=yaml.BaseLoader) for path, text in files.items()}


def by_heading(text: str) -> dict[str, list[str]]:
    """The ids of the KPIs below each comment line of `kpis:`."""
    found: dict[str, list[str]] = {}
    for line in text.partition("\nkpis:\n")[2].splitlines():
        if line.startswith("  # "):
            heading = line.removeprefix("  # ").split(". ")[-1].split(":")[0].split(",")[0].lower()
            found[heading] = []
        elif line.startswith(("  - {id: ", "  - id: ")):
            found[heading].append(line.partition("id: ")[2].partition(",")[0])
    return found


@pytest.mark.parametrize("flow", FLOWS)
def test_a_flow_says_what_the_notes_say(flow: str) -> None:
    text = texts("ecommerce-operations")[f"okrs/{flow}.yaml"].lower()
    assert [word for word in FLOWS[flow] if word not in text] == []
    assert len(loaded("ecommerce-operations")[f"okrs/{flow}.yaml"]["objectives"]) == 1


def test_flows_come_in_the_order_of_the_notes() -> None:
    template = load("ecommerce-operations")
    assert template.manifest.turns is not None
    assert list(template.manifest.turns.departments) == list(FLOWS)
    assert template.manifest.turns.months == 1


def test_the_six_fundamentals_are_kpis_with_a_healthy_range() -> None:
    assert by_heading(texts("ecommerce-operations")["okrs/fundamentals.yaml"]) == FUNDAMENTALS
    for kpi in loaded("ecommerce-operations")["okrs/fundamentals.yaml"]["kpis"]:
        assert {"at_least", "at_most"} & set(kpi), kpi["id"]


def test_the_eleven_duties_are_kpis_with_a_healthy_range() -> None:
    assert by_heading(texts("operations-manager")["okrs/operations.yaml"]) == DUTIES
    for kpi in loaded("operations-manager")["okrs/operations.yaml"]["kpis"]:
        assert {"at_least", "at_most"} & set(kpi), kpi["id"]


def test_every_objective_of_the_manager_moves_the_scorecard() -> None:
    data = loaded("operations-manager")["okrs/operations.yaml"]
    kpis = {kpi["id"]: kpi for kpi in data["kpis"]}
    for objective in data["objectives"]:
        read = [result for result in objective["key_results"] if "kpi" in result]
        assert len(read) >= 2, objective["id"]
        for result in read:
            healthy = kpis[result["kpi"]]
            asked = [(sign, bound) for bound, sign in (("at_least", 1), ("at_most", -1)) if bound in result]
            for sign, bound in asked:
                assert sign * float(result[bound]) > sign * float(healthy[bound]), f"{result['id']} asks for no more"


def test_the_small_shop_has_eight_objectives_with_the_amounts_of_the_whole() -> None:
    whole = {
        objective["id"]: objective
        for path, data in loaded("ecommerce").items()
        for objective in (data.get("objectives", []) if path != "okrctl.yaml" else [])
    }
    small = [
        objective
        for path, data in loaded("small-shop").items()
        for objective in (data.get("objectives", []) if path != "okrctl.yaml" else [])
    ]
    assert len(small) == 8
    kinds = ("change", "count", "at_least", "at_most", "done_when", "milestones")
    for objective in small:
        same = whole[objective["id"]]
        assert objective["title"] == same["title"]
        amounts = [[(each["id"], kind, each.get(kind)) for kind in kinds] for each in objective["key_results"]]
        assert amounts == [[(each["id"], kind, each.get(kind)) for kind in kinds] for each in same["key_results"]]


ORDERS = """\
ordered_at,shipped_at,promised_for,delivered_at,returned_at,refunded_at,shipping_cost
2026-02-02 09:00:00,2026-02-03 10:00:00,2026-02-06,2026-02-05 12:00:00,2026-02-20 09:00:00,2026-02-24 09:00:00,6.40
2026-02-03 21:30:00,2026-02-06 10:00:00,2026-02-07,2026-02-09 12:00:00,,,7.60
2026-03-10 08:00:00,2026-03-10 15:00:00,2026-03-13,2026-03-12 12:00:00,,,5.00
2026-03-11 08:00:00,2026-03-12 15:00:00,2026-03-14,2026-03-14 12:00:00,2026-03-18 12:00:00,2026-03-20 12:00:00,6.00
2026-03-12 08:00:00,2026-03-16 15:00:00,2026-03-15,2026-03-18 12:00:00,,,8.50
2026-03-19 08:00:00,,2026-03-24,,,,9.00
"""


def test_five_numbers_come_from_an_export_of_orders(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    init = run_cli("init", "shop", "--template", "operations-manager", "--start", "2026-01-01", cwd=tmp_path)
    assert init.code == 0, init.err
    shop = tmp_path / "shop"
    missing = run_cli("pull", "--date", "2026-03-20", "--by", "ana@example.com", cwd=shop)
    assert (missing.code, "OKR901" in missing.out + missing.err) == (1, True)
    (shop / "exports" / "orders.csv").write_text(ORDERS)
    ran = run_cli("pull", "--date", "2026-03-20", "--by", "ana@example.com", cwd=shop)
    assert ran.code == 0, ran.out + ran.err
    results = yaml.load((shop / "okrs/operations.yaml").read_text(), Loader=yaml.BaseLoader)["check_ins"][0]["results"]
    assert {id: result["value"] for id, result in results.items()} == {
        "shipped-on-time": "66.7",  # two of the three orders up to two days ago
        "on-time-delivery": "66.7",  # two of three that were promised by yesterday
        "shipping-cost-per-order": "7.13",  # of the four orders of four weeks
        "returns": "50",  # one of the two that are four to eight weeks old
        "refund-days": "3",  # four days and two
    }


def test_the_windows_of_the_peak_season_cover_its_moving_days() -> None:
    kpis = {kpi["id"]: kpi for kpi in loaded("operations-manager")["okrs/operations.yaml"]["kpis"]}
    windowed = [kpi for kpi in kpis.values() if "except" in kpi]
    assert {"shipped-on-time", "on-time-delivery", "bounce-rate", "returns"} <= {kpi["id"] for kpi in windowed}
    for window in (each for kpi in windowed for each in kpi["except"] if "Black Friday" in each["why"]):
        for year in range(1970, 2201):
            for name in ("black-friday", "cyber-monday"):
                assert window["from"] <= f"{HOLIDAYS[name](year):%m-%d}" <= window["to"]


def test_a_kpi_may_be_worse_in_the_peak_season_and_not_before(tmp_path: Path) -> None:
    ran = run_cli("init", str(tmp_path / "ws"), "--template", "operations-manager", "--start", "2026-01-01")
    assert ran.code == 0, ran.err
    root = ("--root", str(tmp_path / "ws"))
    for day, health in (("2026-11-12", "unhealthy"), ("2026-11-27", "healthy")):
        said = ("--set", "bounce-rate=58", "--by", "ana")
        assert run_cli(*root, "--as-of", day, "checkin", "operations", *said).code == 0
        shown = json.loads(run_cli(*root, "--as-of", day, "status", "--format", "json").out)
        kpis = {kpi["ref"]: kpi["health"] for kpi in shown["departments"][0]["kpis"]}
        assert kpis["operations/bounce-rate"] == health
