"""``okrctl form``: a department's check-in as a page to fill in offline."""

from okrctl.commands._options import argument
from okrctl.commands._report import Report, report

PANEL = "Every week"


@report("forms", refs=False, filters=(), format="html")
def command(
    report: Report,
    target: str = argument("DEPARTMENT", "A department or its file."),
) -> None:
    """Write a web page on which a department can fill in its check-in: -o marketing.html.

    The page works offline and can be emailed. It saves a small file (or text to paste) that you record with
    `okrctl checkin marketing.yaml --from FILE`.

    For example: okrctl form marketing.yaml -o marketing.html
    """
    import sys

    from okrctl.core.checkin.department_day import DepartmentDay
    from okrctl.core.values.stop import Stop
    from okrctl.flows.workspace import resolve_target
    from okrctl.views.form import Form

    if report.output is None and sys.stdout.isatty():
        raise Stop("a form is a page for a browser, not for a terminal", hint=f"okrctl form {target} -o {target}.html")
    looked = report.looked
    ws, day = looked.report_day.ws, looked.report_day.day
    department = resolve_target(looked.session, target, day).target.department
    if department not in ws.departments:
        raise Stop(f"there is no department {target}", hint="okrctl status lists them")
    form = Form(DepartmentDay(ws, department, day), looked.report_day)
    if not form.count:
        raise Stop(f"nothing of {department} is active on {form.day}", hint="pass another day with --as-of")
    report.write(forms=lambda: form)
