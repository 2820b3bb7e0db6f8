"""``okrctl tree``: alignment, from objectives that support nothing down to everything that supports them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from okrctl.core.model.figures import NONE
from okrctl.core.review.alignment import Alignment, alignment
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.scoring import ScoredObjective
from okrctl.core.values.counted import counted
from okrctl.core.values.diagnostic import Spot
from okrctl.views.blocks import Blank, Block, Cell, Heading, Line, Run, as_document, section
from okrctl.views.figures import reported, share
from okrctl.views.records import NUMBER, TEXT, Record, head, listed, maybe, one_of, report
from okrctl.views.signs import only_sign, style
from okrctl.views.walk import Step, nested, walk

_NODE = Record(
    "ref",
    {"type": one_of(("objective", "key_result"))},
    "title department",
    {"cycle": TEXT},
    "score expected gap status counted",
    {"supports": listed(TEXT)},
    "supporters",
    {"supporters_score": maybe(NUMBER)},
)
SHAPE = report("okrctl/tree/v1", "roots", {"nodes": listed(_NODE)})
_NAMED = 5


@as_document
def tree_document(report_day: ReportDay, selection: Selection) -> Iterator[Block]:
    """The tree for people. An item that supports several others is listed under each, but expanded only once."""
    aligned = alignment(report_day)
    yield Heading(report_day.company.name, f"alignment as of {report_day.day}")
    roots, shown = _wanted(aligned, selection)
    if not aligned.items:
        yield Line(f"Nothing is active on {report_day.day}, so there is nothing to align.")
    elif not roots:
        yield Line("Nothing matches these filters.")
    lines = _Lines(aligned, shown)
    helped = [at for at in roots if aligned.supporters.get(at)]
    alone = [at for at in roots if not aligned.supporters.get(at)]
    if helped:
        yield Blank()
        yield nested(lines.below(helped))
    if alone:
        yield from section("Not supported by others", nested(lines.below(alone)))


def _wanted(aligned: Alignment, selection: Selection) -> tuple[list[Spot], set[Spot]]:
    """The starting nodes and the nodes to show: a named item with everything below it, or the selected ones with
    everything above them."""
    if not (selection.of_items or selection.departments or selection.periods):
        return list(aligned.roots()), set(aligned.items)
    objectives = [(at, item) for at, item in aligned.items.items() if isinstance(item, ScoredObjective)]
    chosen = {at for at, item in objectives if selection.objective(item)}
    if selection.named and not selection.filters_items:
        starts = [at for at, _ in objectives if at in chosen and not _helps_one_of(aligned, at, chosen)]
        return starts or [at for at, _ in objectives if at in chosen][:1], aligned.below(chosen)
    results = {
        (result.planned.path, result.planned.at) for _, item in objectives for result in selection.key_results(item)
    }
    shown = aligned.above(chosen | results.intersection(aligned.items))
    return [at for at in aligned.roots() if at in shown], shown


def _helps_one_of(aligned: Alignment, at: Spot, chosen: set[Spot]) -> bool:
    return any(helped.objective in chosen for helped in aligned.parents.get(at, ()))


class _Lines:
    """The lines of the tree; what supports an item is computed only once."""

    def __init__(self, aligned: Alignment, shown: set[Spot]) -> None:
        self._aligned = aligned
        self._shown = shown
        self._supported: dict[Spot, str | None] = {}
        self._homes: dict[Spot, dict[Spot, list[Spot]]] = {}
        self._home_of: dict[Spot, Spot] = {}
        for at, parents in aligned.parents.items():
            homes = self._homes.setdefault(at, {})
            for helped in parents:
                homes.setdefault(helped.objective, []).append(helped.of)
                self._home_of[helped.of] = helped.objective

    def below(self, roots: Sequence[Spot]) -> list[tuple[int, Cell]]:
        """The roots with everything that supports them, and their depth."""
        return [(step.depth, self._text(step)) for step in walk(roots, self._helpers)]

    def _helpers(self, at: Spot) -> list[Spot]:
        return [each for each in self._aligned.supporters.get(at, ()) if each in self._shown]

    def _text(self, step: Step[Spot]) -> Cell:
        """Symbol, score, name and title, followed by what exactly it supports, other parents, and its supporters."""
        item = self._aligned.items[step.at]
        score = share(item.score) if item.counted and reported(item) else NONE
        parts: list[Run | str] = [only_sign(item.status), Run(f" {score:<4}", style(item.status)), " "]
        parts += [
            Run(f" {item.planned.ref}", "strong" if isinstance(item, ScoredObjective) else ""),
            f"  {item.planned.title}",
        ]
        notes = list(self._notes(step.at, step.parent))
        if notes:
            parts.append(Run(f"  ({', '.join(notes)})", "dim"))
        if step.again:
            parts.append(Run("  ↻ in a cycle" if step.circle else "  ↑ see above", "info"))
        return tuple(parts)

    def _notes(self, at: Spot, parent: Spot | None) -> Iterator[str]:
        names, homes = self._aligned.names, self._homes.get(at, {})
        here = self._home_of.get(parent, parent) if parent else None
        if here is not None and parent == here:
            yield from (f"for {names[of]}" for of in homes.get(here, ()) if of != here and of in names)
        others = [names[home] for home in islice(homes, _NAMED + 1) if home != here][:_NAMED]
        if others:
            more = len(homes) - (here in homes) - len(others)
            yield f"also under {' and '.join([*others, *([f'{more} more'] if more else [])])}"
        if at not in self._supported:
            helpers = self._aligned.supporters.get(at, ())
            count = counted(len(helpers), "supporter")
            self._supported[at] = f"{count} {share(self._aligned.supporters_score(at))}" if helpers else None
        supported = self._supported[at]
        if supported:
            yield supported


def tree_json(report_day: ReportDay, selection: Selection) -> dict[str, Any]:
    """The alignment as a flat graph: nodes with links in both directions, and the roots."""
    aligned = alignment(report_day)
    filters = selection.without_names()
    roots, shown = _wanted(aligned, filters)
    names = aligned.names
    return SHAPE.of(
        head(report_day.ws.config.organization, report_day.day),
        roots=[names[at] for at in roots],
        nodes=[
            _NODE.of(
                item,
                item.planned,
                ref=names[at],
                type="objective" if isinstance(item, ScoredObjective) else "key_result",
                cycle=item.planned.cycle.name,
                supports=[names[helped.of] for helped in aligned.parents.get(at, ())],
                supporters=[names[each] for each in aligned.supporters.get(at, ())],
                supporters_score=aligned.supporters_score(at),
            )
            for at, item in aligned.items.items()
            if at in shown
        ],
    )
