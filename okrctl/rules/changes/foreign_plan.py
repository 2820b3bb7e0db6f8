"""Someone changed the plan of another department.

With `--author`, changes are checked against CODEOWNERS of the base. People who don't own a file can still check in
there for a joint objective, ask for something and promise something, but the plan belongs to its department.

Have an owner of the file make or approve the change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import place_of, words
from okrctl.core.values.diagnostic import Place, Problem, Problems
from okrctl.rules._owners import too_much

if TYPE_CHECKING:
    pass

CODE = "OKR710"
SEVERITY = "warning"
_HELP = "have an owner make or approve the change"


def check(case: RuleContext) -> Problems:
    """Plan changes in files that the author doesn't own."""
    if case.difference is None or not case.authors:
        return
    who = ", ".join(case.authors)
    for item in case.difference.items:
        node = item.node
        for path in dict.fromkeys(side.path for side in (item.pair.before, item.pair.after) if side):
            owners = _others(case, path)
            if owners:
                message = f"{who} changed the plan of {node.department}, owned by {', '.join(owners)}: "
                place = place_of(node, item.fields[0].field if item.fields else "id", base=item.pair.after is None)
                what = words(item.all_fields[0]) if item.all_fields else item.events[0]
                yield Problem("foreign-plan", place, f"{message}{node.ref} {what}", _HELP)
                break
    for setting in case.difference.settings:
        owners = _others(case, setting.path)
        if setting.department and owners:
            message = f"{who} changed the file of {setting.department}, owned by {', '.join(owners)}"
            place = Place(setting.path, (setting.change.field,))
            yield Problem("foreign-plan", place, f"{message}: {words(setting.change)}", _HELP)
    yield from too_much(case, case.owners_before)


def _others(case: RuleContext, path: str) -> tuple[str, ...]:
    """The owners of a file, if the author isn't one of them."""
    owners = case.owners_before.of(path) if case.owners_before else ()
    if not owners and case.owners:
        owners = case.owners.of(path)
    return () if {_bare(name) for name in owners} & {_bare(name) for name in case.authors} else owners


def _bare(name: str) -> str:
    return name.removeprefix("@").casefold()
