"""A promise to another department was withdrawn or postponed.

Another department plans with this promise. Withdrawing it without telling them delays everyone who depends on them.

Talk to the dependent department. Then either restore `promised_to`, or record the change with `amended: [{date: …,
field: promised_to/REF, from: …, to: …, why: …}]`. If nobody asks for it anymore, you can remove the promise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.links import Link
from okrctl.core.diff.items import Pair
from okrctl.core.diff.trace import given_up, promise_accounted, promise_suggestion, running
from okrctl.core.model.parts import Promise
from okrctl.core.values.diagnostic import DocPath, Place, Problem, Problems, Related
from okrctl.core.values.remembered import remembered

if TYPE_CHECKING:
    from okrctl.core.diff.contracts import ContractChange

CODE = "OKR706"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Promises at the base to a department that still asks, removed or postponed without a record."""
    difference = case.difference
    for change in difference.contracts if difference else ():
        was, now = (side.contract if side else None for side in (change.before, change.after))
        if difference is None or was is None or now is None or was.promise is None:
            continue
        pair = difference.pairing.of_before[was.promise.source.spot]
        asker = difference.pairing.of_after[now.need.source.spot].after
        if not running(pair, case.today) or (asker and given_up(asker, case.today)):
            continue
        if now.promise is None or _put_off(was.promise, now.promise, change):
            yield from _problem(pair, was.promise, now.promise, change)


def _put_off(was: Link, now: Link, change: ContractChange) -> bool:
    days = [side.promised for side in (change.before, change.after) if side and side.promised]
    # a promise without a date moves with the item's due date: that is reported at the item
    own = _promise(was), _promise(now)
    return any(promise and promise.due for promise in own) and len(days) == 2 and days[1] > days[0]


def _promise(link: Link) -> Promise | None:
    """The promise in a link."""
    return _by_place(link.item.promised_to).get(link.place.at[:-1])


@remembered
def _by_place(promises: tuple[Promise, ...]) -> dict[DocPath, Promise]:
    return {each.at: each for each in promises}


def _problem(pair: Pair, was: Link, now: Link | None, change: ContractChange) -> Problems:
    old, new = _promise(was), _promise(now) if now else None
    if old is None or promise_accounted(pair, old.ref) or change.before is None:
        return
    before = Place(was.place.path, old.at, base=True)
    if new is None or now is None:
        message = (
            f"{pair.node.ref} no longer promises anything to {change.side.consumer} (this is its line at the base)"
        )
        yield Problem("promise-withdrawn", before, message, promise_suggestion(old, None))
    else:
        days = f"{change.side.promised}, no longer for {change.before.promised}"
        message = f"{pair.node.ref} is promised to {change.side.consumer} for {days}"
        related = (Related(before, f"it was promised for {change.before.promised}"),)
        yield Problem(
            "promise-withdrawn", Place(now.place.path, new.at), message, promise_suggestion(old, new), related
        )
