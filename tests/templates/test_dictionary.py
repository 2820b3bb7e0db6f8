"""The dictionary that comes with okrctl: whole, connected, and in agreement with templates that have its metrics."""

from __future__ import annotations

import re
from fractions import Fraction
from urllib.parse import urlsplit

import pytest

from okrctl.core.contracts.formulas import Undefined, circles, worked_out
from okrctl.core.contracts.loops import groups
from okrctl.core.loading.dictionary import load_dictionary
from okrctl.core.model.dictionary import CURRENCY, PLACES
from okrctl.core.review.metric_tree import metric_tree
from okrctl.core.values.safe import line
from okrctl.core.yaml import read
from okrctl.shell.dictionary import shipped_metrics
from tests.kit.harness import PROJECT

METRICS = shipped_metrics()
AREAS = ["Acquisition", "Conversion", "Basket", "Retention", "Service", "Inventory", "Fulfillment", "Returns"]
AREAS += ["Platform", "Finance", "People"]


def test_at_least_sixty_metrics_over_all_areas() -> None:
    assert len(METRICS) >= 60
    assert list(dict.fromkeys(metric.area for metric in METRICS.values())) == AREAS


@pytest.mark.parametrize("id", METRICS)
def test_every_metric_says_all_there_is_to_say(id: str) -> None:
    metric = METRICS[id]
    assert metric.unit
    assert metric.definition
    assert metric.indicator
    assert metric.source
    assert metric.better or id == "staff"
    assert metric.read
    assert set(metric.read) <= set(PLACES)
    assert metric.guardrail in METRICS
    assert metric.guardrail != id
    address = urlsplit(metric.reference.url)
    assert (address.scheme, bool(address.netloc), metric.reference.title == "") == ("https", True, False)
    assert all(text == line(text) for text in (metric.title, metric.definition, *metric.read.values()))


def test_a_connected_tree_from_sessions_to_net_profit() -> None:
    assert circles(METRICS) == ()
    parts = {part for metric in METRICS.values() if metric.formula for part in metric.formula.metrics}
    assert parts <= set(METRICS)
    below = set(metric_tree(METRICS, "net-profit").nodes)
    path = ["sessions", "conversion-rate", "orders", "average-order-value", "revenue", "net-revenue", "gross-profit"]
    assert {*path, "contribution", "operating-expenses", "operating-profit"} <= below


def test_the_formulas_come_to_what_a_shop_would_know() -> None:
    """100,000 sessions, of which 2% order for 80: the whole tree by hand."""
    given = {"add-to-cart-rate": "0.08", "checkout-start-rate": "0.5", "checkout-completion-rate": "0.5"}
    given |= {"organic-sessions": "40000", "email-sessions": "15000", "other-sessions": "25000"}
    given |= {"marketing-spend": "20000", "cost-per-paid-session": "1", "units-per-order": "2"}
    given |= {"average-unit-price": "40", "refunded-share": "0.1", "cost-of-goods": "72000", "payment-fees": "3000"}
    given |= {"shipping-cost": "5", "packaging-cost": "1", "handling-cost": "2", "operating-expenses": "20000"}
    given |= {"interest-and-taxes": "2000"}
    values = {id: Fraction(text) for id, text in given.items()}
    formulas = {id: formula for id in metric_tree(METRICS, "net-profit").nodes if (formula := METRICS[id].formula)}
    # parts come before what is made of them
    for (id,) in groups({id: formula.metrics for id, formula in formulas.items()}):
        result = worked_out(formulas[id], values)
        assert not isinstance(result, Undefined)
        values[id] = result
    expected = {"sessions": 100000, "orders": 2000, "revenue": 160000, "net-revenue": 144000, "gross-profit": 72000}
    expected |= {"fulfillment-cost": 16000, "contribution": 33000, "operating-profit": 13000, "net-profit": 11000}
    assert {id: values.get(id) for id in expected} == expected


@pytest.mark.parametrize("template", sorted(path.parent.name for path in PROJECT.glob("templates/*/okrctl.yaml")))
def test_templates_agree_on_unit_and_direction(template: str) -> None:
    text = (PROJECT / "templates" / template / "okrctl.yaml").read_text(encoding="utf-8")
    plain = read("okrctl.yaml", re.sub(r"\{\{currency\}\}", CURRENCY, text).replace("{{organization}}", "Shop"))
    for id, entry in (plain.data.get("metrics") or {}).items():
        if id in METRICS:
            assert (entry["unit"], entry["better"]) == (METRICS[id].unit, METRICS[id].better), id
        else:
            # a system in use is no quantity
            assert "unit" not in entry, f"{id} has no entry in the dictionary"


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"a.yaml": "area: A\nmetrics: {m: {title: M}}"}, "a.yaml: the key `rhythm` is missing"),
        ({"a.yaml": "area: ["}, "a.yaml: "),
    ],
)
def test_a_faulty_dictionary_says_which_file(texts: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        load_dictionary(texts)
