"""The facts of all files together: departments, ids by cycle, references. The reduce step of loading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Literal

from okrctl.core.company.departments import Department, departments_of
from okrctl.core.company.journals import Journals
from okrctl.core.company.periods import Periods
from okrctl.core.model.files import FileFacts, History
from okrctl.core.model.items import KeyResult, Kpi, Objective
from okrctl.core.model.measure import Measure
from okrctl.core.model.settings import Config
from okrctl.core.values.cycle import Cycle, FiscalYear, parse_cycle
from okrctl.core.values.diagnostic import DocPath, Located, Spot
from okrctl.core.values.frozen import frozen
from okrctl.core.values.nearest import Nearest


@frozen
class PlacedObjective:
    """An objective in its department, with its resolved cycle (None if it has no valid one)."""

    department: str
    path: str
    history: History
    cycle: Cycle | None

    @property
    def ref(self) -> str:
        """``department/id``."""
        return f"{self.department}/{self.history.current.id}"

    @property
    def spot(self) -> Spot:
        """Its identity."""
        return self.path, self.history.current.at


@frozen
class PlacedKpi:
    """A KPI in its department."""

    department: str
    path: str
    kpi: Kpi

    @property
    def ref(self) -> str:
        """``department/id``."""
        return f"{self.department}/{self.kpi.id}"


EntryKind = Literal["objective", "key_result", "kpi"]


@frozen
class Entry(Located):
    """An item with an id. ``objective`` is the objective itself, or that of a key result; None for a KPI."""

    kind: EntryKind
    department: str
    id: str
    cycle: Cycle | None
    path: str
    at: DocPath
    objective: PlacedObjective | None = None
    key_result: KeyResult | None = None
    kpi: PlacedKpi | None = None

    @property
    def ref(self) -> str:
        """``department/id``."""
        return f"{self.department}/{self.id}"

    @property
    def home(self) -> Spot:
        """The identity of the objective that it is or belongs to; for a KPI, its own."""
        return self.objective.spot if self.objective else self.spot

    @property
    def parent(self) -> Entry | None:
        """The objective of a key result."""
        return next(entries_of(self.objective)) if self.key_result and self.objective else None

    @property
    def item(self) -> Objective | KeyResult | Kpi:
        """The item as planned now."""
        item = self.kpi.kpi if self.kpi else self.plan_item
        assert item is not None
        return item

    @property
    def measure(self) -> Measure | None:
        """How a key result is measured."""
        return self.key_result.measure if self.key_result else None

    @property
    def whole(self) -> tuple[Objective | KeyResult | Kpi, ...]:
        """The item and, for a key result, its objective: what applies to either applies to it."""
        return (self.item, self.objective.history.current) if self.key_result and self.objective else (self.item,)

    @property
    def former_refs(self) -> tuple[str, ...]:
        """Its earlier ids, as full references."""
        names = self.plan_item.formerly if self.plan_item else ()
        return tuple(name if "/" in name else f"{self.department}/{name}" for name in names)

    @property
    def current_objective(self) -> Objective | None:
        """The objective as planned now: itself, or that of a key result; None for a KPI."""
        return self.objective.history.current if self.objective else None

    @property
    def plan_item(self) -> Objective | KeyResult | None:
        """The objective or key result as planned now; None for a KPI."""
        return self.key_result or self.current_objective

    def overlaps(self, cycle: Cycle | None) -> bool:
        """Whether it is active on any day of a cycle; items without a cycle always are."""
        return self.cycle is None or cycle is None or self.cycle.overlaps(cycle)


@frozen
class Workspace:
    """The combined content of all files, independent of the day. ``entries`` maps department and id to items,
    ``former`` maps department and former id to items. ``nearest`` suggests names for unknown ones."""

    config: Config
    files: tuple[FileFacts, ...]
    departments: Mapping[str, Department]
    objectives: tuple[PlacedObjective, ...]
    kpis: tuple[PlacedKpi, ...]
    journal: Journals
    entries: Mapping[str, Mapping[str, tuple[Entry, ...]]]
    former: Mapping[tuple[str, str], tuple[Entry, ...]]
    nearest: Nearest = field(default_factory=Nearest, compare=False, repr=False)
    _periods: dict[tuple[str, str], Periods] = field(default_factory=dict, compare=False, repr=False)

    def key_results(self) -> Iterator[tuple[PlacedObjective, KeyResult]]:
        """All key results as written, with their objectives."""
        for placed in self.objectives:
            for result in placed.history.current.key_results:
                yield placed, result

    def cycle(self, name: str) -> Cycle | None:
        """The period of a cycle's name here (fiscal years included)."""
        return parse_cycle(name, self.config.fiscal_year)

    def periods(self, department: str, id: str) -> Periods:
        """The items with an id in a department, by period."""
        if (department, id) not in self._periods:
            self._periods[department, id] = Periods(self.entries[department][id])
        return self._periods[department, id]

    def veiled(self) -> frozenset[str]:
        """Departments with an unreadable file: items that seem to be missing there may exist."""
        return frozenset(file.veils for file in self.files if file.veils is not None)

    def keeps_to_itself(self, department: str) -> bool:
        """Whether a journal can speak of nothing but the department's own items: all its keys are ids of them."""
        own = self.entries.get(department, {})
        return all(key in own for frame in self.journal.frames(department) for key in frame.keys)

    def may_stray(self, department: str) -> bool:
        """Whether a journal can have a key that means nothing, or something that takes no check-ins."""
        own, frames = self.entries.get(department, {}), self.journal.frames(department)
        if any(frame.rests for frame in frames):
            return True
        keys = (key for frame in frames for key in frame.keys)
        return any(key not in own or any(entry.kind == "objective" for entry in own[key]) for key in keys)

    def incomplete(self) -> tuple[str, ...]:
        """Files with content that had to be left out."""
        return tuple(file.path for file in self.files if file.incomplete)


def build(config: Config, files: Iterable[FileFacts]) -> Workspace:
    """The workspace from the facts of files, in any order of files."""
    ordered = tuple(sorted(files, key=lambda file: file.path))
    usable = [file for file in ordered if file.department is not None]
    objectives, kpis = _placed(usable, config.fiscal_year)
    entries = _entries(usable, objectives, kpis)
    return Workspace(
        config=config,
        files=ordered,
        departments=departments_of(usable),
        objectives=objectives,
        kpis=kpis,
        journal=Journals(usable),
        entries=entries,
        former=_former(entries),
    )


def as_planned(ws: Workspace, day: date) -> Workspace:
    """The workspace with the plan of a day: later amendments are undone, in references and promises too."""
    if not any(day < until for placed in ws.objectives for until, _ in placed.history.earlier):
        return ws
    return build(
        ws.config,
        (replace(file, objectives=tuple(History(each.on(day)) for each in file.objectives)) for file in ws.files),
    )


def _former(entries: dict[str, dict[str, tuple[Entry, ...]]]) -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Objectives and key results by former id."""
    found: dict[tuple[str, str], tuple[Entry, ...]] = {}
    for department, ids in entries.items():
        for group in ids.values():
            for entry in group:
                for name in entry.plan_item.formerly if entry.plan_item else ():
                    home, _, id = name.rpartition("/")
                    key = (home or department, id)
                    found[key] = (*found.get(key, ()), entry)
    return found


def _placed(files: list[FileFacts], fiscal: FiscalYear) -> tuple[tuple[PlacedObjective, ...], tuple[PlacedKpi, ...]]:
    objectives, kpis = list[PlacedObjective](), list[PlacedKpi]()
    for file in files:
        for history in file.objectives:
            name = history.current.cycle
            cycle = parse_cycle(name, fiscal) if name else None
            objectives.append(PlacedObjective(file.department or "", file.path, history, cycle))
        kpis += (PlacedKpi(file.department or "", file.path, kpi) for kpi in file.kpis)
    return tuple(objectives), tuple(kpis)


def entries_in(file: FileFacts, fiscal: FiscalYear) -> list[Entry]:
    """The items of one file."""
    return [] if file.department is None else [*all_entries(*_placed([file], fiscal))]


def entries_of(placed: PlacedObjective) -> Iterator[Entry]:
    """An objective, and its key results."""
    objective = placed.history.current
    yield Entry("objective", placed.department, objective.id, placed.cycle, placed.path, objective.at, placed)
    for result in objective.key_results:
        yield Entry("key_result", placed.department, result.id, placed.cycle, placed.path, result.at, placed, result)


def all_entries(objectives: Iterable[PlacedObjective], kpis: Iterable[PlacedKpi]) -> Iterator[Entry]:
    """Objectives, each with its key results, and KPIs."""
    for placed in objectives:
        yield from entries_of(placed)
    for each in kpis:
        yield Entry("kpi", each.department, each.kpi.id, None, each.path, each.kpi.at, kpi=each)


def _entries(
    files: list[FileFacts], objectives: tuple[PlacedObjective, ...], kpis: tuple[PlacedKpi, ...]
) -> dict[str, dict[str, tuple[Entry, ...]]]:
    found: dict[str, dict[str, list[Entry]]] = {file.department or "": {} for file in files}
    for entry in all_entries(objectives, kpis):
        found[entry.department].setdefault(entry.id, []).append(entry)
    return {department: {id: tuple(entries) for id, entries in ids.items()} for department, ids in found.items()}
