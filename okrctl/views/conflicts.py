"""Conflicts in words."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.contracts.conflict import Conflict, Sum
from okrctl.core.model.figures import is_percent, short
from okrctl.views.blocks import Line, Run

PARTIES_SHOWN = 9
CONFLICTS = {
    "target": "different targets",
    "direction": "opposite directions",
    "unit": "different units",
    "baseline": "different baselines",
    "deliverable": "promised twice",
    "arithmetic": "targets that do not add up",
}


def conflict_lines(conflict: Conflict) -> Iterator[Line]:
    """The metric, and the goals of the parties."""
    yield Line((Run(conflict.metric, "strong"), f": {CONFLICTS[conflict.kind]}"), hang=2)
    if conflict.sum is not None:
        yield from _sum(conflict.sum, conflict.parties[0].ref)
        return
    for party in conflict.parties[:PARTIES_SHOWN]:
        yield Line(f"{party.ref}  {party.value}", indent=2, hang=2)
    if len(conflict.parties) > PARTIES_SHOWN:
        yield Line(f"and {len(conflict.parties) - PARTIES_SHOWN} more", indent=2)


def _sum(found: Sum, ref: str) -> Iterator[Line]:
    """A formula calculated with the targets of its parts, and for each the target that would make it right."""
    gives = found.undefined if found.gives is None else short(found.gives, found.unit)
    yield Line(f"{found.formula.shown()} = {gives}", indent=2, hang=2)
    yield Line(f"{ref}  {short(found.target, found.unit)}", indent=2, hang=2)
    for part in found.parts[:PARTIES_SHOWN]:
        target, change = short(part.target, part.unit), part.change
        percent = part.unit if is_percent(part.unit) else None
        mended = "" if part.needed is None else f", comes out at {short(part.needed, percent)}"
        by = "" if change is None else f" ({'+' if change > 0 else '−'}{short(abs(change) * 100, 'percent')})"
        yield Line(f"{part.ref}  {target}{mended}{by}", indent=2, hang=2)
    if len(found.parts) > PARTIES_SHOWN:
        yield Line(f"and {len(found.parts) - PARTIES_SHOWN} more", indent=2)
