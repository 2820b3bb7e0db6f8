"""``--since``: what changed since an earlier day, for ``status`` and ``deps``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from okrctl.core.review.since import DependencyTurn, Since
from okrctl.views.blocks import Blank, Block, Heading, Line, Run
from okrctl.views.figures import share
from okrctl.views.published import rounded
from okrctl.views.signs import marked, sign

_SHOWN = 12


def since_blocks(found: Since, score: Fraction | None) -> Iterator[Block]:
    """Statuses that turned, worst first; changes of the plan; who checked in."""
    yield Blank()
    note = f"{share(found.score)} → {share(score)}" if found.score is not None and score is not None else ""
    yield Heading(f"Since {found.day}", note, level=2)
    if not (found.turns or found.changes or found.check_ins):
        yield Line("Nothing changed.", indent=2)
    for turn in found.turns[:_SHOWN]:
        planned = turn.result.planned
        was = f" (was {turn.before.status})" if turn.before else " (new)"
        head = (marked(turn.result.status), Run(was, "dim"), "  ", Run(planned.ref, "strong"), f"  {planned.title}")
        yield Line(head, indent=2, hang=4)
    if len(found.turns) > _SHOWN:
        yield Line(Run(f"… and {len(found.turns) - _SHOWN} more changes of status", "dim"), indent=2)
    for change in found.changes[:_SHOWN]:
        yield Line((f"{change.day}  ", Run(change.ref, "strong"), f"  {change.what}: {change.why}"), indent=2, hang=4)
    if len(found.changes) > _SHOWN:
        yield Line(Run(f"… and {len(found.changes) - _SHOWN} more changes of the plan", "dim"), indent=2)
    if found.check_ins:
        told = ", ".join(f"{department} ({count})" for department, count in sorted(found.check_ins.items()))
        yield Line((Run("checked in: ", "dim"), told), indent=2, hang=4)


def since_json(found: Since) -> dict[str, Any]:
    """The same for machines."""
    return {
        "day": found.day,
        "score": rounded(found.score),
        "statuses": [
            {
                "ref": turn.result.planned.ref,
                "from": turn.before.status if turn.before else None,
                "to": turn.result.status,
            }
            for turn in found.turns
        ],
        "changes": [
            {"ref": each.ref, "date": each.day, "change": each.what, "why": each.why} for each in found.changes
        ],
        "check_ins": found.check_ins,
    }


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
