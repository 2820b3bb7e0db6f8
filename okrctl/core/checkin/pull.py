"""From sources to a check-in: what to pull on a day, and the pulled values with their origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import floor

from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay
from okrctl.core.checkin.entry import Mistake, ResultInput
from okrctl.core.checkin.judge import said_mistakes
from okrctl.core.model.origin import Fault, Source
from okrctl.core.model.values import InvalidResult
from okrctl.core.scores.plan import PlannedKeyResult, PlannedKpi
from okrctl.core.values.counted import counted
from okrctl.core.values.diagnostic import DocPath, Place, Problem
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import half_up, literal, parse_number

Origins = Sequence[tuple[str, str, int | None]]
"""What a value was computed from: names, digests of the contents, and rows (None for a database)."""

_SHORT = 12
_EXACT, _DIGITS = 4, 6
_ON_A_DAY = re.compile(r"\$day\b")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_WITH_POINT = "in `value` or `query`, write cast(replace(COLUMN, ',', '.') as decimal(18, 2)) instead of COLUMN"


@frozen
class Pull:
    """A key result or KPI whose value is computed: its source, the source's place, and the parameters."""

    subject: CheckInItem
    source: Source
    place: Place
    given: Mapping[str, date]

    def problem(self, fault: Fault) -> Problem:
        """Why its value could not be computed, with the place in the source."""
        place = Place(self.place.path, (*self.place.at, *fault.at))
        return Problem(fault.rule, place, f"{self.subject.ref}: {fault.message}", fault.help)

    @property
    def start(self) -> Mapping[str, date] | None:
        """The parameters for the value at the cycle's start, if a baseline is missing and the query uses dates."""
        if not self.subject.wants_baseline or "start" not in self.given or not _ON_A_DAY.search(self.source.sql):
            return None
        return {**self.given, "day": self.given["start"]}

    def said(self, value: str, origins: Origins, start: str | None = None) -> ResultInput | Problem:
        """The pulled value with its origin as the note, or why it doesn't fit.

        ``start`` is the value at the cycle's start, which becomes the baseline if it can be one.
        """
        note = provenance(self.source, origins)
        value = rounded(value)
        if start is not None:
            with_start = said_mistakes(self.subject, ResultInput(value, baseline=rounded(start), note=note), False)
            if not isinstance(with_start, list):
                return with_start
        judged = said_mistakes(self.subject, ResultInput(value, note=note), False)
        if not isinstance(judged, list):
            return judged
        first: Mistake = judged[0]
        help = _WITH_POINT if _COMMA.fullmatch(value) else first.help
        return self.problem(Fault("source-value", f"the value {value} doesn't fit: {first.message}", help))

    def known(self, said: ResultInput) -> bool:
        """Whether the journal already has this value for this day."""
        look, series = self.subject.series.latest_observation, self.subject.series
        if look is None or look.day != self.given["day"] or look.repeated or said.value is None:
            return False
        read = self.subject.measure.read(said.value, self.subject.unit, series.baseline)
        return not isinstance(read, InvalidResult) and read == look.value


def rounded(text: str) -> str:
    """A computed number, rounded to six digits if it has more than four decimals: no source is more precise.

    A number with fewer decimals is a sum or a count, and stays exact.
    """
    number = parse_number(text)
    if number is None or len(text.partition(".")[2]) <= _EXACT:
        return text
    decimals = f"{literal(abs(number)):f}".partition(".")[2]
    # below 1, digits count from the first one that isn't zero
    before = len(str(floor(abs(number)))) if abs(number) >= 1 else len(decimals.lstrip("0")) - len(decimals)
    return f"{literal(half_up(number, max(0, _DIGITS - before))):f}"


def pulls(dept: DepartmentDay, subjects: Iterable[CheckInItem]) -> list[Pull]:
    """The subjects of a department whose value can be pulled: those whose source isn't just a text."""
    kpis = {planned.ref: planned for planned in dept.plan.kpis}
    found = []
    for subject in subjects:
        planned = subject.scored.planned if subject.scored else kpis[subject.ref]
        source, place = _source(dept, planned)
        if source is not None and source.computed:
            found.append(Pull(subject, source, place, _given(planned, dept.day)))
    return found


def provenance(source: Source, origins: Origins) -> str:
    """What a value was computed from, in one line: files with rows and digest, and the digest of the query."""
    parts = []
    for name, digest, rows in origins:
        read = "" if rows is None else f"{counted(rows, 'row')}, "
        parts.append(f"{name} ({read}sha256 {digest[:_SHORT]})")
    return f"from {' and '.join(parts)}, query {source.query_hash}"


def _source(dept: DepartmentDay, planned: PlannedKeyResult | PlannedKpi) -> tuple[Source | None, Place]:
    """The item's own source, else that of its metric in the dictionary."""
    item = planned.key_result if isinstance(planned, PlannedKeyResult) else planned.kpi
    if item.source is not None:
        return item.source, Place(planned.path, (*item.at, "source"))
    config = dept.ws.config
    metric = config.metrics.get(item.metric) if item.metric else None
    at: DocPath = ("metrics", metric.id, "source") if metric else ()
    return metric.source if metric else None, Place(config.path, at)


def _given(planned: PlannedKeyResult | PlannedKpi, day: date) -> dict[str, date]:
    """The parameters of a query: the day, and the cycle's first and last one where there is a cycle."""
    given = {"day": day}
    if isinstance(planned, PlannedKeyResult):
        given |= {"start": planned.cycle.start, "end": planned.cycle.end}
    return given
