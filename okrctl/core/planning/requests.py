"""Asking and confirming: a need from another department in the own file, and the provider's promise in that one's."""

from __future__ import annotations

from datetime import date
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.company.links import links
from okrctl.core.company.references import Target, resolve
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.contracts.contracts import Contract, contracts, due_of, own_due
from okrctl.core.edit.changes import Add, Change, Put
from okrctl.core.edit.written import Plain, Short
from okrctl.core.planning.propose import PlannedChanges
from okrctl.core.values.frozen import frozen


@frozen
class Confirmed:
    """A promise to add to the provider's file, and the requests that it answers."""

    changes: PlannedChanges
    requests: tuple[Contract, ...]


@frozen
class Later:
    """The provider is due only after the date that was asked for."""

    own: date
    asked: date


def ask(ws: Workspace, provider: Target, consumer: Entry, need: str, due: date | None) -> PlannedChanges | Mistake:
    """The request of ``consumer``, or why it cannot be made."""
    item = consumer.plan_item
    if item is None:
        return Mistake(f"{consumer.ref} is a KPI, which cannot ask", "name an objective or key result")
    if item.dropped or item.closed:
        return Mistake(f"{consumer.ref} was {'dropped' if item.dropped else 'closed'}", "only active items can ask")
    if provider.entry is not None and provider.entry.objective is None:
        return Mistake(
            f"{provider.ref} is a KPI, which cannot be asked for", "name an objective, key result or department"
        )
    if provider.entry is not None and provider.entry.spot == consumer.spot:
        return Mistake(f"{consumer.ref} cannot depend on itself", "name another provider")
    for there in asked(ws, provider, consumer):
        words = f"“{there.need.need}”" if there.need.need else "this"
        return Mistake(f"{consumer.ref} already asks {provider.ref} for {words}", f"see {consumer.path}")
    ref = reference(ws, provider, consumer, due)
    if ref is None:
        return Mistake(
            f"{provider.ref} is ambiguous in {consumer.path}", "name its cycle, as in technology/speed@2026-Q2"
        )
    said: dict[str, Any] = {"ref": Plain(ref), "need": need}
    if due is not None:
        said["due"] = Plain(due.isoformat())
    return {consumer.path: [Add((*consumer.at, "depends_on"), Short(said))]}


def asked(ws: Workspace, provider: Target, consumer: Entry) -> list[Contract]:
    """The requests of this consumer to this provider."""
    return [
        each
        for each in contracts(links(ws))
        if each.need.source.spot == consumer.spot and _same(each.provider, provider)
    ]


def _same(one: Target, other: Target) -> bool:
    if one.entry is None or other.entry is None:
        return one.entry is other.entry and one.department == other.department
    return one.entry.spot == other.entry.spot and one.milestone == other.milestone


def reference(ws: Workspace, wanted: Target, source: Entry, day: date | None) -> str | None:
    """The reference to something from the file of an item, with its cycle if needed; None if there is none."""
    cycle = wanted.entry.cycle if wanted.entry else None
    for text in (wanted.ref, f"{wanted.ref}@{cycle.name}" if cycle else None):
        found = resolve(ws, text, source.department, source.cycle, day) if text else None
        if isinstance(found, Target) and _same(found, wanted):
            return text
    return None


def confirm(ws: Workspace, provider: Entry, consumer: Entry, due: date | None) -> Confirmed | Later | Mistake:
    """The promise of ``provider`` to ``consumer``, for a date, or by default for the provider's own due date.

    Without a date, nothing is promised for later than asked: that needs an explicit date.
    """
    if provider.department == consumer.department:
        return Mistake("nothing to confirm within one department", "only promises between departments are confirmed")
    if provider.objective is None:
        return Mistake(f"{provider.ref} is a KPI, which cannot be promised", "name an objective or key result")
    asked = _requests(ws, provider, consumer)
    named: list[Change] = []
    if not asked:
        asked, named = _of_department(ws, provider, consumer)
    if not asked:
        return _nothing_asked(ws, provider, consumer)
    waiting = tuple(each for each in asked if each.promise is None)
    if not waiting:
        day = f" for {asked[0].promised}" if asked[0].promised else ""
        where = asked[0].promise.place.path if asked[0].promise else provider.path
        return Mistake(f"{consumer.ref} already has this promise{day}", f"see {where}")
    for each in waiting:
        own = own_due(each.provider) or due_of(provider)
        if due is None and each.asked and own and own > each.asked:
            return Later(own, each.asked)
    by = due or (provider.key_result.due if provider.key_result else None)
    ref = reference(ws, Target(consumer.department, consumer), provider, by) or consumer.ref
    promise = Plain(ref) if due is None else Short(ref=Plain(ref), due=Plain(due.isoformat()))
    changes: dict[str, list[Change]] = {provider.path: [Add((*provider.at, "promised_to"), promise)]}
    for change, each in zip(named, asked, strict=False):
        changes.setdefault(each.need.place.path, []).append(change)
    return Confirmed(changes, waiting)


def answered(after: Workspace, provider: Entry, confirmed: Confirmed) -> tuple[Contract, ...] | None:
    """The requests in the changed workspace; None if the promise doesn't answer them all."""
    wanted = {each.need.place for each in confirmed.requests}
    found = tuple(each for each in contracts(links(after)) if each.need.place in wanted)
    given = [each for each in found if each.promise and each.promise.source.spot == provider.spot]
    return found if len(given) == len(wanted) else None


def _requests(ws: Workspace, provider: Entry, consumer: Entry) -> list[Contract]:
    return [
        each
        for each in contracts(links(ws))
        if each.provider.entry and _fits(each.provider.entry, provider) and _fits(each.need.source, consumer)
    ]


def _of_department(ws: Workspace, provider: Entry, consumer: Entry) -> tuple[list[Contract], list[Change]]:
    """Requests to the provider's whole department, and the changes that make them name the provider."""
    asked = [
        each
        for each in contracts(links(ws))
        if each.unplanned and each.provider.department == provider.department and _fits(each.need.source, consumer)
    ]
    whole = Target(provider.department, provider)
    texts = [reference(ws, whole, each.need.source, each.asked) or whole.ref for each in asked]
    return asked, [Put(each.need.place.at, Plain(text)) for each, text in zip(asked, texts, strict=True)]


def _fits(one: Entry, other: Entry) -> bool:
    """Whether two items are the same, or an objective and one of its parts."""
    return one.spot == other.spot or (one.home == other.home and "objective" in (one.kind, other.kind))


def _nothing_asked(ws: Workspace, provider: Entry, consumer: Entry) -> Mistake:
    needs = [each for each in contracts(links(ws)) if _fits(each.need.source, consumer)]
    others = ", ".join(dict.fromkeys(each.provider.ref for each in needs))
    hint = (
        f"it depends on {others or 'nothing'}; to ask for it: okrctl ask {provider.ref} --for {consumer.ref} --need …"
    )
    return Mistake(f"{consumer.ref} doesn't depend on {provider.ref}", hint)
