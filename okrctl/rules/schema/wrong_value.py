"""A value is not allowed for its key.

Some keys take one of a few words (`ambition: committed`), `true` or `false`, or a percentage such as `95%`. Codes under
`rules:` in `okrctl.yaml` must exist.

Choose one of the values in the message. `okrctl validate --fix` corrects a value that differs from one of them only in
capitals, hyphens and underscores (`Committed`, `True`), and codes of rules that were renamed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okrctl.core.checks.context import RuleContext
from okrctl.core.findings.rule import rule_coded, rule_named, rules, slugs
from okrctl.core.values.diagnostic import Place, Problem, Problems
from okrctl.rules import RETIRED

if TYPE_CHECKING:
    from okrctl.core.edit.changes import Put, Rename

CODE = "OKR104"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Unknown codes under `rules:`; all other values are checked while files are read."""
    config = case.ws.config
    for code in config.rules:
        place = Place(config.path, ("rules", code), on_key=True)
        if code in RETIRED:
            now = RETIRED[code]
            message = f"{code} is {now} now"
            yield Problem("wrong-value", place, message, f"write {now}", severity="warning", instead=now)
        elif rule_coded(code) is None:
            known = [rule.code for rule in rules()]
            near = rule_named(code).code if code in slugs() else case.ws.nearest(code.upper(), "codes", known.copy, 0.7)
            help = f"did you mean {near}?" if near else "okrctl rule lists all rules"
            if any(each.startswith(code) for each in known):
                help = f"write one line per rule; okrctl rule {code} lists them"
            yield Problem("wrong-value", place, f"there is no rule {code}", help)


def fix(problem: Problem, value: Any) -> Put | Rename | None:
    """The known value that is spelled alike, or the code that a rule has now."""
    from okrctl.core.edit.changes import Put, Rename

    at = problem.place.at
    if problem.place.on_key:
        return Rename(at, problem.instead) if problem.instead else None
    flag = value.lower() if isinstance(value, str) and value in ("True", "TRUE", "False", "FALSE") else None
    meant = problem.instead or flag
    return Put(at, meant) if meant else None
