"""An objective has fewer than two or more than five key results.

One key result seldom tells the whole of an objective, and is easily met at the cost of the rest. Beyond five, each
one counts too little to be worth an effort, and the weekly check-in becomes a chore.

Two to five usually do. Merge some, or give the objective a second look at what would show that it is reached.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.values.diagnostic import Place, Problem, Problems

CODE = "OKR602"
SEVERITY = "advice"
_FEW, _MANY = 2, 5


def check_department(case: DepartmentContext) -> Problems:
    # where something could not be read, key results may be missing that are there
    """Objectives with too few or too many key results."""
    incomplete = set(case.ws.incomplete())
    for planned in case.live:
        written, live = len(planned.key_results), len(planned.live)
        place = Place(planned.path, (*planned.at, "key_results"), on_key=True)
        if written < _FEW and planned.path not in incomplete:
            how_many = "one key result" if written else "no key result"
            help = "two to five show from more than one side whether it is reached"
            yield Problem("key-result-count", place, f"{planned.ref} has {how_many}", help)
        elif live > _MANY:
            help = f"keep the {_MANY} that say most; what people do for them goes to `initiatives`"
            yield Problem("key-result-count", place, f"{planned.ref} has {live} key results", help)
