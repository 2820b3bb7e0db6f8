"""The check-in of a department as a page."""

from __future__ import annotations

from okrctl.core.checkin.department_day import DepartmentDay
from okrctl.core.values.stop import Stop
from okrctl.flows.report.look import Looked
from okrctl.flows.workspace import resolve_target
from okrctl.views.form import Form


def filled_in(looked: Looked, target: str) -> Form:
    """The page of a department, given by name or file; Stop if it has nothing to report."""
    department = resolve_target(looked.session, target, looked.report_day.day).target.department
    if department not in looked.report_day.ws.departments:
        raise Stop(f"there is no department {target}", hint="okrctl status lists them")
    form = Form(DepartmentDay(looked.report_day.ws, department, looked.report_day.day), looked.report_day)
    if not form.count:
        raise Stop(f"nothing of {department} is active on {form.day}", hint="pass another day with --as-of")
    return form
