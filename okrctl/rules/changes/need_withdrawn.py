"""A need from another department was withdrawn or postponed, and the file doesn't record the change.

A need says by when something is needed. Without it, or with a later date, nothing is late anymore, and the other side
can take back its promise.

Restore the need, or record the change on the item that has it: `amended: [{date: …, field: depends_on/REF, from: …,
why: …}]`, or `field: depends_on/REF/due` with `from` and `to`. A need that names the other side more exactly replaces
it, and a need from something that was dropped can go.
"""

from __future__ import annotations

from datetime import date

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.links import Link
from okrctl.core.company.workspace import Entry
from okrctl.core.contracts.contracts import Contract
from okrctl.core.diff.items import Pair
from okrctl.core.diff.trace import given_up, need_accounted, running
from okrctl.core.model.items import Kpi
from okrctl.core.values.diagnostic import Place, Problem, Problems

CODE = "OKR715"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Needs at the base that are gone, or for a later day, without a record."""
    difference = case.difference
    for change in difference.contracts if difference else ():
        was, now = (side.contract if side else None for side in (change.before, change.after))
        if difference is None or was is None or was.provider.entry is None:
            continue
        pair = difference.pairing.of_before[was.need.source.spot]
        provider = difference.pairing.of_before[was.provider.entry.spot].after
        if pair.after is None or not running(pair, case.today) or provider is None or given_up(provider, case.today):
            continue
        if now is None and not _asked_elsewhere(pair.after, was, provider.department):
            yield from _problem(pair, was.need, None)
        if now is not None and _later(was.asked, now.asked):
            yield from _problem(pair, was.need, now.need)


def _asked_elsewhere(item: Entry, was: Contract, provider: str) -> bool:
    """Whether the item still needs something from the provider, such as one of its milestones, and as early."""
    assert not isinstance(item.item, Kpi)
    needs = (each for each in item.item.depends_on if each.ref.partition("/")[0] == provider)
    return any(not _later(was.asked, each.due) for each in needs)


def _later(was: date | None, now: date | None) -> bool:
    return was is not None and (now is None or now > was)


def _problem(pair: Pair, was: Link, now: Link | None) -> Problems:
    due = now.due.isoformat() if now and now.due else None
    if need_accounted(pair, was.text, due, gone=now is None):
        return
    field = f"depends_on/{was.text}"
    if now is None:
        message = f"{pair.node.ref} no longer needs {was.text} (this is its line at the base)"
        place = Place(was.place.path, was.place.at, base=True)
        help = f"restore it, or add under `amended`: {{date: …, field: {field}, from: {{ref: {was.text}}}, why: …}}"
    else:
        message = f"{pair.node.ref} needs {was.text} later: due {was.due} → {due or 'nothing'}"
        place, to = now.place, f"to: {due}, " if due else ""
        help = f"add under `amended`: {{date: …, field: {field}/due, from: {was.due}, {to}why: …}}"
    yield Problem("need-withdrawn", place, message, help)
