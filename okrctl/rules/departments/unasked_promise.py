"""A promise to someone who does not ask for it.

`promised_to` answers a `depends_on`. Without one, the work is done for somebody who does not count on it, or the other
side has forgotten to say that it waits; either way nobody would notice a delay.

Let the other side add its `depends_on`, or take the promise back. A promise names the objective or key result that
waits, not the department alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.links import Link
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry
from okrctl.core.contracts.contracts import due_of, unasked
from okrctl.core.values.diagnostic import Problem, Related
from okrctl.rules._live import is_live

CODE = "OKR504"
SEVERITY = "warning"


def check(case: RuleContext) -> Iterator[Problem]:
    """Promises that answer nothing."""
    latest = case.latest
    for promise in unasked(case.links):
        if not is_live(promise.source, latest) or not isinstance(promise.target, Target):
            continue
        asker = promise.target.entry
        if asker is None:
            message = f"{promise.source.ref} is promised to {promise.target.department} as a whole"
            help = f"name the objective or key result there that waits for it: {promise.target.department}/…"
            yield Problem("unasked-promise", promise.place, message, help)
        elif asker.objective and is_live(asker, latest):
            yield _unasked(promise, promise.target, asker)


def _unasked(promise: Link, target: Target, asker: Entry) -> Problem:
    day = promise.due or due_of(promise.source)
    due = f", due: {day}" if day else ""
    message = f"{promise.source.ref} is promised to {target.ref}, which does not ask for it"
    help = f"let {asker.department} add `depends_on: [{{ref: {promise.source.ref}{due}}}]` to {asker.ref}"
    related = Related(asker.place, f"no dependency on {promise.source.ref} here")
    return Problem("unasked-promise", promise.place, message, help, (related,))
