"""The dictionary of metrics: the company's own, and the one that comes with okrctl."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import NoReturn

from okrctl.core.model.dictionary import Known, known
from okrctl.core.review.metric_tree import MetricTree, metric_tree
from okrctl.core.values import safe
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Stop
from okrctl.flows.console import Console
from okrctl.flows.report.look import Filters, Looked, look
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import open_workspace, workspace_folder
from okrctl.shell.dictionary import shipped_metrics
from okrctl.shell.files import CONFIG
from okrctl.shell.session import Session

SHIPPED = "The dictionary of okrctl"


@frozen
class Measured:
    """A tree of metrics, with the day of its numbers and the organization."""

    name: str
    day: date | None
    tree: MetricTree
    looked: Looked | None

    def end(self) -> int:
        """Report what had to be left out; return the exit code."""
        return self.looked.end() if self.looked else 0


@frozen
class LookedUp:
    """The selected metrics, all known ones, and the items that measure them, by metric id."""

    rows: tuple[Known, ...]
    everything: tuple[Known, ...]
    measured_by: Mapping[str, tuple[str, ...]]


def metric_tree_of(settings: Settings, console: Console, metric: str | None, cycle: str | None) -> Measured:
    """The tree of one metric, or of all that have a formula and aren't part of another.

    Metrics that only the shipped dictionary has are shown without numbers; so is everything outside a workspace.
    """
    if not _in_workspace(settings):
        return _shipped(metric)
    looked = look(settings, console, None, Filters(cycles=[cycle] if cycle else None))
    metrics = looked.session.workspace.config.metrics
    if metric is not None and metric not in metrics:
        return _shipped(metric, metrics)
    tree = arithmetic_of(looked, metric)
    return Measured(looked.report_day.ws.config.organization, looked.report_day.day, tree, looked)


def arithmetic_of(looked: Looked, metric: str | None = None) -> MetricTree:
    """What this metric of the workspace, or each that is part of no other, is made of, with its numbers."""
    report_day = looked.report_day
    period = report_day.periods[0] if report_day.periods else None
    return metric_tree(report_day.ws.config.metrics, metric, report_day.scores, period)


def metrics_of(settings: Settings, id: str | None, areas: Iterable[str]) -> LookedUp:
    """The metrics of these areas (by default all), or the one with that id."""
    session = open_workspace(settings) if _in_workspace(settings) else None
    own = session.workspace.config.metrics if session else {}
    everything = tuple(known(own, shipped_metrics()))
    if id is None:
        wanted = {_area(area) for area in areas}
        rows = [each for each in everything if not wanted or (each.shipped and each.shipped.area in wanted)]
        return LookedUp(tuple(rows), everything, _measured_by(session))
    found = tuple(each for each in everything if each.id == id)
    if not found:
        _unknown(id, [each.id for each in everything])
    return LookedUp(found, everything, _measured_by(session))


def _shipped(metric: str | None, own: Iterable[str] = ()) -> Measured:
    metrics = shipped_metrics()
    if metric is not None and metric not in metrics:
        _unknown(metric, [*own, *metrics])
    return Measured(SHIPPED, None, metric_tree(metrics, metric), None)


def _measured_by(session: Session | None) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    ws = session.workspace if session else None
    for placed in ws.objectives if ws else ():
        for result in placed.history.current.key_results:
            if result.metric:
                found.setdefault(result.metric, []).append(f"{placed.department}/{result.id}")
    for kpi in ws.kpis if ws else ():
        if kpi.kpi.metric:
            found.setdefault(kpi.kpi.metric, []).append(kpi.ref)
    return {metric: tuple(refs) for metric, refs in found.items()}


def _in_workspace(settings: Settings) -> bool:
    """Whether a workspace exists or was named (and so must exist)."""
    return settings.root is not None or settings.at is not None or (workspace_folder(settings) / CONFIG).is_file()


def _area(text: str) -> str:
    areas = {metric.area.casefold(): metric.area for metric in shipped_metrics().values()}
    if text.casefold() not in areas:
        raise Stop(safe.line(f"there is no area {text}"), hint=f"available: {', '.join(areas.values())}")
    return areas[text.casefold()]


def _unknown(metric: str, ids: Iterable[str]) -> NoReturn:
    near = get_close_matches(metric, list(ids), n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else "okrctl metrics list shows them"
    raise Stop(safe.line(f"the dictionary has no metric {metric}"), hint=hint)
