"""Who waits for whom: the selected dependencies, and those that fail the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from okrctl.core.contracts.dependencies import Network, network
from okrctl.core.contracts.dependency import STATES, Dependency
from okrctl.core.review.choice import chosen
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Named
from okrctl.core.values.diagnostic import Place
from okrctl.core.values.frozen import frozen
from okrctl.flows.report.look import Looked, named

if TYPE_CHECKING:
    from okrctl.core.review.since import DependencyTurn


@frozen
class Waiting:
    """All dependencies, those in the requested states, and of these the selected ones."""

    looked: Looked
    network: Network
    in_state: Sequence[Dependency]
    rows: Sequence[Dependency]

    @property
    def filtered(self) -> Sequence[Dependency]:
        """The dependencies that the filters select, regardless of references."""
        return chosen(self.in_state, self.looked.report_day, self.looked.selection)

    def since(self, then: ReportDay | None) -> tuple[date, Sequence[DependencyTurn]] | None:
        """The rows whose state has changed since the earlier day; None without one."""
        if then is None:
            return None
        from okrctl.core.review.since import dependencies_since

        return then.day, dependencies_since(self.rows, network(then.ws, then.scores).dependencies)

    @property
    def title(self) -> str:
        """The title of a diagram."""
        return f"{self.organization}: who waits for whom, {self.network.day}"

    @property
    def organization(self) -> str:
        """The organization's name."""
        return self.looked.report_day.ws.config.organization

    def line_of(self, place: Place) -> int:
        """The line of a place."""
        return self.looked.positions(place.path).line(place.at)

    def failing(self, worst: str | None) -> int:
        """Count the rows in this state or a worse one, and print a note."""
        count = sum(1 for row in self.rows if worst and STATES.index(row.state) <= STATES.index(worst))
        if count:
            noun = "dependency is" if count == 1 else "dependencies are"
            self.looked.console.note(f"{count} {noun} {worst}{'' if worst == 'late' else ' or worse'}")
        return count

    def end(self, *, judges: bool = False) -> int:
        """Report what had to be left out; return the exit code, which ``judges`` with ``--fail-on``."""
        unresolved = (f"the dependency of {each.source.ref} on {each.text}" for each in self.network.unresolved)
        trends = (f"the trend of {ref}, which too many dependencies need" for ref in self.network.unprojected)
        return self.looked.end((*unresolved, *trends), judges=judges)


def waiting(looked: Looked, refs: Sequence[str], states: Sequence[str]) -> Waiting:
    """The dependencies of the selected items, on either side."""
    selection = replace(looked.selection, named=tuple(_named(looked, ref) for ref in refs))
    found = network(looked.report_day.ws, looked.report_day.scores)
    in_state = [row for row in found.dependencies if not states or row.state in states]
    return Waiting(looked, found, in_state, chosen(in_state, looked.report_day, selection))


def _named(looked: Looked, text: str) -> Named:
    """The item that a reference means; it can be a group outside the files."""
    if text in looked.session.workspace.config.external:
        return Named(text)
    return named(looked.session, text, looked.report_day.day)
