"""Confirming: the provider's promise for a request of another department."""

from __future__ import annotations

from datetime import date

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
    ref = _reference(ws, provider, consumer, due)
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
    return asked, [Put(each.need.place.at, Plain(_answer(ws, provider, each))) for each in asked]


def _answer(ws: Workspace, provider: Entry, asked: Contract) -> str:
    """The reference to the provider from the consumer's file."""
    source = asked.need.source
    target = resolve(ws, provider.ref, source.department, source.cycle, asked.asked)
    clear = isinstance(target, Target) and target.entry is not None and target.entry.spot == provider.spot
    return provider.ref if clear or provider.cycle is None else f"{provider.ref}@{provider.cycle.name}"


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


def _reference(ws: Workspace, provider: Entry, consumer: Entry, due: date | None) -> str:
    """The reference to the consumer from the provider's file, with the cycle if needed."""
    day = due or (provider.key_result.due if provider.key_result else None)
    target = resolve(ws, consumer.ref, provider.department, provider.cycle, day)
    clear = isinstance(target, Target) and target.entry is not None and target.entry.spot == consumer.spot
    return consumer.ref if clear or consumer.cycle is None else f"{consumer.ref}@{consumer.cycle.name}"
