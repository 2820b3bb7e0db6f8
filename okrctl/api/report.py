"""A workspace as of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from okrctl.api.errors import OkrctlError
from okrctl.api.items import Department, Dependency, Forecast, KeyResult, Kpi, Objective, made

if TYPE_CHECKING:
    from okrctl.core.review.report_day import ReportDay
    from okrctl.shell.session import Session


class Report:
    """Scores, statuses and dependencies of one day; everything is computed when first needed."""

    def __init__(self, session: Session, report_day: ReportDay) -> None:
        self._session = session
        self._picture = report_day

    def __repr__(self) -> str:
        return f"<okrctl report of {self._picture.ws.config.organization} as of {self.day}>"

    @property
    def day(self) -> date:
        """The day everything is computed for."""
        return self._picture.day

    @property
    def score(self) -> Decimal | None:
        """The organization's score, 0 to 1: the mean of its departments."""
        return self._organization["score"]  # type: ignore[no-any-return]

    @property
    def expected(self) -> Decimal | None:
        """The score that the plan expects today."""
        return self._organization["expected"]  # type: ignore[no-any-return]

    @property
    def gap(self) -> Decimal | None:
        """expected − score."""
        return self._organization["gap"]  # type: ignore[no-any-return]

    @property
    def status(self) -> str:
        """The organization's status."""
        return str(self._organization["status"])

    @cached_property
    def departments(self) -> tuple[Department, ...]:
        """All departments with their objectives, key results and KPIs."""
        return tuple(_department(each) for each in self.data["departments"])

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """The objectives of all departments."""
        return tuple(each for department in self.departments for each in department.objectives)

    @property
    def key_results(self) -> tuple[KeyResult, ...]:
        """The key results of all objectives."""
        return tuple(each for objective in self.objectives for each in objective.key_results)

    @property
    def kpis(self) -> tuple[Kpi, ...]:
        """The KPIs of all departments."""
        return tuple(each for department in self.departments for each in department.kpis)

    @cached_property
    def dependencies(self) -> tuple[Dependency, ...]:
        """Who waits for whom, worst first."""
        from okrctl.core.contracts.dependencies import network
        from okrctl.core.findings.diagnose import Positions
        from okrctl.views.deps_data import deps_json

        found, positions = network(self._picture.ws, self._picture.scores), Positions(self._session.text)
        organization = self._picture.ws.config.organization
        data = deps_json(organization, found, found.dependencies, lambda place: positions.span(place).line)
        return tuple(
            made(Dependency, each, waiting=each["from"], chain=tuple(each["chain"])) for each in data["dependencies"]
        )

    def __getitem__(self, ref: str) -> Department | Objective | KeyResult | Kpi:
        """The item of a reference such as ``marketing/organic-traffic``; of an id alone, the department.

        Of one reference in several cycles, the one that counts on the day is meant, else the last.

        Raises:
            OkrctlError: nothing has this reference on this day.
        """
        found = self._by_ref.get(ref, [])
        if found:
            return next((each for each in found if each.data.get("counted")), found[-1])
        from difflib import get_close_matches

        near = get_close_matches(str(ref), self._by_ref, n=1)
        hint = f"did you mean {near[0]}?" if near else "okrctl tree lists them"
        raise OkrctlError(f"there is no department, objective, key result or KPI {ref} on {self.day}", hint)

    def __contains__(self, ref: object) -> bool:
        """Whether something has this reference on this day."""
        return ref in self._by_ref

    __iter__ = None

    @cached_property
    def _by_ref(self) -> dict[str, list[Department | Objective | KeyResult | Kpi]]:
        found: dict[str, list[Department | Objective | KeyResult | Kpi]] = {}
        for department in self.departments:
            found[department.id] = [department]
        items: tuple[Objective | KeyResult | Kpi, ...] = (*self.objectives, *self.key_results, *self.kpis)
        for each in items:
            found.setdefault(each.ref, []).append(each)
        return found

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """The whole report as ``okrctl status --format json`` has it (dates and numbers as objects)."""
        from okrctl.core.findings.diagnose import Positions
        from okrctl.core.review.selection import Selection
        from okrctl.views.status_data import status_json

        return status_json(self._picture, Selection(self._picture.ws), Positions(self._session.text))

    @property
    def _organization(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.data["organization"]
        return found


def _department(data: Mapping[str, Any]) -> Department:
    objectives = tuple(_objective(each) for each in data["objectives"])
    return made(Department, data, objectives=objectives, kpis=tuple(made(Kpi, each) for each in data["kpis"]))


def _objective(data: Mapping[str, Any]) -> Objective:
    results = tuple(made(KeyResult, each, forecast=_forecast(each)) for each in data["key_results"])
    return made(Objective, data, key_results=results, forecast=_forecast(data))


def _forecast(data: Mapping[str, Any]) -> Forecast | None:
    return made(Forecast, data["forecast"]) if data["forecast"] else None
