"""The dictionary of metrics: the company's own, and the one that comes with okrctl."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from okrctl.core.review.metric_tree import MetricTree, metric_tree
from okrctl.core.values.frozen import frozen
from okrctl.flows.console import Console
from okrctl.flows.report.look import Filters, Looked, look
from okrctl.flows.settings import Settings
from okrctl.flows.stop import Stop

if TYPE_CHECKING:
    from okrctl.core.model.settings import Metric


@frozen
class Measured:
    """A tree of metrics with the day of its numbers, and whose it is."""

    name: str
    day: date | None
    tree: MetricTree
    looked: Looked | None

    def end(self) -> int:
        """Own up to what had to be left out; the exit code that follows."""
        return self.looked.end() if self.looked else 0


def metric_tree_of(settings: Settings, console: Console, metric: str | None, cycle: str | None) -> Measured:
    """The tree of one metric, or of all that have a formula and are part of no other."""
    looked = look(settings, console, None, Filters(cycles=[cycle] if cycle else None))
    picture, metrics = looked.picture, looked.session.workspace.config.metrics
    if metric is not None and metric not in metrics:
        _unknown(metric, metrics)
    period = picture.periods[0] if picture.periods else None
    tree = metric_tree(metrics, metric, picture.scores, period)
    return Measured(picture.ws.config.organization, picture.day, tree, looked)


def _unknown(metric: str, metrics: Mapping[str, Metric]) -> None:
    near = get_close_matches(metric, list(metrics), n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else "okrctl metrics list shows them"
    raise Stop(f"the dictionary has no metric {metric}", hint=hint)
