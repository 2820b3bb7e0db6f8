"""Findings in the plan of each department, kept between runs under a digest of everything that rules read there."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.company.workspace import Workspace
from okrctl.core.values.diagnostic import Problem
from okrctl.core.values.frozen import frozen
from okrctl.shell.cache import Cache, version_of
from okrctl.shell.cache_table import CacheTable
from okrctl.shell.sound import grounds_of

ROOMS = ("core/checks", "core/company", "core/findings", "core/scores", "rules", "rules/measures", "rules/writing")
"""The rooms whose modules decide what is found in a department's plan, but for those that read the files."""


@frozen
class DepartmentFindings:
    """The findings in a plan, and a digest of everything that decides them."""

    grounds: str
    problems: tuple[Problem, ...]


class FindingsOfDepartments:
    """The findings of a workspace, by department; see :class:`okrctl.core.checks.department.KeptFindings`.

    The digest covers the department's files and which objectives are active. Nothing is kept if another department's
    journal or a KPI matters, too.
    """

    def __init__(self, cache: Cache, root: Path, ws: Workspace) -> None:
        self._ws = ws
        about = "\n".join([str(root.resolve()), version_of(*ROOMS), repr(ws.config)])
        self._table = CacheTable(cache, DepartmentFindings, about)

    def of(self, part: DepartmentContext) -> tuple[Problem, ...] | None:
        """The findings in just this plan, if they are known."""
        row, grounds = self._table.get(part.department), self._grounds(part)
        return row.problems if row is not None and grounds is not None and row.grounds == grounds else None

    def keep(self, part: DepartmentContext, found: tuple[Problem, ...]) -> None:
        """Remember the findings in this plan."""
        grounds = self._grounds(part)
        if grounds is not None:
            self._table.put(part.department, DepartmentFindings(grounds, found))

    def save(self) -> None:
        """Keep what was found."""
        self._table.save(self._ws.departments)

    def _grounds(self, part: DepartmentContext) -> str | None:
        reads = any(result.kpi for placed in part.ws.objectives for result in placed.history.current.key_results)
        files = None if reads else grounds_of(self._ws, part.department)
        if files is None or not part.journal.sorted.by_itself(part.department):
            return None
        alive = repr([planned.key for planned in part.live])
        return sha256(f"{files}\n{alive}".encode("utf-8", "surrogatepass")).hexdigest()
