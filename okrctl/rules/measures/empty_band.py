"""A range is empty: its lower bound is above the upper one, or its window ends before it starts.

No value would ever be in range, so the level could never be reached. Usually `at_least` and `at_most` (or `from` and
`to`) were swapped.

Swap or correct them.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.model.figures import show
from okrctl.core.values.diagnostic import DocPath, Place, Problem, Problems, Related

CODE = "OKR313"
SEVERITY = "error"

_Band = tuple[str, DocPath, Fraction | None, Fraction | None]


def check_department(case: DepartmentContext) -> Problems:
    """Levels, KPIs and their exceptions."""
    bands: list[_Band] = []
    for each in case.measured.values():
        plan = each.measure.plan(None)
        bands.append((each.placed.path, each.result.at, plan.at_least, plan.at_most))
    for watched in case.ws.kpis:
        kpi = watched.kpi
        bands.append((watched.path, kpi.at, kpi.at_least, kpi.at_most))
        for window in kpi.exceptions:
            bands.append((watched.path, window.at, window.at_least, window.at_most))
            if window.yearly is None:
                message = (
                    f"{window.start} and {window.end} don't match: one is a day of every year, the other one a date"
                )
                help = "write both as month-day, or both as dates"
                yield Problem("empty-band", Place(watched.path, (*window.at, "to")), message, help)
            elif isinstance(window.start, date) and isinstance(window.end, date) and window.end < window.start:
                message = f"this period ends on {window.end}, before it starts on {window.start}"
                yield Problem("empty-band", Place(watched.path, (*window.at, "to")), message, "swap or correct the two")
    for path, at, low, high in bands:
        if low is not None and high is not None and low > high:
            message = f"no value is at least {show(low)} and at most {show(high)}"
            lower = Related(Place(path, (*at, "at_least")), "the lower bound")
            yield Problem("empty-band", Place(path, (*at, "at_most")), message, "swap or correct the two", (lower,))
