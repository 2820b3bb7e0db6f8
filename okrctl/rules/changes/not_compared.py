"""A goal cannot be compared with the base revision, because the base cannot be read there.

This happens if the workspace was in another folder or a submodule, if its okrctl.yaml was invalid, or if a file was a
broken link. Everything would then count as new, and any goal could be made easier unnoticed.

Move the workspace, fix its settings, or replace the link in a separate change that touches no goal, and have someone
else approve it. Files in a submodule are compared in its own repository: give that repository its own okrctl.yaml.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Place, Problem, Problems, Span

CODE = "OKR713"
SEVERITY = "error"
HELP = "make that move in a separate change"


def check(case: RuleContext) -> Problems:
    """Files that can be read now but not at the base; a workspace without a base is reported earlier."""
    now = {file.path for file in case.ws.files if not file.unreadable}
    for file in case.base.files if case.base else ():
        if file.path in now and any(problem.rule == "unreadable-file" for problem in file.problems):
            message = "this file could not be read at the base, so nothing in it can be compared"
            yield Problem("not-compared", Place(file.path, span=Span(1, 1, 1, 1)), message, HELP)
