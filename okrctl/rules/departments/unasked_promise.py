"""A promise that nobody asked for.

`promised_to` answers a `depends_on`. Without one, either nobody relies on the work, or the other side forgot to record
that it does. Either way, no one would notice a delay.

Have the other side add `depends_on`, or remove the promise. A promise names an objective or key result, not just a
department.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.links import Link
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry
from okrctl.core.contracts.contracts import due_of, unasked
from okrctl.core.values.diagnostic import Problem, Problems, Related

CODE = "OKR504"
SEVERITY = "warning"


def check(case: RuleContext) -> Problems:
    """Promises without a request."""
    for promise in unasked(case.links):
        if not case.is_live(promise.source) or not isinstance(promise.target, Target):
            continue
        asker = promise.target.entry
        if asker is None:
            message = f"{promise.source.ref} is promised to {promise.target.department} as a whole"
            help = f"name the objective or key result there that waits for it: {promise.target.department}/…"
            yield Problem("unasked-promise", promise.place, message, help)
        elif asker.objective and case.is_live(asker):
            yield _unasked(promise, promise.target, asker)


def _unasked(promise: Link, target: Target, asker: Entry) -> Problem:
    day = promise.due or due_of(promise.source)
    due = f", due: {day}" if day else ""
    message = f"{promise.source.ref} is promised to {target.ref}, which doesn't ask for it"
    help = f"let {asker.department} add `depends_on: [{{ref: {promise.source.ref}{due}}}]` to {asker.ref}"
    related = Related(asker.place("id"), f"no dependency on {promise.source.ref} here")
    return Problem("unasked-promise", promise.place, message, help, (related,))
