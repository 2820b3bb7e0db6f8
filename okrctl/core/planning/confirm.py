"""Confirming: the provider's signature under what another department asks of it."""

from __future__ import annotations

from datetime import date

from okrctl.core.checkin.entry import Mistake
from okrctl.core.company.links import links
from okrctl.core.company.references import Target, resolve
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.contracts.contracts import Contract, contracts, due_of, home, own_due, spot
from okrctl.core.edit.changes import Add, Change, Put
from okrctl.core.edit.written import Plain, Short
from okrctl.core.planning.propose import PlannedChanges
from okrctl.core.values.frozen import frozen


@frozen
class Confirmed:
    """A promise on its way into the provider's file, and the requests that it is to answer."""

    wish: PlannedChanges
    requests: tuple[Contract, ...]


def confirm(ws: Workspace, provider: Entry, consumer: Entry, due: date | None) -> Confirmed | Mistake:
    """The promise of ``provider`` to ``consumer``, for a day, or without one for the provider's own due day.

    Without a day nothing is promised that would come later than asked: that takes a day said in so many words.
    """
    if provider.department == consumer.department:
        return Mistake("nothing to confirm within one department", "promises are between departments")
    if provider.objective is None:
        return Mistake(f"{provider.ref} is a KPI, which promises nothing", "name an objective or key result")
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
            hint = f"--due {each.asked} promises it for that day, --due {own} says that it will be later"
            return Mistake(f"{provider.ref} is due on {own}, and {consumer.ref} needs it by {each.asked}", hint)
    ref = _reference(ws, provider, consumer, due)
    promise = Plain(ref) if due is None else Short(ref=Plain(ref), due=Plain(due.isoformat()))
    wish: dict[str, list[Change]] = {provider.path: [Add((*provider.at, "promised_to"), promise)]}
    for change, each in zip(named, asked, strict=False):
        wish.setdefault(each.need.place.path, []).append(change)
    return Confirmed(wish, waiting)


def answered(after: Workspace, provider: Entry, confirmed: Confirmed) -> tuple[Contract, ...] | None:
    """The requests as they stand in the changed workspace; None when the promise does not answer them all."""
    wanted = {each.need.place for each in confirmed.requests}
    found = tuple(each for each in contracts(links(after)) if each.need.place in wanted)
    given = [each for each in found if each.promise and spot(each.promise.source) == spot(provider)]
    return found if len(given) == len(wanted) else None


def _requests(ws: Workspace, provider: Entry, consumer: Entry) -> list[Contract]:
    return [
        each
        for each in contracts(links(ws))
        if each.provider.entry and _fits(each.provider.entry, provider) and _fits(each.need.source, consumer)
    ]


def _of_department(ws: Workspace, provider: Entry, consumer: Entry) -> tuple[list[Contract], list[Change]]:
    """Requests to the provider's whole department, and the changes by which they name what answers them."""
    asked = [
        each
        for each in contracts(links(ws))
        if each.unplanned and each.provider.department == provider.department and _fits(each.need.source, consumer)
    ]
    return asked, [Put(each.need.place.at, Plain(_answer(ws, provider, each))) for each in asked]


def _answer(ws: Workspace, provider: Entry, asked: Contract) -> str:
    """The provider as the consumer's file has to name it."""
    source = asked.need.source
    target = resolve(ws, provider.ref, source.department, source.cycle, asked.asked)
    clear = isinstance(target, Target) and target.entry is not None and spot(target.entry) == spot(provider)
    return provider.ref if clear or provider.cycle is None else f"{provider.ref}@{provider.cycle.name}"


def _fits(one: Entry, other: Entry) -> bool:
    """Whether two are the same, or an objective and something of it."""
    return spot(one) == spot(other) or (home(one) == home(other) and "objective" in (one.kind, other.kind))


def _nothing_asked(ws: Workspace, provider: Entry, consumer: Entry) -> Mistake:
    needs = [each for each in contracts(links(ws)) if _fits(each.need.source, consumer)]
    others = ", ".join(dict.fromkeys(each.provider.ref for each in needs))
    hint = (
        f"it depends on {others or 'nothing'}; okrctl ask {provider.ref} --for {consumer.ref} --need TEXT asks for it"
    )
    return Mistake(f"{consumer.ref} does not depend on {provider.ref}", hint)


def _reference(ws: Workspace, provider: Entry, consumer: Entry, due: date | None) -> str:
    """The consumer as the provider's file has to name it: with the cycle where it would be unclear without."""
    day = due or (provider.key_result.due if provider.key_result else None)
    target = resolve(ws, consumer.ref, provider.department, provider.cycle, day)
    clear = isinstance(target, Target) and target.entry is not None and spot(target.entry) == spot(consumer)
    return consumer.ref if clear or consumer.cycle is None else f"{consumer.ref}@{consumer.cycle.name}"
