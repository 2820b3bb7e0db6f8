"""Shared by many parts of the pages: links to items, scores, and places in files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache, cached_property, partial

from okrctl.core.company.people import name_of
from okrctl.core.contracts.dependencies import Network
from okrctl.core.contracts.dependency import Dependency
from okrctl.core.findings.diagnose import Positions
from okrctl.core.model.figures import NONE
from okrctl.core.review.alignment import Alignment, alignment
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.forecast import Forecast, projected
from okrctl.core.scores.plan import Key
from okrctl.core.scores.rollup import Part, Total
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredKpi, ScoredObjective
from okrctl.core.values.diagnostic import DocPath, Spot
from okrctl.core.values.frozen import frozen
from okrctl.views.figures import ahead, reported, share
from okrctl.views.progress import shown_objectives


@frozen
class Standing:
    """A score and the expected score today, as text and (unclamped) as numbers; None if unknown.

    ``against`` compares them in words.
    """

    status: str
    score: str
    expected: str
    against: str
    progress: float | None
    due: float | None


def standing_of(scored: ScoredObjective | ScoredKeyResult | Total) -> Standing:
    """The score as in other reports: no data isn't 0."""
    progress = scored.progress if isinstance(scored, ScoredKeyResult) else scored.score
    waiting = not isinstance(scored, Total) and scored.status in ("draft", "not-started")
    if scored.expected is None or waiting:
        return Standing(scored.status, NONE, NONE, "", None, None)
    words = against(scored.gap)
    if isinstance(scored, Total) and scored.by_committed:
        words += "; judged by committed goals"
    return _known(scored.status, progress if reported(scored) else None, scored.expected, words)


def standing_of_part(total: Total, part: Part) -> Standing:
    """The committed or aspirational part of a roll-up."""
    if part.score is None or part.expected is None:
        return Standing("", "", "", "", None, None)
    return _known("", part.score if reported(total) else None, part.expected, against(part.gap))


def _known(status: str, progress: Fraction | None, expected: Fraction, words: str) -> Standing:
    if progress is None:
        return Standing(status, "no data", share(expected), "", None, float(expected))
    return Standing(status, share(progress), share(expected), words, float(progress), float(expected))


def against(gap: Fraction | None) -> str:
    """How far ahead of or behind the expected score it is, in words."""
    told = ahead(gap)
    if told == NONE or told.strip("+−") == share(Fraction(0)):
        return "" if told == NONE else "as expected today"
    return f"{told[1:]} {'ahead of' if told.startswith('+') else 'behind'} what is expected today"


@frozen
class Link:
    """A link to an item: its anchor, reference and title. With an empty ``anchor``, it isn't on these pages."""

    anchor: str
    ref: str
    title: str = ""


@frozen
class Remark:
    """A sentence about an item; of a change, its day and its reason, too."""

    item: Link
    text: str
    day: str = ""
    why: str = ""


@frozen
class Place:
    """A place as ``path:line``, and an address that shows it; empty if there is none."""

    text: str
    href: str


Source = Callable[[str, int], str]
"""The address that shows a line of a file of the workspace: from its path and the line number from 1."""


def department_anchor(id: str) -> str:
    """The anchor of a department; no reference has two slashes or starts so."""
    return f"department/{id}/"


class Context:
    """The workspace on the report day, with shared lookups for the parts of the pages."""

    def __init__(
        self,
        report_day: ReportDay,
        selection: Selection,
        positions: Positions,
        network: Network,
        source: Source | None = None,
    ) -> None:
        self.report_day = report_day
        self.selection = selection
        self.network = network
        self.positions = positions
        self._source = source
        self.person: Callable[[str], str] = cache(partial(name_of, report_day.ws.config.people))
        self._forecasts: dict[tuple[Key, date], Forecast | None] = {}

    @cached_property
    def anchors(self) -> Mapping[Spot, str]:
        """The anchor of each item shown: its reference, with a number if several share one."""
        used: dict[str, int] = {}
        found: dict[Spot, str] = {}
        for at, ref in self._shown():
            used[ref] = used.get(ref, 0) + 1
            found[at] = ref if used[ref] == 1 else f"{ref}~{used[ref]}"
        return found

    def _shown(self) -> Iterator[tuple[Spot, str]]:
        """Every item with a place on the pages, with its reference."""
        for department in self.report_day.company.departments:
            for objective in shown_objectives(self.report_day, self.selection, department):
                yield (objective.planned.path, objective.planned.at), objective.planned.ref
                for result in self.selection.key_results(objective):
                    yield (result.planned.path, result.planned.at), result.planned.ref
        for kpi in self.report_day.scores.kpis:
            if self.selection.kpi(kpi):
                yield (kpi.planned.path, kpi.planned.at), kpi.planned.ref

    @cached_property
    def by_ref(self) -> Mapping[str, str]:
        """The anchors of items known only by reference: the first one with that name."""
        return {anchor: anchor for anchor in self.anchors.values() if "~" not in anchor}

    @cached_property
    def alignment(self) -> Alignment:
        """Who supports whom."""
        return alignment(self.report_day)

    @cached_property
    def titles(self) -> Mapping[Spot, str]:
        """Titles of objectives and key results."""
        return {at: part.planned.title for at, part in self.report_day.parts.items()}

    @cached_property
    def waits(self) -> Mapping[Spot | None, list[Dependency]]:
        """The dependencies of each objective, including those of its key results."""
        return self._by_end(0)

    @cached_property
    def waited_for(self) -> Mapping[Spot | None, list[Dependency]]:
        """The dependencies of others on each objective, or on a part of it."""
        return self._by_end(1)

    def _by_end(self, end: int) -> Mapping[Spot | None, list[Dependency]]:
        found: dict[Spot | None, list[Dependency]] = {}
        for row in self.network.dependencies:
            found.setdefault(row.ends[end], []).append(row)
        return found

    def way_to(self, scored: ScoredObjective | ScoredKeyResult | ScoredKpi) -> Link:
        """The link to an item."""
        planned = scored.planned
        return Link(self.anchors.get((planned.path, planned.at), ""), planned.ref, planned.title)

    def named(self, ref: str) -> Link:
        """The link to a reference; a milestone links to its key result."""
        home, _, rest = ref.partition("/")
        plain = f"{home}/{rest.partition('/')[0].partition('@')[0]}"
        if not rest and self.shows(ref):
            return Link(department_anchor(ref), ref, self.name_of(ref))
        return Link(self.by_ref.get(plain, ""), ref)

    def shows(self, department: str) -> bool:
        """Whether a department has a page."""
        return department in self.report_day.ws.departments and self.selection.department(department)

    def forecast(self, result: ScoredKeyResult) -> Forecast | None:
        """The projection of a key result to the end of its cycle."""
        at = result.planned.key, result.on
        if at not in self._forecasts:
            self._forecasts[at] = projected(result)
        return self._forecasts[at]

    def department(self, id: str) -> Link:
        """The link to a department; a group outside the files has none."""
        return Link(department_anchor(id) if self.shows(id) else "", id, self.name_of(id))

    def name_of(self, department: str) -> str:
        """The name of a department."""
        known = self.report_day.ws.departments.get(department)
        return known.name if known else department

    def place(self, path: str, at: DocPath) -> Place:
        """File and line."""
        line = self.positions(path).line(at)
        return Place(f"{path}:{line}", self._source(path, line) if self._source else "")
