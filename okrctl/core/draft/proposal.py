"""A department's check-in as proposed from values and evidence, before anyone confirms it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from okrctl.core.checkin import CheckInInput, ResultInput
from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay
from okrctl.core.company.workspace import Workspace
from okrctl.core.draft.evidence import Evidence, Names, note_of
from okrctl.core.scores.plan import Plan, PlannedKeyResult, PlannedObjective
from okrctl.core.values.frozen import frozen


@frozen
class DraftedItem:
    """One item of the draft: its computed value, if it has a source, and the evidence, newest first."""

    name: str
    ref: str
    title: str
    value: ResultInput | None
    evidence: Sequence[Evidence]

    @property
    def result(self) -> ResultInput:
        """Its result in the check-in: the value and its origin, then the evidence."""
        said = self.value or ResultInput()
        note = "; ".join(filter(None, [said.note, note_of(self.evidence) if self.evidence else ""]))
        return replace(said, note=note or None)


@frozen
class Draft:
    """What is proposed for a department.

    Attributes:
        items: with a value or with evidence.
        perhaps: evidence whose words may not mean the item; left out.
        decisions: what only a person can say, as the end of a command: the item's name and its value.
        silent: how many items to check in have neither.
    """

    department: str
    day: date
    since: date
    items: Sequence[DraftedItem]
    perhaps: Sequence[Evidence]
    decisions: Sequence[tuple[Evidence, str]]
    silent: int

    def words(self, note: str | None) -> CheckInInput:
        """The draft as the input of a check-in."""
        return CheckInInput({each.name: each.result for each in self.items}, note=note)


def names_in(plan: Plan) -> Names:
    """The names of the items that are active on the plan's day."""
    names = Names()
    for objective in plan.objectives:
        if _active(objective, plan.day):
            names.add(objective.ref)
    for planned in plan.key_results():
        if _active(planned, plan.day):
            measure = planned.key_result.measure
            names.add(planned.ref, [step.id for step in measure.steps()] if measure else ())
    for kpi in plan.kpis:
        names.add(kpi.ref)
    return names


def last_check_in(ws: Workspace, department: str, day: date) -> date | None:
    """The date of the department's last check-in up to a day."""
    return max((day_ for day_, _ in _entries(ws, department) if day_ <= day), default=None)


def first_day(dept: DepartmentDay) -> date:
    """The first day of the department's active cycles; if there are none, the day itself."""
    return min((planned.cycle.start for planned in _objectives(dept)), default=dept.day)


def draft_of(
    dept: DepartmentDay,
    subjects: Sequence[CheckInItem],
    objectives: Sequence[PlannedObjective],
    values: Mapping[str, ResultInput],
    found: Iterable[Evidence],
    since: date,
) -> Draft:
    """The draft for a department.

    ``objectives`` may get a note. Evidence that earlier notes mention, or for others' items, is left out.
    """
    noted = "\n".join(text for _, text in _entries(dept.ws, dept.department))
    fresh = [each for each in found if since <= each.day <= dept.day and each.key not in noted]
    fresh.sort(key=lambda each: each.day, reverse=True)
    known = {subject.ref: subject for subject in subjects}
    items = []
    for ref, name, title in (
        *((each.ref, each.objective.id, each.title) for each in objectives),
        *((each.ref, each.name, each.title) for each in subjects),
    ):
        evidence = [each for each in fresh if each.mention.sure and each.mention.ref == ref]
        if evidence or name in values:
            items.append(DraftedItem(name, ref, title, values.get(name), evidence))
    told = {each.ref for each in items}
    wanted = {*known, *(each.ref for each in objectives)}
    perhaps = [each for each in fresh if not each.mention.sure and each.mention.ref in wanted]
    decisions = [(each, said) for each in fresh for said in _decision(each, known.get(each.mention.ref))]
    silent = sum(1 for ref in known if ref not in told)
    return Draft(dept.department, dept.day, since, items, perhaps, decisions, silent)


def objectives_of(dept: DepartmentDay, ref: str | None, path: str | None) -> list[PlannedObjective]:
    """The active objectives of a department; with a reference or a file, only those."""
    return [each for each in _objectives(dept) if ref in (None, each.ref) and path in (None, each.path)]


def _objectives(dept: DepartmentDay) -> Iterator[PlannedObjective]:
    for planned in dept.plan.objectives:
        if planned.department == dept.department and _active(planned, dept.day):
            yield planned


def _active(planned: PlannedObjective | PlannedKeyResult, day: date) -> bool:
    return planned.cycle.contains(day) and not (planned.draft or planned.dropped or planned.closed_on)


def _decision(found: Evidence, subject: CheckInItem | None) -> Iterator[str]:
    """What a closed issue suggests but doesn't prove: that a milestone or a deliverable is done."""
    if subject is None or not (found.closed and found.mention.sure):
        return
    step = found.mention.step
    if step and step not in subject.series.done:
        yield f"{subject.name}={step}"
    elif not step and subject.measure.thing and not subject.measure.steps():
        yield f"{subject.name}=done"


def _entries(ws: Workspace, department: str) -> Iterator[tuple[date, str]]:
    """The days of a department's check-ins, with all their notes."""
    for file in ws.files:
        if file.department == department:
            for entry in file.check_ins:
                notes = [entry.note, *(said.note for said in entry.results.values())]
                yield entry.date, "\n".join(filter(None, notes))
