"""The name or lead of a department is given in more than one file.

A department can have several files, but only one of them gives its name and lead. Otherwise the default owner would
depend on which file is read first.

Keep `name` and `lead` in one file and remove them from the others.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Place, Problem, Problems, Related

CODE = "OKR208"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Every file but the first that describes its department."""
    keys = {file.path: "lead" if file.head.lead is not None else "name" for file in case.ws.files}
    for department in case.ws.departments.values():
        first, *others = department.described_in or ("",)
        for path in others:
            related = Related(Place(first, (keys[first],), on_key=True), "already given here")
            message = f"name and lead of {department.id} are given in two files"
            help = f"keep them in {first} or here, not in both"
            yield Problem("two-leads", Place(path, (keys[path],), on_key=True), message, help, (related,))
