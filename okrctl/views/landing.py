"""Expected and final results of key results, and how accurate owners and trends were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from okrctl.core.scores.forecast import projected, weakest
from okrctl.core.scores.landing import DepartmentRecord, Landing, landing
from okrctl.core.scores.landing import Record as Errors
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective
from okrctl.core.values.counted import counted
from okrctl.views.blocks import Block, Cell, Column, Line, Run, Table
from okrctl.views.figures import share
from okrctl.views.projection import by_owner, expected, forecast_words, likelihood
from okrctl.views.published import rounded
from okrctl.views.records import NUMBER, Record, maybe

LANDING = Record("ref date", {"projected": maybe(NUMBER), "trend": maybe(NUMBER), "result": NUMBER})
_ERRORS = Record("count mean_error bias")
RECORD = Record("department", {"owners": maybe(_ERRORS), "trend": maybe(_ERRORS)})
_LANDINGS = (
    Column("What", shrink=True),
    Column("On"),
    Column("Owner", "right"),
    Column("Trend", "right"),
    Column("Result", "right"),
)
_RECORD = (
    Column("Department", shrink=True),
    Column("By"),
    Column("Off by", "right"),
    Column("Bias"),
    Column("Of"),
)


def outlook(scored: ScoredObjective | ScoredKeyResult) -> Iterator[Block]:
    """Its trend and its owner's projection; once it has ended, those at half time."""
    found = projected(scored)
    if found is not None:
        text = f"{forecast_words(found)}, {likelihood(found.probability_full)} to reach the target"
        yield Line(
            (
                Run(f"forecast {_of_weakest(scored)}", "dim"),
                text,
                Run(f" · from {counted(found.points, 'check-in')}", "dim"),
            ),
            0,
            2,
        )
    if isinstance(scored, ScoredObjective):
        return
    owner, stated = by_owner(scored), scored.series.projected
    if owner and stated:
        told = expected(stated)
        yield Line((Run("its owner expects ", "dim"), told if told == owner else f"{told}, which is {owner}"), 0, 2)
    ended = landing(scored)
    if ended is not None:
        yield from landed(ended)


def _of_weakest(scored: ScoredObjective | ScoredKeyResult) -> str:
    if isinstance(scored, ScoredKeyResult):
        return ""
    result = weakest(scored, scored.planned.cycle.end)
    return "" if result is None else f"of its weakest key result, {result.planned.key_result.id}: "


def landed(landing: Landing) -> Iterator[Block]:
    """What was projected halfway, and the result."""
    text = f"owner {share(landing.owner)}, trend {share(landing.trend)}; final score {share(landing.result)}"
    yield Line((Run(f"projected halfway, on {landing.day}: ", "dim"), text), 0, 2)


def landings_table(landings: Sequence[Landing]) -> Table:
    """One row each: the owner's projection and the trend on that day, and the result."""
    return Table(_LANDINGS, tuple(_landing_row(each) for each in landings))


def _landing_row(landing: Landing) -> tuple[Cell, ...]:
    ends = (share(each) for each in (landing.owner, landing.trend, landing.result))
    return (landing.scored.planned.ref, landing.day.isoformat(), *ends)


def record_table(records: Sequence[DepartmentRecord], names: Mapping[str, str]) -> Block:
    """How far off owners and trends were, by department."""
    rows: list[tuple[Cell, ...]] = []
    for each in records:
        name = names[each.department]
        for who, record in (("owners", each.owners), ("trend", each.trend)):
            if record is not None:
                of = counted(record.count, "key result")
                rows.append((name, who, share(record.off), _direction(record.over), of))
                name = ""
    return Table(_RECORD, tuple(rows), indent=2)


def _direction(over: Fraction) -> str:
    size = share(abs(over))
    return "neither high nor low" if size == share(Fraction(0)) else f"{size} too {'high' if over > 0 else 'low'}"


def landing_json(landing: Landing | None) -> dict[str, Any] | None:
    """The expectations for a key result on the day, and its result; scores."""
    if landing is None:
        return None
    return LANDING.of(landing, landing.scored.planned, date=landing.day, projected=rounded(landing.owner))


def record_json(record: DepartmentRecord) -> dict[str, Any]:
    """How far off owners and trends were; ``bias`` is positive if they were too high."""
    return RECORD.of(record, owners=_errors(record.owners), trend=_errors(record.trend))


def _errors(record: Errors | None) -> dict[str, Any] | None:
    return _ERRORS.of(record, mean_error=record.off, bias=record.over) if record else None
