"""Warning signs: patterns that make scores look better (or more certain) than the work is, each with its evidence.

They never rate a person. A signal states what was seen and where; people decide what it means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import Entry, PlacedObjective, Workspace, entries_of
from okrctl.core.diff.judge import field_changes
from okrctl.core.findings.rule import rule_named
from okrctl.core.model.figures import show
from okrctl.core.model.files import History
from okrctl.core.model.items import Objective
from okrctl.core.model.judges import JudgmentContext
from okrctl.core.model.values import Observation
from okrctl.core.review.calibration import Calibration, calibration
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.scoring import ScoredKeyResult
from okrctl.core.values.counted import counted
from okrctl.core.values.diagnostic import Place
from okrctl.core.values.frozen import frozen

STILL = 4
"""This many equal values in a row are a signal."""

LATE_DAYS = 10
"""Values that come only in these last days before the end come too late to change anything."""

FEW = 5
"""Fewer missing check-ins than this may be chance."""

MISSED = 3
"""Fewer check-ins without a value for a key result are nothing unusual."""

LAST_QUARTER = 4
"""A drop counts as late in the last quarter (one of so many parts) of the cycle."""

_TASKS = ("task-as-key-result", "activity-as-key-result")


@frozen
class Signal:
    """One warning sign: its name, what it is about, a sentence, and the places that show it."""

    name: str
    department: str
    ref: str
    message: str
    evidence: tuple[Place, ...]


@frozen
class Share:
    """A number out of a total, by department, and the items it counts."""

    department: str
    part: int
    whole: int
    evidence: tuple[Place, ...]


@frozen
class Health:
    """The whole report."""

    signals: tuple[Signal, ...]
    calibration: tuple[Calibration, ...]
    overdue: tuple[Share, ...]
    tasks: tuple[Share, ...]


def health(report_day: ReportDay, selection: Selection) -> Health:
    """The warning signs of a workspace as of a day."""
    results = [r for o in report_day.scores.objectives for r in selection.key_results(o)]
    signals = [signal for look in _LOOKS for signal in look(report_day, results)]
    return Health(
        tuple(sorted(signals, key=lambda s: (s.name, s.ref))),
        tuple(calibration(results)),
        tuple(_overdue(results)),
        tuple(_tasks(report_day, results)),
    )


def _at(look: Observation) -> Place:
    return Place(look.path, look.at)


def _valued(result: ScoredKeyResult) -> list[Observation]:
    return [look for look in result.series.observations if look.value is not None]


def _telling(result: ScoredKeyResult) -> list[Observation]:
    """The check-ins that say something: those with a value; of deliverables all, since "not done" is news, too."""
    measure, looks = result.planned.key_result.measure, result.series.observations
    thing = measure is not None and measure.thing
    return [look for look in looks if thing or (look.value is not None and not look.repeated)]


def _standing_still(report_day: ReportDay, results: list[ScoredKeyResult]) -> Iterator[Signal]:
    """Values that never move, check-in after check-in."""
    for result in results:
        measure, observations = result.planned.key_result.measure, _valued(result)
        if measure is None or not measure.meant_to_move or result.status == "done" or len(observations) < STILL:
            continue
        window, baseline = result.planned.window, result.series.baseline
        first, last = (measure.pace(look.day, window, baseline) for look in (observations[0], observations[-1]))
        # only if something was expected to move in that time, and still is
        pieces = measure.plan(baseline).target if measure.counted else None
        expected = (
            last > first
            and (pieces is None or (last - first) * pieces >= FEW)
            and (result.gap is None or result.gap > 0)
        )
        if expected and len({look.value for look in observations}) == 1 and result.score != 1:
            days = f"from {observations[0].day} to {observations[-1].day}"
            message = f"{counted(len(observations), 'check-in')} {days}, all with the same value"
            yield _signal("never-moves", result, message, (_at(observations[0]), _at(observations[-1])))


def _only_when_good(report_day: ReportDay, results: list[ScoredKeyResult]) -> Iterator[Signal]:
    """Levels that are reported only while they are inside their range."""
    for result in results:
        measure, planned, observations = result.planned.key_result.measure, result.planned, _valued(result)
        held = measure.holding(result.series, planned.window, result.on) if measure else None
        if held is None or len(observations) < 2:
            continue
        telling = len(measure.evidence(result.series, planned.window)) if measure else 0
        days = {each.entry.date for each in report_day.ws.journal.get(planned.department, ())}
        entries = sum(1 for day in days if planned.window.start <= day <= min(report_day.day, planned.window.end))
        # a gap is a signal only if the department checked in during it
        left_out = len(observations) * 3 <= entries * 2 and entries - len(observations) >= MISSED
        if held.kept == telling and telling * 3 <= held.counted * 2 and left_out:
            message = (
                f"{len(observations)} of its department's {entries} check-ins report it, all of them within the level"
            )
            yield _signal("only-when-good", result, message, tuple(_at(look) for look in observations[-3:]))


def _last_minute(report_day: ReportDay, results: list[ScoredKeyResult]) -> Iterator[Signal]:
    """Values that came only just before the end of a long cycle, after none in its first half or longer."""
    for result in results:
        window, observations = result.planned.window, _telling(result)
        long = window.end - window.start
        late = next(
            (at for at, look in enumerate(observations) if look.day > window.end - timedelta(days=LATE_DAYS)), None
        )
        if late is None or long.days <= 4 * LATE_DAYS:
            continue
        before = observations[:late][-1:]
        silent = observations[late].day - (before[0].day if before else window.start)
        # where check-ins are rare, a few missed ones are half of the cycle
        if silent * 2 >= long and silent.days > MISSED * window.every + window.grace:
            left = (window.end - observations[late].day).days
            when = f"{counted(left, 'day')} before its end" if left > 0 else "its end"
            since = f" from {before[0].day}" if before else ""
            message = f"nothing{since} until {observations[late].day}, {when}"
            yield _signal("last-minute", result, message, tuple(map(_at, (*before, observations[late]))))


def _eased(report_day: ReportDay, results: list[ScoredKeyResult]) -> Iterator[Signal]:
    """Goals that were made easier during the cycle, by their own record."""
    wanted = {result.planned.key for result in results}
    homes = {(result.planned.path, result.planned.at[:2]) for result in results}
    for placed in report_day.ws.objectives:
        plans = [plan for _, plan in placed.history.earlier] + [placed.history.current]
        days = [day for day, _ in placed.history.earlier]
        for day, before, after in zip(days, plans, plans[1:], strict=False):
            if day > report_day.day:
                continue
            for was, now in _pairs(report_day.ws, placed, before, after):
                if placed.spot not in homes if now.key_result is None else (*placed.spot, now.id) not in wanted:
                    continue
                for change in field_changes(was, now, JudgmentContext()):
                    if change.judgement == "easier":
                        message = f"{change.field} {change.before} → {change.after or 'nothing'} on {day}"
                        place = Place(placed.path, (*now.at, "amended"))
                        yield Signal("eased", placed.department, now.ref, message, (place,))


def _pairs(ws: Workspace, placed: PlacedObjective, *plans: Objective) -> Iterator[tuple[Entry, Entry]]:
    """The objective and its key results, before and after."""
    cycles = (ws.cycle(plan.cycle) if plan.cycle else placed.cycle for plan in plans)
    sides = (replace(placed, history=History(plan), cycle=cycle) for plan, cycle in zip(plans, cycles, strict=True))
    (old, *before), (new, *after) = map(entries_of, sides)
    yield old, new
    later = {each.id: each for each in after}
    yield from ((each, later[each.id]) for each in before if each.id in later)


def _dropped_late(report_day: ReportDay, results: list[ScoredKeyResult]) -> Iterator[Signal]:
    """Key results that were dropped near the end while they were failing."""
    for result in results:
        planned, drop = result.planned, result.planned.key_result.dropped
        if drop is None or not planned.dropped:
            continue
        window = planned.window
        if (window.end - drop.date) * LAST_QUARTER > window.end - window.start:
            continue
        eve = ReportDay(report_day.ws, drop.date - timedelta(days=1)).scores.by_key.get(planned.key)
        if eve is not None and eve.status == "off-track":
            left = (window.end - drop.date).days
            behind = f"{show(eve.score)} of {show(eve.expected)}"
            message = f"dropped on {drop.date}, {left} days before its end, while it was off-track ({behind})"
            yield _signal("dropped-late", result, message, (planned.place("dropped"),))


_LOOKS: tuple[Callable[[ReportDay, list[ScoredKeyResult]], Iterator[Signal]], ...] = (
    _standing_still,
    _only_when_good,
    _last_minute,
    _eased,
    _dropped_late,
)


def _signal(name: str, result: ScoredKeyResult, message: str, evidence: tuple[Place, ...]) -> Signal:
    return Signal(name, result.planned.department, result.planned.ref, message, evidence)


def _overdue(results: list[ScoredKeyResult]) -> Iterator[Share]:
    counted = [result for result in results if result.counted]
    for department in dict.fromkeys(result.planned.department for result in counted):
        own = [result for result in counted if result.planned.department == department]
        yield _share(department, [result for result in own if result.overdue_days], own)


def _tasks(report_day: ReportDay, results: list[ScoredKeyResult]) -> Iterator[Share]:
    """Key results that the writing rules consider tasks or activities."""
    case = RuleContext(report_day.ws, report_day.day)
    flagged = {
        (problem.place.path, problem.place.at[:4]) for name in _TASKS for problem in case.found(rule_named(name))
    }
    for department in dict.fromkeys(result.planned.department for result in results):
        own = [result for result in results if result.planned.department == department]
        yield _share(department, [each for each in own if each.planned.spot in flagged], own)


def _share(department: str, part: list[ScoredKeyResult], whole: list[ScoredKeyResult]) -> Share:
    places = tuple(Place(each.planned.path, each.planned.at) for each in part)
    return Share(department, len(part), len(whole), places)
