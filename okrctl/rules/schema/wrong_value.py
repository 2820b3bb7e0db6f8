"""A value that the key cannot have.

Some keys take one of a few words (`ambition: committed`), `true` or `false`, or a share such as `95%`. Rule codes
under `rules:` in `okrctl.yaml` must be codes that exist.

Choose one of the values that the message lists.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.findings.rule import rule_coded, rule_named, rules, slugs
from okrctl.core.values.diagnostic import Place, Problem

CODE = "OKR104"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Codes under `rules:` that no rule has; all other values are checked while files are read."""
    config = case.ws.config
    for code in config.rules:
        if rule_coded(code) is None:
            known = [rule.code for rule in rules()]
            near = rule_named(code).code if code in slugs() else case.ws.nearest(code.upper(), "codes", known.copy, 0.7)
            help = f"did you mean {near}?" if near else "okrctl rule lists all rules"
            if any(each.startswith(code) for each in known):
                help = f"each rule has a line of its own; okrctl rule {code} lists them"
            place = Place(config.path, ("rules", code), on_key=True)
            yield Problem("wrong-value", place, f"there is no rule {code}", help)
