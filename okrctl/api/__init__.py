"""okrctl from Python: load a workspace, read its numbers, plan an edit and apply it.

>>> import okrctl
>>> company = okrctl.load("examples/northwind-outdoor")
>>> report = company.as_of("2026-06-19")
>>> report.status, report.score
('at-risk', Decimal('0.633721'))

What is exported here is public and follows semantic versioning; everything else in the package may change at any time.
Numbers are what the command line's JSON has: exact ``Decimal`` values, scores from 0 to 1 with at most six places,
None where nothing is known.
"""

from __future__ import annotations

from okrctl.api.edits import Edit
from okrctl.api.errors import OkrctlError
from okrctl.api.items import Department, Dependency, Finding, Forecast, KeyResult, Kpi, Objective
from okrctl.api.report import Report
from okrctl.api.workspace import Workspace, load

__all__ = [
    "Department",
    "Dependency",
    "Edit",
    "Finding",
    "Forecast",
    "KeyResult",
    "Kpi",
    "Objective",
    "OkrctlError",
    "Report",
    "Workspace",
    "load",
]
