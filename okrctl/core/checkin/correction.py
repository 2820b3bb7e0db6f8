"""Corrections of an earlier day's check-ins: each item as of before, with that day's values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay
from okrctl.core.checkin.entry import Mistake, ResultInput
from okrctl.core.company.references import Unresolved, meaning
from okrctl.core.model.values import Series
from okrctl.core.scores.journal import JournalMention
from okrctl.core.scores.plan import Key, PlannedKeyResult, PlannedKpi, key_of
from okrctl.core.scores.series import fold, in_force
from okrctl.core.scores.series_of import mentions_of

_DAYS_SHOWN = 3


@dataclass(frozen=True)
class CorrectionDay(DepartmentDay):
    """A department's earlier ``day``, corrected ``today``."""

    today: date = date.max

    @property
    def written_on(self) -> date:
        """Today."""
        return self.today

    @property
    def corrects(self) -> date | None:
        """The earlier day."""
        return self.day

    def subject(self, name: str, *, words: bool = False) -> CheckInItem | Mistake:
        """The item of a name on that day, with its values; a mistake if it had none."""
        entry = meaning(self.ws, self.department, name, self.day, objectives=True)
        key = None if isinstance(entry, Unresolved) else key_of(entry)
        subject = super().subject(name, words=words)
        if isinstance(subject, Mistake) or key is None:
            return subject
        planned = subject.scored.planned if subject.scored else None
        if planned and planned.closed_on and self.today > planned.closed_on:
            hint = "its grade is final; to add what you learned: okrctl close REF --learned TEXT"
            return Mistake(f"{name} was closed on {planned.closed_on}", hint)
        said = self._said(key)
        if not said:
            return Mistake(f"no check-in of {self.day} mentions {name}", self._other_days(key, name))
        return replace(subject, said=_together(said))

    def round(self) -> list[CheckInItem]:
        """Everything that the check-ins of that day mention: in plan order, objectives and others last."""
        names = [each.key_result.id for each in self.plan.key_results() if self._own(each)]
        names += [each.kpi.id for each in self.plan.kpis if self._own(each)]
        for placed in self.ws.journal.get(self.department, ()):
            if placed.entry.date == self.day:
                names += placed.entry.results
        found = [self.subject(name, words=True) for name in dict.fromkeys(names)]
        return list({each.ref: each for each in reversed(found) if isinstance(each, CheckInItem)}.values())[::-1]

    def _own(self, planned: PlannedKeyResult | PlannedKpi) -> bool:
        return planned.department == self.department and bool(self._said(planned.key))

    def _said(self, key: Key) -> list[JournalMention]:
        return [m for m in in_force(self.journal.mentions.get(key, []), self.today) if m.day == self.day]

    def _series(self, planned: PlannedKeyResult) -> Series:
        measure = planned.key_result.measure
        mentions = [m for m in mentions_of(self.journal, planned, self.today) if m.day < self.day]
        return fold(mentions, measure, planned.unit, planned.cycle.start, self.day) if measure else Series()

    def _mentions(self, key: Key) -> list[JournalMention]:
        return [m for m in super()._mentions(key) if m.day < self.day]

    def _other_days(self, key: Key, name: str) -> str:
        days = sorted({m.day for m in self.journal.mentions.get(key, ()) if not m.corrects})
        if not days:
            return f"to report it for that day: okrctl checkin {self.department} --date {self.day} --set {name}=VALUE"
        shown = ", ".join(day.isoformat() for day in days[-_DAYS_SHOWN:])
        return f"it was checked in on {shown}; to add a forgotten value, use --date {self.day} instead of --correct"


def _together(said: Iterable[JournalMention]) -> ResultInput:
    """The values of one item on a day, field by field; later ones win, and milestones accumulate."""
    found = ResultInput()
    for mention in said:
        if mention.result is not None:
            now = ResultInput.of(mention.result)
            done = None if now.done is None else tuple(dict.fromkeys((*(found.done or ()), *now.done)))
            found = replace(found, **replace(now, done=done).given())
    return found
