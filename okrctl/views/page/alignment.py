"""The alignment as rows of a tree: objectives that support nothing first, each with its supporters below."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.contracts.contracts import Spot
from okrctl.core.review.alignment import Alignment
from okrctl.core.scores.scoring import ScoredObjective
from okrctl.views.page.parts import Context, standing_of

DEEPEST = 12
"""The deepest indentation; deeper rows have the same."""


class Branch:
    """One row: ``depth`` counts from 0; ``again``: it is expanded above, or its own ancestor."""

    def __init__(self, context: Context, aligned: Alignment, at: Spot, depth: int, again: bool) -> None:
        item = aligned.items[at]
        self.depth = depth
        self.item = context.way_to(item)
        self.department = context.department(item.planned.department)
        self.standing = standing_of(item)
        self.objective = isinstance(item, ScoredObjective)
        self.again = again


class Alignments:
    """The tree of everything with supporters, and items without."""

    def __init__(self, context: Context) -> None:
        aligned = context.alignment
        chosen = {
            at
            for at, item in aligned.items.items()
            if (context.selection.objective(item) if isinstance(item, ScoredObjective) else at in context.anchors)
        }
        shown = aligned.above(chosen)
        roots = [at for at in aligned.roots() if at in shown]
        unfolded: set[Spot] = set()
        helped = [at for at in roots if aligned.supporters.get(at)]
        self.tree = tuple(branch for at in helped for branch in _below(context, aligned, at, shown, unfolded))
        self.alone = tuple(Branch(context, aligned, at, 0, False) for at in roots if not aligned.supporters.get(at))


def _below(context: Context, aligned: Alignment, root: Spot, shown: set[Spot], unfolded: set[Spot]) -> Iterator[Branch]:
    waiting = [(root, 0)]
    while waiting:
        at, depth = waiting.pop()
        helpers = [each for each in aligned.supporters.get(at, ()) if each in shown]
        again = at in unfolded and bool(helpers)
        unfolded.add(at)
        yield Branch(context, aligned, at, min(depth, DEEPEST), again)
        if not again:
            waiting += [(each, depth + 1) for each in reversed(helpers)]
