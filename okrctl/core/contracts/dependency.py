"""One dependency on a day: who waits for what, until when, and its state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from okrctl.core.company.links import Link
from okrctl.core.contracts.contracts import Contract, own_due
from okrctl.core.scores.forecast import Forecast, forecast, forecast_objective
from okrctl.core.scores.scoring import ENDED, IN_STATE, ScoredKeyResult, ScoredObjective, Scores
from okrctl.core.values.diagnostic import Spot
from okrctl.core.values.frozen import frozen

STATES = ("late", "disputed", "at-risk", "unplanned", "unconfirmed", "on-track", "external", "met")
"""Worst first."""

UNLIKELY = 0.3
"""A provider with a lower chance of being green by the due date is a risk."""

_RISKY = ("dropped", "draft", "missed", "partly", "off-track", "stale", "at-risk")
_SPREADING = ("off-track", "missed")
_OVER = ("dropped", "draft", "done", *ENDED)

Scored = ScoredKeyResult | ScoredObjective

MOST_PROJECTIONS = 10_000
"""The most forecasts in one report: each of many needs may ask about another day of an objective with many key
results."""


class Parts(dict[Spot, Scored]):
    """Everything scored, by place, with its forecasts; ``unprojected`` names those over the limit."""

    def __init__(self) -> None:
        super().__init__()
        self.unprojected: dict[str, None] = {}
        self._left = MOST_PROJECTIONS
        self._known: dict[tuple[int, date], Forecast | None] = {}
        self._said: dict[int, date | None] = {}

    def projected(self, provider: Scored, day: date) -> Forecast | None:
        """A provider's forecast for a day."""
        at = (id(provider), day)
        if at not in self._known:
            results = len(provider.key_results) if isinstance(provider, ScoredObjective) else 1
            if results > self._left:
                self.unprojected[provider.planned.ref] = None
                return None
            self._left -= results
            self._known[at] = _forecast(provider, day)
        return self._known[at]

    def said(self, provider: Scored) -> date | None:
        """The latest date projected by its owner or the owner of any of its parts."""
        if id(provider) not in self._said:
            parts = provider.key_results if isinstance(provider, ScoredObjective) else (provider,)
            days = (part.series.projected.day for part in parts if part.series.projected and part.status not in _OVER)
            self._said[id(provider)] = max((day for day in days if day is not None), default=None)
        return self._said[id(provider)]


def _forecast(provider: Scored, day: date) -> Forecast | None:
    return forecast(provider, day) if isinstance(provider, ScoredKeyResult) else forecast_objective(provider, day)


@frozen
class Dependency:
    """One ``depends_on`` on a day.

    ``due`` is the date asked for, else the provider's own. ``provider`` is None if no planned item is named (a bare
    department, an outside group). ``forecast`` is its projection to ``ahead``: the due date or, once that has passed,
    the end of its cycle. ``chain`` leads from the dependent to the trouble it is exposed to; empty if there is none.
    """

    contract: Contract
    asker: Scored
    provider: Scored | None
    due: date | None
    state: str
    forecast: Forecast | None = None
    ahead: date | None = None
    chain: tuple[str, ...] = ()

    @property
    def waits(self) -> str:
        """The reference of the dependent."""
        return self.asker.planned.ref

    @property
    def on(self) -> str:
        """The reference of the provider."""
        return self.contract.provider.ref

    @property
    def waiting_department(self) -> str:
        """The department of the dependent."""
        return self.asker.planned.department

    @property
    def asked_department(self) -> str:
        """The department (or outside group) of the provider."""
        return self.contract.provider.department

    @property
    def ends(self) -> tuple[Spot, Spot | None]:
        """The objectives of both sides; key results and milestones stand for theirs."""
        entry = self.contract.provider.entry
        return self.contract.need.source.home, entry.home if entry else None

    @property
    def trouble(self) -> bool:
        """Whether everything that depends on this, directly or not, is exposed to it."""
        return self.state == "late" or (
            self.state != "met" and self.provider is not None and self.provider.status in _SPREADING
        )


def parts_of(scores: Scores) -> Parts:
    """Objectives and key results by place."""
    found = Parts()
    for objective in scores.objectives:
        found[objective.planned.spot] = objective
        for result in objective.key_results:
            found[result.planned.spot] = result
    return found


def waiting(need: Link, parts: Parts) -> Scored | None:
    """The dependent item while it still waits; None if it is done, over, dropped, or a draft."""
    asker = parts.get(need.source.spot)
    return asker if asker and asker.status not in _OVER else None


def dependency(parts: Parts, contract: Contract, day: date) -> Dependency | None:
    """The state of a contract on a day; None if it isn't a dependency."""
    asker = waiting(contract.need, parts)
    if asker is None:
        return None
    entry = contract.provider.entry
    provider = parts.get(entry.spot) if entry else None
    due = contract.asked or own_due(contract.provider) or (entry.cycle.end if entry and entry.cycle else None)
    row = Dependency(contract, asker, provider, due, "on-track")
    row = _projected(replace(row, state=_state(row, day, parts)), day, parts)
    risky = row.state in ("unconfirmed", "on-track") and row.ahead == row.due
    unlikely = row.forecast is not None and row.forecast.probability < UNLIKELY
    return replace(row, state="at-risk") if risky and unlikely else row


def _later(said: date | None, due: date | None) -> bool:
    return said is not None and due is not None and said > due


def _state(row: Dependency, day: date, parts: Parts) -> str:
    """The first rule of scoring.md, "Dependencies between departments", that applies, before forecasts."""
    contract, provider = row.contract, row.provider
    if provider is not None and _met(provider, contract.provider.milestone):
        return "met"
    if contract.external:
        return "external"
    if contract.unplanned:
        return "unplanned"
    if row.due is not None and day > row.due:
        return "late"
    if contract.disputed:
        return "disputed"
    if provider is not None and (provider.status in _RISKY or _later(parts.said(provider), row.due)):
        return "at-risk"
    return "on-track" if contract.internal or contract.confirmed else "unconfirmed"


def _met(provider: Scored, milestone: str | None = None) -> bool:
    """Whether the provider is done: achieved, at its target, or inside its range."""
    if provider.status in ("done", "achieved"):
        return True
    if isinstance(provider, ScoredObjective):
        parts = [part for part in provider.key_results if part.status not in ("dropped", "draft")]
        return provider.status not in IN_STATE and bool(parts) and all(_met(part) for part in parts)
    if provider.status in IN_STATE:
        return False
    if milestone is not None:
        return milestone in provider.series.done
    measure = provider.planned.key_result.measure
    if measure is None or provider.status in ENDED:
        return False
    return measure.met(provider.series, provider.progress)


def _projected(row: Dependency, day: date, parts: Parts) -> Dependency:
    """The dependency with the provider's forecast; a milestone has none."""
    provider = row.provider
    if provider is None or row.state == "met" or row.contract.provider.milestone is not None:
        return row
    end = provider.planned.window.end if isinstance(provider, ScoredKeyResult) else provider.planned.cycle.end
    ahead = row.due if row.due is not None and row.due >= day else end
    found = parts.projected(provider, ahead)
    return replace(row, forecast=found, ahead=ahead) if found else row
