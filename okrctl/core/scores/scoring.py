"""Scores and statuses of key results, KPIs and objectives, as a function of plan, journal and day.

The formulas are those of docs/guide/scoring.md; numbers are exact fractions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from okrctl.core.company.workspace import Workspace
from okrctl.core.model.figures import ONE, ZERO, two_decimals
from okrctl.core.model.measure import KpiMeasure
from okrctl.core.model.settings import Config
from okrctl.core.model.values import Series
from okrctl.core.scores.journal import Journal, JournalMention
from okrctl.core.scores.plan import Key, Plan, PlannedKeyResult, PlannedKpi, PlannedObjective
from okrctl.core.scores.series import fold, in_force
from okrctl.core.scores.series_of import KeptSeries, known_series, series_of
from okrctl.core.scores.signal import Chart, chart
from okrctl.core.scores.standing import UNSURE, behind, doubted, too_far
from okrctl.core.scores.words import SILENCE, Word, word_on
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.frozen import frozen
from okrctl.core.values.mean import difference, mean

WORST_FIRST = ("off-track", "missed", "stale", "at-risk", "partly", "no-data", "on-track", "achieved", "done")
_NO_WORSE = WORST_FIRST[WORST_FIRST.index("at-risk") :]
IN_STATE = ("dropped", "draft", "not-started")
ENDED = ("achieved", "partly", "missed")
_GRADES = dict(zip(ENDED, ("green", "amber", "red"), strict=True))


@frozen
class ScoredKeyResult:
    """A key result with its values of a day (``on``; its closing day, once it is closed).

    ``progress``, ``expected`` and ``gap`` are shares of 1, unclamped; ``green`` is the score that is green at its end.
    """

    planned: PlannedKeyResult
    series: Series
    progress: Fraction | None
    score: Fraction | None
    expected: Fraction
    gap: Fraction | None
    status: str
    overdue_days: int
    counted: bool
    on: date
    green: Fraction = ONE

    @property
    def last_check_in(self) -> date | None:
        """The day somebody last looked at it."""
        return self.series.last_day

    @property
    def astray(self) -> bool:
        """Whether an error leaves it without a score: its values lead nowhere, or its KPI is not there."""
        measure, baseline = self.planned.key_result.measure, self.series.baseline
        if measure is None or self.progress is not None:
            return False
        if self.series.latest is None:
            return self.planned.key_result.kpi is not None and self.planned.reads is None
        change = measure.change_asked()
        still = change is not None and not change.value
        return still or (baseline is not None and not measure.leads_somewhere(baseline))

    @property
    def chart(self) -> Chart | None:
        """Whether its latest value is a signal or noise; None for what does not move from a baseline to a target."""
        measure = self.planned.key_result.measure
        moves = measure is not None and measure.meant_to_move and not measure.counted
        return chart([number for _, number in self.series.numbers()]) if moves else None


@frozen
class ScoredObjective:
    """An objective with its values of a day; ``score`` is None when nothing is left to average.

    ``ended`` is whether its cycle is over, or it was closed.
    """

    planned: PlannedObjective
    score: Fraction | None
    expected: Fraction | None
    gap: Fraction | None
    status: str
    counted: bool
    key_results: tuple[ScoredKeyResult, ...]
    word: Word = SILENCE
    ended: bool = False


@frozen
class ScoredKpi:
    """A KPI with its latest value and health: healthy, unhealthy, stale, no-range or no-data."""

    planned: PlannedKpi
    series: Series
    value: Fraction | None
    at_least: Fraction | None
    at_most: Fraction | None
    health: str
    overdue_days: int

    @property
    def chart(self) -> Chart:
        """Whether its latest value is a signal or noise."""
        return chart([number for _, number in self.series.numbers()])


def score_key_result(
    ws: Workspace, planned: PlannedKeyResult, series: Series, day: date, counted: bool
) -> ScoredKeyResult:
    """Progress, expectation and status of one key result on a day.

    ``planned`` and ``series`` are those of the day; ``counted`` tells whether its objective counts.
    """
    measure, window = planned.key_result.measure, planned.window
    today = min(day, planned.closed_on) if planned.closed_on else day
    green = ws.config.grades[planned.ambition][1]
    progress = measure.progress(series, window, today) if measure else None
    expected = measure.asked(series, window, today) * green if measure else ZERO
    gap = None if progress is None else expected - progress
    score = None if progress is None else min(ONE, max(ZERO, progress))
    scored = ScoredKeyResult(planned, series, progress, score, expected, gap, "", 0, counted, today, green)
    overdue = overdue_days(series, planned.rhythm.every + planned.rhythm.grace, window.start, today)
    status = _status(ws.config, scored, overdue, day)
    if status in IN_STATE or status in ENDED or status == "done":
        overdue = 0
    return replace(scored, status=status, overdue_days=overdue, counted=counted and status not in IN_STATE)


def overdue_days(series: Series, allowed: int, start: date | None, day: date) -> int:
    """Days by which the last look (or, without one, the start) is older than cadence and grace allow."""
    last = series.last_day or start
    return 0 if last is None else max(0, (day - last).days - allowed)


def _status(config: Config, scored: ScoredKeyResult, overdue: int, day: date) -> str:
    """The first rule of scoring.md that applies."""
    planned, series = scored.planned, scored.series
    measure = planned.key_result.measure
    if planned.dropped:
        return "dropped"
    if planned.draft:
        return "draft"
    if day < planned.cycle.start:
        return "not-started"
    if planned.closed_on or day > planned.cycle.end:
        return end_state(config, scored.score, planned.ambition)
    if measure is None:
        return "no-data"
    if measure.finished(series):
        return "done"
    held = measure.holding(series, planned.window, scored.on)
    if too_far(config, scored, held):
        return "off-track"
    if overdue:
        return "stale"
    if behind(config, scored, held) or doubted(config, scored):
        return "at-risk"
    return "no-data" if scored.progress is None else "on-track"


def end_state(config: Config, score: Fraction | None, ambition: str) -> str:
    """achieved, partly or missed: the score, rounded half up to two decimals, against green and amber."""
    amber, green = config.grades[ambition]
    rounded = two_decimals(score or ZERO)
    return "achieved" if rounded >= green else "partly" if rounded >= amber else "missed"


def grade_of(config: Config, score: Fraction | None, ambition: str) -> str | None:
    """green, amber or red: what a score is worth at the end."""
    return None if score is None else _GRADES[end_state(config, score, ambition)]


def grade(config: Config, scored: ScoredKeyResult | ScoredObjective) -> str | None:
    """green, amber or red once it has ended; None while it runs, without a score, and for what never counts."""
    planned, ended = scored.planned, isinstance(scored, ScoredKeyResult) or scored.ended
    ambition = planned.ambition if isinstance(planned, PlannedKeyResult) else planned.objective.ambition
    return grade_of(config, scored.score, ambition) if ended and scored.status in ENDED else None


def score_objective(
    config: Config,
    planned: PlannedObjective,
    results: tuple[ScoredKeyResult, ...],
    day: date,
    counted: bool,
    word: Word = SILENCE,
) -> ScoredObjective:
    """Weighted means over the key results (no data counts 0; drafts and dropped ones are left out), and the status."""
    parts = [result for result in results if not (result.planned.dropped or result.planned.draft)]
    if planned.dropped or planned.draft:
        parts = list(results)
    weights = [result.planned.key_result.weight for result in parts]
    score = mean((w, result.score or ZERO) for w, result in zip(weights, parts, strict=True))
    expected = mean((w, result.expected) for w, result in zip(weights, parts, strict=True))
    gap = None if score is None or expected is None else difference(expected, score)
    status = _objective_status(config, planned, parts, score, day)
    unsure = word.confidence is not None and word.confidence <= UNSURE
    ended = planned.closed_on is not None or day > planned.cycle.end
    if unsure and status in _NO_WORSE and not ended:
        status = "at-risk"
    counts = counted and status not in IN_STATE
    return ScoredObjective(planned, score, expected, gap, status, counts, results, word, ended)


def _objective_status(
    config: Config, planned: PlannedObjective, parts: list[ScoredKeyResult], score: Fraction | None, day: date
) -> str:
    if planned.dropped:
        return "dropped"
    if planned.draft:
        return "draft"
    if day < planned.cycle.start:
        return "not-started"
    if score is not None and (planned.closed_on or day > planned.cycle.end):
        return end_state(config, score, planned.objective.ambition)
    statuses = {part.status for part in parts}
    return next((status for status in WORST_FIRST if status in statuses), "no-data")


def watch_kpi(ws: Workspace, planned: PlannedKpi, mentions: list[JournalMention], day: date) -> ScoredKpi:
    """The health of a KPI: its latest value in the band of the value's own day; silence is never healthy."""
    series = fold(in_force(mentions, day), KpiMeasure(), planned.unit, None, day)
    numbers = series.numbers()
    overdue = overdue_days(series, planned.rhythm.every + planned.rhythm.grace, None, day)
    if not numbers:
        low, high = planned.kpi.band(day)
        return ScoredKpi(planned, series, None, low, high, "no-data", overdue)
    when, value = numbers[-1]
    low, high = planned.kpi.band(when)
    inside = (low is None or value >= low) and (high is None or value <= high)
    known = "no-range" if low is None and high is None else "healthy"
    health = "unhealthy" if not inside else "stale" if overdue else known
    return ScoredKpi(planned, series, value, low, high, health, overdue)


def _series(
    journal: Journal, planned: PlannedKeyResult, day: date, kept: KeptSeries | None, later: Scores | None
) -> Series:
    known = later.by_key.get(planned.key) if later else None
    return (known_series(journal, known, planned, day) if known else None) or series_of(journal, planned, day, kept)


@frozen
class Scores:
    """Everything scored on a day."""

    day: date
    plan: Plan
    objectives: tuple[ScoredObjective, ...]
    kpis: tuple[ScoredKpi, ...]
    by_key: Mapping[Key, ScoredKeyResult]


def score(
    ws: Workspace,
    journal: Journal,
    plan: Plan,
    periods: Sequence[Cycle] = (),
    kept: KeptSeries | None = None,
    later: Scores | None = None,
) -> Scores:
    """Score a whole plan.

    With ``periods``, what overlaps one of them and has begun counts, instead of what runs on the day. ``kept`` are
    series that need not be added up again; what holds for this day in the scores of a ``later`` one is not read again.
    """
    day = plan.day
    objectives: list[ScoredObjective] = []
    by_key: dict[Key, ScoredKeyResult] = {}
    for planned in plan.objectives:
        if objectives and objectives[-1].planned.department != planned.department:
            journal.let_go(objectives[-1].planned.department)
        counted = planned.cycle.contains(day)
        if periods:
            counted = planned.cycle.start <= day and any(planned.cycle.overlaps(period) for period in periods)
        results = tuple(
            score_key_result(ws, result, _series(journal, result, day, kept, later), day, counted)
            for result in planned.key_results
        )
        by_key.update((result.planned.key, result) for result in results)
        word = word_on(ws.config, journal, planned, day)
        objectives.append(score_objective(ws.config, planned, results, day, counted, word))
    kpis = tuple(watch_kpi(ws, kpi, journal.mentions.get(kpi.key, []), day) for kpi in plan.kpis)
    for department in ws.journal:
        journal.let_go(department)
    return Scores(day, plan, tuple(objectives), kpis, by_key)
