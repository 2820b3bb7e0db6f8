"""Which objectives and key results support which others (``supports``), starting from those that support nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from okrctl.core.company.links import Link
from okrctl.core.model.figures import ONE, ZERO
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective
from okrctl.core.values.diagnostic import Spot
from okrctl.core.values.frozen import frozen
from okrctl.core.values.mean import mean

Scored = ScoredObjective | ScoredKeyResult


@frozen
class SupportedItem:
    """What an item supports: an objective, or a key result (``of``) of that objective."""

    objective: Spot
    of: Spot


@frozen
class Alignment:
    """The items of a day in the order of files, what each supports, and what supports each.

    What supports a key result supports its objective, too. ``names`` are references, with ``@CYCLE`` where several
    items would share one.
    """

    items: Mapping[Spot, Scored]
    names: Mapping[Spot, str]
    parents: Mapping[Spot, tuple[SupportedItem, ...]]
    supporters: Mapping[Spot, tuple[Spot, ...]]

    def roots(self) -> tuple[Spot, ...]:
        """Objectives that support nothing, and one for every circle that can't be reached from them."""
        found = [
            at for at, item in self.items.items() if isinstance(item, ScoredObjective) and not self.parents.get(at)
        ]
        reached = self.below(found)
        for at, item in self.items.items():
            if at not in reached and isinstance(item, ScoredObjective):
                found.append(at)
                self._follow([at], reached)
        return tuple(found)

    def below(self, starts: Iterable[Spot]) -> set[Spot]:
        """These items and everything that supports them, directly or indirectly."""
        reached: set[Spot] = set()
        self._follow(starts, reached)
        return reached

    def _follow(self, starts: Iterable[Spot], reached: set[Spot]) -> None:
        waiting = list(starts)
        while waiting:
            at = waiting.pop()
            if at not in reached:
                reached.add(at)
                waiting += self.supporters.get(at, ())

    def above(self, starts: Iterable[Spot]) -> set[Spot]:
        """These items and everything that they support, directly or indirectly."""
        reached: set[Spot] = set()
        waiting = list(starts)
        while waiting:
            at = waiting.pop()
            if at not in reached:
                reached.add(at)
                waiting += [helped.objective for helped in self.parents.get(at, ())]
        return reached

    def supporters_score(self, at: Spot) -> Fraction | None:
        """The plain mean of the scores of the items that support an item and count; it is only shown, not rolled up.

        None if none of them has a score.
        """
        items = [self.items[each] for each in self.supporters.get(at, ()) if self.items[each].counted]
        scores = [item.score or ZERO for item in items]
        return mean((ONE, score) for score in scores) if any(_reported(item) for item in items) else None


def _reported(item: Scored) -> bool:
    results = item.key_results if isinstance(item, ScoredObjective) else (item,)
    return any(result.progress is not None for result in results)


def alignment(report_day: ReportDay) -> Alignment:
    """The alignment of everything that counts, and of drafts."""
    items: dict[Spot, Scored] = {}
    for objective in report_day.scores.objectives:
        planned = objective.planned
        if objective.counted or objective.status == "draft":
            items[planned.spot] = objective
    parents: dict[Spot, list[SupportedItem]] = {}
    supporters: dict[Spot, dict[Spot, None]] = {}
    for link in report_day.links:
        if link.kind != "supports" or link.entry is None or link.entry.objective is None:
            continue
        helped, source = SupportedItem(link.entry.home, link.entry.spot), link.source.spot
        scored = _supporter(report_day, link, items)
        if helped.objective not in items or scored is None or link.source.home == helped.objective:
            continue
        items.setdefault(source, scored)
        parents.setdefault(source, []).append(helped)
        for at in {helped.objective, helped.of}:
            supporters.setdefault(at, {})[source] = None
    return Alignment(
        items,
        _names(items),
        {at: tuple(each) for at, each in parents.items()},
        {at: tuple(each) for at, each in supporters.items()},
    )


def _names(items: Mapping[Spot, Scored]) -> dict[Spot, str]:
    """References of the items, and of the key results of the objectives among them."""
    known: dict[Spot, Scored] = dict(items)
    for item in items.values():
        if isinstance(item, ScoredObjective):
            known.update({each.planned.spot: each for each in item.key_results})
    uses = Counter(item.planned.ref for item in known.values())
    return {
        at: item.planned.ref if uses[item.planned.ref] == 1 else f"{item.planned.ref}@{item.planned.cycle.name}"
        for at, item in known.items()
    }


def _supporter(report_day: ReportDay, link: Link, items: Mapping[Spot, Scored]) -> Scored | None:
    """The supporting item, if its objective is among ``items``."""
    result = report_day.key_result_of(link.source)
    if result is None or link.source.home not in items:
        return items.get(link.source.home)
    return None if result.planned.dropped else result
