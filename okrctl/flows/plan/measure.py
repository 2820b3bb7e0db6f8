"""How a new key result is measured: from options, or from questions that its kind defines; and its metric."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.edit.changes import Change, Put
from okrctl.core.edit.written import Plain, Short
from okrctl.core.model.dictionary import CURRENCY, ShippedMetric, currency_of, in_currency
from okrctl.core.model.kind_fields import Asks, asked, offered
from okrctl.core.planning import PlannedChanges
from okrctl.core.planning.create import slug
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Stop
from okrctl.flows.console import Check
from okrctl.flows.plan import answers as a
from okrctl.shell.dictionary import shipped_metrics

_MILESTONE = re.compile(r"([^=\s]+)=(.+?)(?:@(\d{4}-\d{2}-\d{2}))?", re.ASCII | re.DOTALL)
_CHECKS: dict[str, Check] = {"number": a.number, "change": a.change, "text": a.text}


def measure(answers: a.Answers, given: Mapping[str, Any], *, unit: bool) -> tuple[dict[str, Any], str | None]:
    """The fields for how a key result is measured, and the unit if it was asked for.

    ``given`` has the values of options by field, several for steps; ``unit`` says whether to ask for it.
    """
    said: dict[str, Any] = {key: _checked(_ask(key), value) for key, value in given.items()}
    asked_unit = None
    if not any(key in said for kind in offered() for key in kind.decided_by):
        found, asked_unit = _asked(answers, said, unit)
        said |= found
    keys = dict.fromkeys(key for kind in offered() for key in kind.own_keys())
    return {key: said[key] for key in keys if key in said}, asked_unit


def _ask(key: str) -> Asks:
    found = asked(key)
    assert found is not None
    return found


def _checked(ask: Asks, value: Any) -> Any:
    if ask.takes == "steps":
        return [_step(ask, text) for text in value]
    return _full(ask, a.checked(ask.option, value, _CHECKS[ask.takes or "text"]))


def _full(ask: Asks, value: str | None) -> str | None:
    return a.in_full(value) if ask.takes == "number" else value


def _asked(answers: a.Answers, said: Mapping[str, Any], unit: bool) -> tuple[dict[str, Any], str | None]:
    kinds = {key: kind for kind in offered() for key in kind.decided_by}
    options = " or ".join(_ask(key).option for key in kinds)
    chosen = answers.chosen(options, "How is it measured", {key: _ask(key).choice for key in kinds})
    if chosen is None:
        return {}, None
    kind, ask = kinds[chosen], _ask(chosen)
    asked_unit = None
    if unit and kind.in_numbers:
        asked_unit = answers.wanted("", None, "Unit, such as percent, USD or orders (Enter: none)", a.text)
    found: dict[str, Any] = {}
    for key in kind.asked_first:
        if key not in said:
            first = _ask(key)
            value = answers.wanted(first.option, None, first.question, _CHECKS[first.takes or "text"])
            found[key] = _full(first, value)
    if ask.takes == "steps":
        found[chosen] = _asked_steps(answers, ask)
    else:
        found[chosen] = _full(ask, answers.needed("", None, ask.question, _CHECKS[ask.takes or "text"]))
    return {key: value for key, value in found.items() if value is not None}, asked_unit


def _asked_steps(answers: a.Answers, ask: Asks) -> Sequence[Short]:
    """The steps, each with its date; ids are made from the titles."""
    found: dict[str, Short] = {}
    while True:
        question = f"Step {len(found) + 1}: {ask.question[0].lower()}{ask.question[1:]}"
        if not found:
            title = answers.needed("", None, question, a.text)
        else:
            title = answers.wanted("", None, f"{question} (Enter: no more steps)", a.text)
        if title is None:
            return list(found.values())
        due = answers.wanted("", None, f"Step {len(found) + 1}: due (Enter: same as the key result)", a.day)
        id = slug(title) or f"step-{len(found) + 1}"
        while id in found:
            id = f"{id}-{len(found) + 1}"
        found[id] = Short({"id": id, "title": title} | ({"due": due} if due else {}))


def _step(ask: Asks, text: str) -> Short:
    found = _MILESTONE.fullmatch(text.strip())
    if found is None:
        raise Stop(f"{ask.option} {text}: give an id and a title", hint="write ID=TITLE, or ID=TITLE@DATE")
    id, title, due = found.groups()
    return Short({"id": a.checked(ask.option, id, a.usable_id), "title": title.strip()} | ({"due": due} if due else {}))


@frozen
class Borrowed:
    """What adding a metric involves: changes of okrctl.yaml (none if it has the entry), and notes for the user."""

    changes: PlannedChanges
    notes: tuple[str, ...] = ()


def borrowed(ws: Workspace, objective: Entry, metric: str | None) -> Borrowed:
    """The changes and notes for a key result of a metric."""
    shipped = shipped_metrics().get(metric) if metric else None
    if metric is None or shipped is None:
        return Borrowed({})
    notes = []
    changes: dict[str, list[Change]] = {}
    if metric not in ws.config.metrics:
        parts = shipped.formula.metrics if shipped.formula else ()
        left_out = [part for part in parts if part not in ws.config.metrics]
        entry = _entry(ws, shipped, with_formula=not left_out)
        there = bool(ws.config.metrics)
        put = Put(("metrics", metric), entry) if there else Put(("metrics",), {metric: entry})
        changes[ws.config.path] = [put]
        if left_out:
            missing = ", ".join(left_out)
            notes.append(f"its formula is left out, because {ws.config.path} doesn't have {missing}")
        if CURRENCY in (entry.get("unit") or ""):
            notes.append(f"its unit is {CURRENCY}: replace it with yours, such as USD, in {ws.config.path}")
        if shipped.source and shipped.source.computed:
            notes.append(f"for a query that computes it from exports: okrctl metrics show {metric}")
    notes.extend(_guard(objective, shipped))
    return Borrowed(changes, tuple(notes))


def _entry(ws: Workspace, shipped: ShippedMetric, *, with_formula: bool) -> dict[str, Any]:
    """The entry for okrctl.yaml: with the company's currency, and with its source as text."""
    results = (result for placed in ws.objectives for result in placed.history.current.key_results)
    units = [*(each.unit for each in ws.config.metrics.values()), *(each.unit for each in results)]
    currency = currency_of(units)
    source = shipped.source.about if shipped.source else None
    said = {
        "title": shipped.title,
        "unit": in_currency(shipped.unit, currency),
        "better": Plain(shipped.better) if shipped.better else None,
        "definition": shipped.definition,
        "formula": Plain(str(shipped.formula)) if shipped.formula and with_formula else None,
        "indicator": Plain(shipped.indicator) if shipped.indicator else None,
        "source": source,
    }
    return {key: value for key, value in said.items() if value is not None}


def _guard(objective: Entry, shipped: ShippedMetric) -> list[str]:
    """Suggest the guardrail of this metric, unless the objective has it."""
    home = objective.current_objective
    if home is None or any(result.metric == shipped.guardrail for result in home.key_results):
        return []
    guard = f"okrctl new key-result {objective.ref} --metric {shipped.guardrail} --weight 0"
    return [f"consider a guardrail, so that {shipped.guardrail} doesn't suffer: {guard}"]
