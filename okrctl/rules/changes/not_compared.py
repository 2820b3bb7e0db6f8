"""A goal cannot be compared with the base revision, because the base cannot be read there.

Where the workspace was in another folder or in a submodule, its okrctl.yaml could not be used, or a file was a link
that led to none of its files, everything would count as new, and any goal could be made easier in silence.

Move the workspace, mend its settings, or put the file in place of the link, in a change of its own that touches no
goal; let someone else approve it, and go on from there. Files in a submodule are compared where they are: give that
repository an okrctl.yaml of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Place, Problem, Span

CODE = "OKR713"
SEVERITY = "error"
HELP = "make that move a change of its own, and go on from there"


def check(case: RuleContext) -> Iterator[Problem]:
    """Files that can be read now, and could not be had at base; a workspace without a base is told before."""
    now = {file.path for file in case.ws.files if not file.unreadable}
    for file in case.base.files if case.base else ():
        if file.path in now and any(problem.rule == "unreadable-file" for problem in file.problems):
            message = "this file could not be read at the base: nothing in it can be compared"
            yield Problem("not-compared", Place(file.path, span=Span(1, 1, 1, 1)), message, HELP)
