"""Two departments plan different things for one metric.

When two teams share a quantity of the company's dictionary, at most one of two different targets can be what the
company wants. The same holds for directions, for units, and for the values that goals beginning on the same day start
from. Targets are compared by what they amount to where the baselines are known, else by the change as written. A
change that contributes to a larger one is no conflict: the key result names that one in `supports`.

Agree on one, and amend the other with the reason: `okrctl amend`. If the two mean different quantities, give each an
entry of its own in the dictionary.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Problem
from okrctl.rules._conflicts import problem_of, sides
from okrctl.rules._live import live_key_results

CODE = "OKR506"
SEVERITY = "warning"
_WORDS = {
    "target": ("different targets for {metric}", ""),
    "direction": ("opposite directions for {metric}", ""),
    "unit": ("different units for {metric}", "counts "),
    "baseline": ("different starting values for {metric}", "starts from "),
}
_HELP = {
    "target": "agree on one target and amend the other; different quantities need entries of their own",
    "direction": "agree on what is better; different quantities need entries of their own",
    "unit": "take the unit of the dictionary on both sides, or make two entries of it",
    "baseline": "agree on one starting value, and on where it is measured",
}


def check(case: RuleContext) -> Iterator[Problem]:
    """Differing plans for one metric of the dictionary."""
    live = {planned.key for planned in live_key_results(case)}
    for conflict in case.conflicts:
        if conflict.kind in _WORDS and all(party.planned.key in live for party in conflict.parties):
            words, verb = _WORDS[conflict.kind]
            message = f"{words.format(metric=conflict.metric)}: {sides(conflict, verb)}"
            yield problem_of("conflicting-targets", conflict, message, _HELP[conflict.kind])
