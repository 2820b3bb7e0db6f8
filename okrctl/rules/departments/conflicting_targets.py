"""Two departments have different plans for one metric.

If two teams share a metric of the company's dictionary, at most one of two different targets can be right. The same
goes for directions, units and starting values on the same day. Targets are compared as numbers if the baselines are
known, otherwise as written. A change that contributes to a larger one isn't a conflict if its key result names the
larger one in `supports`.

Agree on one and amend the other with the reason: `okrctl amend`. If the teams mean different metrics, add an entry for
each to the dictionary.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Problems
from okrctl.rules._conflicts import live_conflicts, problem_of, sides

CODE = "OKR506"
SEVERITY = "warning"
_WORDS = {
    "target": ("different targets for {metric}", ""),
    "direction": ("opposite directions for {metric}", ""),
    "unit": ("different units for {metric}", "counts "),
    "baseline": ("different starting values for {metric}", "starts from "),
}
_HELP = {
    "target": "agree on one target and amend the other; different metrics need separate entries",
    "direction": "agree on a direction; different metrics need separate entries",
    "unit": "use the dictionary's unit on both sides, or add a second entry",
    "baseline": "agree on one starting value and where it is measured",
}


def check(case: RuleContext) -> Problems:
    """Different plans for one metric of the dictionary."""
    for conflict in live_conflicts(case):
        if conflict.kind in _WORDS:
            words, verb = _WORDS[conflict.kind]
            message = f"{words.format(metric=conflict.metric)}: {sides(conflict, verb)}"
            yield problem_of("conflicting-targets", conflict, message, _HELP[conflict.kind])
