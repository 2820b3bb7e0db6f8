"""A value is not allowed for its key.

Some keys take one of a few words (`ambition: committed`), `true` or `false`, or a percentage such as `95%`. Codes under
`rules:` in `okrctl.yaml` must exist.

Choose one of the values in the message.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.findings.rule import rule_coded, rule_named, rules, slugs
from okrctl.core.values.diagnostic import Place, Problem

CODE = "OKR104"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Unknown codes under `rules:`; all other values are checked while files are read."""
    config = case.ws.config
    for code in config.rules:
        if rule_coded(code) is None:
            known = [rule.code for rule in rules()]
            near = rule_named(code).code if code in slugs() else case.ws.nearest(code.upper(), "codes", known.copy, 0.7)
            help = f"did you mean {near}?" if near else "okrctl rule lists all rules"
            if any(each.startswith(code) for each in known):
                help = f"write one line per rule; okrctl rule {code} lists them"
            place = Place(config.path, ("rules", code), on_key=True)
            yield Problem("wrong-value", place, f"there is no rule {code}", help)
