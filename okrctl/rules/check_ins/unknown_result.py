"""A check-in names something that is not a key result or KPI.

Keys under `results` and items under `unchanged` are ids of the department's key results and KPIs, or full references to
those of a joint objective. A value under any other name is lost.

Correct the id; the message suggests one. An objective takes only `confidence` and `note`: report values on its key
results. Report milestones under their key result: `chatbot: {done: [live]}`.
"""

from __future__ import annotations

from okrctl.core.checks.journal import JournalContext
from okrctl.core.company.references import may_exist
from okrctl.core.company.workspace import Workspace
from okrctl.core.scores.journal import LIMITS, UnknownResult
from okrctl.core.values.diagnostic import Place, Problem, Problems
from okrctl.core.values.nearest import listed

CODE = "OKR404"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Problems:
    """Journal keys that name nothing, or something that takes no check-ins."""
    for stray in case.strays:
        if stray.why not in LIMITS and may_exist(case.ws, stray.text, stray.placed.department):
            continue
        message, help = _words(case.ws, stray)
        in_results = stray.at[-2] == "results"
        yield Problem("unknown-result", Place(stray.placed.path, stray.at, on_key=in_results), message, help)


def _words(ws: Workspace, stray: UnknownResult) -> tuple[str, str | None]:
    home, text = stray.placed.department, stray.text
    if stray.why in LIMITS:
        return stray.why.message, stray.why.help
    department, _, id = text.partition("@")[0].rpartition("/")
    found = ws.entries.get(department or home, {}).get(id, ())
    objective = next((entry.objective for entry in found if entry.kind == "objective"), None)
    if objective:
        prefix = f"{department}/" if department else ""
        ids = listed([prefix + result.id for result in objective.history.current.key_results])
        return f"{text} is an objective, which takes only confidence and note", f"report on its key results: {ids}"
    if text in ws.departments:
        return f"{text} is a department, which has no value of its own", "report on its key results by id"
    parent = next((e for e in ws.entries.get(home, {}).get(department, ()) if e.key_result), None)
    if parent:
        return f"{text} looks like a milestone", f"report milestones under their key result: {department}: [{id}]"
    if "/" in text:
        return f"{text}: {stray.why.message}", stray.why.help
    return f"{home} has no key result or KPI {text}", _nearest(ws, home, text) or stray.why.help


def _nearest(ws: Workspace, department: str, text: str) -> str | None:
    def known() -> list[str]:
        return [id for id, entries in ws.entries.get(department, {}).items() if entries[0].kind != "objective"]

    return ws.nearest.hint(text, ("checked in by", department), known)
