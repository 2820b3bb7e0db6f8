"""``--since``: what changed since an earlier day, for ``status`` and ``deps``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from okrctl.core.review.retro import Change
from okrctl.core.review.selection import Selection
from okrctl.core.review.since import DependencyTurn, Moved, Since
from okrctl.core.values.counted import counted
from okrctl.views.blocks import Blank, Block, Heading, Line, Run
from okrctl.views.figures import share
from okrctl.views.published import rounded
from okrctl.views.records import COUNT, DAY, STATUS, TEXT, Record, listed, maybe
from okrctl.views.signs import marked, sign

_MOVED = Record({"ref": TEXT, "from": maybe(STATUS), "to": STATUS})
_CHANGE = Record("ref date", {"change": TEXT}, "why")
SINCE = Record(
    {"day": DAY},
    "score",
    {
        "statuses": listed(_MOVED),
        "changes": listed(_CHANGE),
        "check_ins": {"type": "object", "additionalProperties": COUNT},
    },
)
_SHOWN = 12


def since_blocks(found: Since, score: Fraction | None, selection: Selection) -> Iterator[Block]:
    """Statuses that changed, worst first; changes of the plan; who checked in."""
    moved, changes, check_ins = _chosen(found, selection)
    before = found.then.company.total.score
    yield Blank()
    note = f"{share(before)} → {share(score)}" if before is not None and score is not None else ""
    yield Heading(f"Since {found.then.day}", note, level=2)
    if not (moved or changes or check_ins):
        yield Line("Nothing changed.", indent=2)
    for each in moved[:_SHOWN]:
        planned = each.result.planned
        was = f" (was {each.before})" if each.before else " (new)"
        head = (marked(each.result.status), Run(was, "dim"), "  ", Run(planned.ref, "strong"), f"  {planned.title}")
        yield Line(head, indent=2, hang=4)
    if len(moved) > _SHOWN:
        yield Line(Run(f"… and {counted(len(moved) - _SHOWN, 'more change')} of status", "dim"), indent=2)
    for change in changes[:_SHOWN]:
        yield Line((f"{change.day}  ", Run(change.ref, "strong"), f"  {change.what}: {change.why}"), indent=2, hang=4)
    if len(changes) > _SHOWN:
        yield Line(Run(f"… and {counted(len(changes) - _SHOWN, 'more change')} of the plan", "dim"), indent=2)
    if check_ins:
        told = ", ".join(f"{department} ({count})" for department, count in check_ins.items())
        yield Line((Run("checked in: ", "dim"), told), indent=2, hang=4)


def since_json(found: Since, selection: Selection) -> dict[str, Any]:
    """The same for programs."""
    moved, changes, check_ins = _chosen(found, selection)
    statuses = [_MOVED.of(each.result.planned, from_=each.before, to=each.result.status) for each in moved]
    told = [_CHANGE.of(each, date=each.day, change=each.what) for each in changes]
    score = rounded(found.then.company.total.score)
    return SINCE.of(found.then, score=score, statuses=statuses, changes=told, check_ins=check_ins)


def _chosen(found: Since, selection: Selection) -> tuple[list[Moved], list[Change], dict[str, int]]:
    """The selected changes; check-ins are counted by department."""
    moved = [each for each in found.moved if selection.department(each.result.planned.department)]
    changes = [each for each in found.changes if selection.department(each.ref.partition("/")[0])]
    counts = Counter(each.department for each in found.check_ins if selection.department(each.department))
    return moved, changes, dict(sorted(counts.items()))


def dependency_turns(turns: Sequence[DependencyTurn], day: object) -> Iterator[Block]:
    """The dependencies whose state changed."""
    yield Blank()
    yield Heading(f"Since {day}", level=2)
    if not turns:
        yield Line("Nothing changed.", indent=2)
    for turn in turns[:_SHOWN]:
        was = f" (was {sign(turn.before)} {turn.before})" if turn.before else " (new)"
        row = turn.row
        yield Line((marked(row.state), Run(was, "dim"), "  ", row.waits, " ← ", row.on), indent=2, hang=4)
    if len(turns) > _SHOWN:
        yield Line(Run(f"… and {len(turns) - _SHOWN} more", "dim"), indent=2)
