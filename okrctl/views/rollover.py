"""A rollover as a document: what is carried over, what ends, what changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrctl.core.planning.carry import Continued
from okrctl.core.planning.rollover import Rollover
from okrctl.core.scores.scoring import ScoredObjective
from okrctl.core.values.counted import counted
from okrctl.core.values.cycle import Cycle
from okrctl.views.blocks import Blank, Block, Document, Heading, Line, Run, document, section
from okrctl.views.figures import goal, share
from okrctl.views.grades import outcome
from okrctl.views.signs import marked

_PARTS = {"rest": "the rest of {}", "anew": "{} again"}


def document_of(
    old: Cycle, new: Cycle, made: Rollover, ended: Sequence[ScoredObjective], changes: Sequence[str]
) -> Document:
    """The document; ``ended`` are objectives that aren't carried over, ``changes`` other changes in words."""
    count = f"{counted(len(made.objectives), 'objective')} to carry over, {len(ended)} to end here"
    blocks: list[Block] = [Heading(f"Rollover from {old.name} to {new.name}", count)]
    for objective, results in made.objectives:
        blocks += [Blank(), *_goes_on(objective, results)]
    blocks += section("Ends", *map(_ended, ended))
    lines = [*changes, *(f"Left behind: {each}" for each in made.left_out)]
    blocks += section("Also", *(Line(line, 2, 4) for line in lines))
    return document(blocks)


def _goes_on(objective: ScoredObjective, results: Sequence[Continued]) -> Iterator[Block]:
    planned = objective.planned
    going = {each.result.planned.key for each in results}
    yield Line((Run(planned.title, "strong"), Run(f"  {planned.ref}", "dim")), 0, 2)
    for each in results:
        yield from _key_result(each)
    for result in objective.key_results:
        if result.planned.key not in going and not result.planned.dropped:
            yield Line((Run("· ends: ", "dim"), result.planned.title, "  ", marked(result.status)), 2, 4)


def _key_result(each: Continued) -> Iterator[Line]:
    planned, measure = each.result.planned, each.result.planned.key_result.measure
    yield Line(("→ ", each.title or planned.title), 2, 4)
    asked = measure.change_asked() if measure else None
    part = _PARTS[each.part].format(asked or goal(each.result)) if each.part else ""
    now = f"now {each.aim}{f' ({part})' if part else ''}; was" if each.aim else "as before:"
    yield Line(Run(f"{now} {outcome(each.result)}", "dim"), 6, 2)
    if each.title:
        yield Line(Run(f"title was “{planned.title}”", "dim"), 6, 2)
    if each.passed:
        yield Line((Run("dates that have passed: ", "warn"), Run("; ".join(each.passed), "dim")), 6, 2)


def _ended(objective: ScoredObjective) -> Line:
    planned = objective.planned
    score = "" if objective.score is None else f" {share(objective.score)}"
    return Line((planned.title, Run(f"  {planned.ref} ", "dim"), marked(objective.status), score), 2, 4)
