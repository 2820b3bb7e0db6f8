"""One dependency on a day: who waits for what, until when, and its state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from okrctl.core.company.links import Link
from okrctl.core.contracts.contracts import Contract, Spot, home, own_due, spot
from okrctl.core.scores.forecast import Forecast, forecast, forecast_objective
from okrctl.core.scores.scoring import ENDED, IN_STATE, ScoredKeyResult, ScoredObjective, Scores
from okrctl.core.values.frozen import frozen

STATES = ("late", "disputed", "at-risk", "unplanned", "unconfirmed", "on-track", "external", "met")
"""Worst first."""

UNLIKELY = 0.3
"""A provider with a lower chance of being green by the due date is a risk."""

_RISKY = ("dropped", "draft", "missed", "partly", "off-track", "stale", "at-risk")
_SPREADING = ("off-track", "missed")
_OVER = ("dropped", "draft", "done", *ENDED)

Scored = ScoredKeyResult | ScoredObjective
Parts = Mapping[Spot, Scored]
"""Everything scored, by place."""


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
        return home(self.contract.need.source), home(entry) if entry else None

    @property
    def trouble(self) -> bool:
        """Whether everything that depends on this, directly or not, is exposed to it."""
        return self.state == "late" or (
            self.state != "met" and self.provider is not None and self.provider.status in _SPREADING
        )


def parts_of(scores: Scores) -> Parts:
    """Objectives and key results by place."""
    found: dict[Spot, Scored] = {}
    for objective in scores.objectives:
        found[objective.planned.path, objective.planned.at] = objective
        for result in objective.key_results:
            found[result.planned.path, result.planned.at] = result
    return found


def waiting(need: Link, parts: Parts) -> Scored | None:
    """The dependent item while it still waits; None if it is done, over, dropped, or a draft."""
    asker = parts.get(spot(need.source))
    return asker if asker and asker.status not in _OVER else None


def dependency(parts: Parts, contract: Contract, day: date) -> Dependency | None:
    """The state of a contract on a day; None if it isn't a dependency."""
    asker = waiting(contract.need, parts)
    if asker is None:
        return None
    entry = contract.provider.entry
    provider = parts.get(spot(entry)) if entry else None
    due = contract.asked or own_due(contract.provider) or (entry.cycle.end if entry and entry.cycle else None)
    row = Dependency(contract, asker, provider, due, "on-track")
    row = _projected(replace(row, state=_state(row, day)), day)
    risky = row.state in ("unconfirmed", "on-track") and row.ahead == row.due
    unlikely = row.forecast is not None and row.forecast.probability < UNLIKELY
    return replace(row, state="at-risk") if risky and unlikely else row


def _state(row: Dependency, day: date) -> str:
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
    if provider is not None and (provider.status in _RISKY or _said_later(provider, row.due)):
        return "at-risk"
    return "on-track" if contract.internal or contract.confirmed else "unconfirmed"


def _said_later(provider: Scored, due: date | None) -> bool:
    """Whether the provider's owner, or that of any of its parts, projects a later date."""
    parts = provider.key_results if isinstance(provider, ScoredObjective) else (provider,)
    days = (part.series.projected.day for part in parts if part.series.projected and part.status not in _OVER)
    return due is not None and any(day is not None and day > due for day in days)


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


def _projected(row: Dependency, day: date) -> Dependency:
    """The dependency with the provider's forecast; a milestone has none."""
    provider = row.provider
    if provider is None or row.state == "met" or row.contract.provider.milestone is not None:
        return row
    end = provider.planned.window.end if isinstance(provider, ScoredKeyResult) else provider.planned.cycle.end
    ahead = row.due if row.due is not None and row.due >= day else end
    found = forecast(provider, ahead) if isinstance(provider, ScoredKeyResult) else forecast_objective(provider, ahead)
    return replace(row, forecast=found, ahead=ahead) if found else row
