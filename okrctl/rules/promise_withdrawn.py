"""A promise to another department was withdrawn or put off.

Somebody plans with this word. Taking it back without telling them is how chains of departments break.

Talk to the one who depends on it, then either restore `promised_to`, or record the change with `amended: [{date: …,
field: promised_to/REF, from: …, to: …, why: …}]`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.case import Case
from okrctl.core.diagnostic import Place, Problem, Related
from okrctl.core.diff.goalposts import changed
from okrctl.core.diff.trace import new_amendments
from okrctl.core.model import Kpi, Promise

CODE = "OKR706"
SEVERITY = "error"


def check(case: Case) -> Iterator[Problem]:
    """Promises of base that are gone, or due later, without a trace."""
    for change in changed(case):
        before, after = change.pair.before, change.pair.after
        if before is None or after is None or isinstance(before.item, Kpi) or isinstance(after.item, Kpi):
            continue
        traced = {entry.field for entry in new_amendments(change.pair)}
        kept = {promise.ref: promise for promise in after.item.promised_to}
        for promise in before.item.promised_to:
            now = kept.get(promise.ref)
            if now is not None and not _put_off(promise, now):
                continue
            if {f"promised_to/{promise.ref}", "promised_to"} & traced:
                continue
            was = Place(before.path, promise.at, base=True)
            if now is None:
                message = f"{after.ref} no longer promises anything to {promise.ref}"
                yield Problem("promise-withdrawn", was, message, "restore it, or record the change under `amended`")
            else:
                message = f"{after.ref} is promised to {promise.ref} for {now.due or 'later'}, no longer {promise.due}"
                related = (Related(was, f"promised for {promise.due}"),)
                help = "keep the day, or record the change under `amended`"
                yield Problem("promise-withdrawn", Place(after.path, now.at), message, help, related)


def _put_off(was: Promise, now: Promise) -> bool:
    return was.due is not None and (now.due is None or now.due > was.due)
