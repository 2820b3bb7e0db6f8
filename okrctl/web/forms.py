"""The contents of forms, from the current workspace."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from okrctl.core.checkin.correction import CorrectionDay
from okrctl.core.checkin.department_day import DepartmentDay
from okrctl.core.review.due import owed
from okrctl.core.values.stop import Stop
from okrctl.flows.plan.change import answers_of
from okrctl.flows.workspace import resolve_target
from okrctl.views.form import Form as Fields
from okrctl.web.data import no_paths
from okrctl.web.edits import Form, day_of

if TYPE_CHECKING:
    from okrctl.flows.report.look import Looked


def departments(looked: Looked) -> dict[str, Any]:
    """The departments with how many check-ins are overdue in each."""
    report_day = looked.report_day
    late = Counter(each.department for each in owed(report_day, looked.selection) if each.overdue_days)
    rows = [(id, home.name or id, late[id]) for id, home in report_day.ws.departments.items()]
    left_out = report_day.ws.incomplete()
    return {"name": report_day.ws.config.organization, "day": str(report_day.day), "rows": rows, "left_out": left_out}


def check_in(looked: Looked, department: str, given: Form) -> dict[str, Any]:
    """The check-in of a department; with a day to ``correct``, that day's values."""
    ws, day = looked.report_day.ws, looked.report_day.day
    known(looked, department)
    correct = day_of(given, "correct")
    dept = CorrectionDay(ws, department, correct, day) if correct else DepartmentDay(ws, department, day)
    form = Fields(dept, looked.report_day)
    days = {placed.entry.date for placed in ws.journal.get(department, ()) if placed.entry.date <= day}
    return {"form": form, "days": sorted(map(str, days), reverse=True)[:20], "by": _author(looked)}


def requests(looked: Looked) -> dict[str, Any]:
    """Requests to confirm, by department, with what can answer them; and what can be requested from whom."""
    ws, day = looked.report_day.ws, looked.report_day.day
    plans = {id: answers_of(ws, day, id) for id in ws.departments}
    rows = [
        (home.name or id, request, plans[id] if request.terms.provider == id else {})
        for id, home in ws.departments.items()
        for request in looked.report_day.requests([id])
    ]
    every = {ref: title.strip() for plan in plans.values() for ref, title in plan.items()}
    names = {id: home.name or id for id, home in ws.departments.items()}
    return {"name": ws.config.organization, "day": str(day), "rows": rows, "items": every, "departments": names}


def known(looked: Looked, department: str) -> str:
    """A department, if there is one with that name."""
    names = looked.report_day.ws.departments
    if department not in names:
        no_paths(department)
        # a file that cannot be read may have it
        resolve_target(looked.session, department, looked.report_day.day)
        raise Stop(f"there is no department {department}", hint=f"available: {', '.join(names)}")
    return department


def _author(looked: Looked) -> str:
    from okrctl.flows.checkin.run import author_of

    try:
        return author_of(looked.session, None)
    except Stop:
        return ""
