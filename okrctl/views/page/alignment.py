"""The alignment as rows of a tree: objectives that support nothing first, each with its supporters below."""

from __future__ import annotations

from okrctl.core.scores.scoring import ScoredObjective
from okrctl.core.values.diagnostic import Spot
from okrctl.views.page.parts import Context, standing_of
from okrctl.views.walk import Step, walk

DEEPEST = 12
"""The deepest indentation; deeper rows have the same."""


class Branch:
    """One row: ``depth`` counts from 0; ``again``: it is expanded above, or its own ancestor."""

    def __init__(self, context: Context, step: Step[Spot]) -> None:
        item = context.alignment.items[step.at]
        self.depth = min(step.depth, DEEPEST)
        self.item = context.way_to(item)
        self.department = context.department(item.planned.department)
        self.standing = standing_of(item)
        self.objective = isinstance(item, ScoredObjective)
        self.again = step.again


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

        def helpers(at: Spot) -> list[Spot]:
            return [each for each in aligned.supporters.get(at, ()) if each in shown]

        helped = [at for at in roots if aligned.supporters.get(at)]
        alone = [at for at in roots if not aligned.supporters.get(at)]
        self.tree = tuple(Branch(context, step) for step in walk(helped, helpers))
        self.alone = tuple(Branch(context, step) for step in walk(alone, helpers))
