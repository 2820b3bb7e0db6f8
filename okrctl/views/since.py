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
from okrctl.views.blocks import Block, Line, Run, section
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
_NOTHING = Line("Nothing changed.", indent=2)


def since_blocks(found: Since, score: Fraction | None, selection: Selection) -> tuple[Block, ...]:
    """Statuses that changed, worst first; changes of the plan; who checked in."""
    before = found.then.company.total.score
    note = f"{share(before)} → {share(score)}" if before is not None and score is not None else ""
    return section(f"Since {found.then.day}", *(list(_changes(*_chosen(found, selection))) or [_NOTHING]), note=note)


def _changes(moved: list[Moved], changes: list[Change], check_ins: dict[str, int]) -> Iterator[Block]:
    for each in moved[:_SHOWN]:
        planned = each.result.planned
        was = f" (was {each.before})" if each.before else " (new)"
        head = (marked(each.result.status), Run(was, "dim"), "  ", Run(planned.ref, "strong"), f"  {planned.title}")
        yield Line(head, indent=2, hang=4)
    if len(moved) > _SHOWN:
        yield _and_more(counted(len(moved) - _SHOWN, "more change") + " of status")
    for change in changes[:_SHOWN]:
        yield Line((f"{change.day}  ", Run(change.ref, "strong"), f"  {change.what}: {change.why}"), indent=2, hang=4)
    if len(changes) > _SHOWN:
        yield _and_more(counted(len(changes) - _SHOWN, "more change") + " of the plan")
    if check_ins:
        told = ", ".join(f"{department} ({count})" for department, count in check_ins.items())
        yield Line((Run("checked in: ", "dim"), told), indent=2, hang=4)


def _and_more(what: str) -> Line:
    return Line(Run(f"… and {what}", "dim"), indent=2)


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


def dependency_turns(turns: Sequence[DependencyTurn], day: object) -> tuple[Block, ...]:
    """The dependencies whose state changed."""
    lines = []
    for turn in turns[:_SHOWN]:
        was = f" (was {sign(turn.before)} {turn.before})" if turn.before else " (new)"
        words = (marked(turn.row.state), Run(was, "dim"), "  ", turn.row.waits, " ← ", turn.row.on)
        lines.append(Line(words, indent=2, hang=4))
    if len(turns) > _SHOWN:
        lines.append(_and_more(f"{len(turns) - _SHOWN} more"))
    return section(f"Since {day}", *(lines or [_NOTHING]))
