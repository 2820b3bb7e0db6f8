"""Errors that a workspace does not count as such: its settings rate them lower, or a comment suppresses them.

Fixing an error moves no goalpost, so errors excuse changes. One that nobody sees excuses nothing: otherwise a change
could hide a goal behind a suppressed error, and the next one could put another goal in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from okrctl.core.findings.diagnose import Positions
from okrctl.core.findings.rule import rule_named
from okrctl.core.values.diagnostic import Problem
from okrctl.core.yaml.comments import may_speak, suppressions

Silent = Callable[[Problem], bool]


def never(problem: Problem) -> bool:
    """Every error counts."""
    return False


class Silence:
    """Decides whether a problem isn't an error.

    Args:
        tuned: severity by code, from okrctl.yaml.
        texts: path and text of every file whose suppressions apply.
        positions: finds positions of places.
    """

    def __init__(self, tuned: Mapping[str, str], texts: Iterable[tuple[str, str]], positions: Positions) -> None:
        self._tuned = tuned
        self._texts = {path for path, text in texts if may_speak(text)}
        self._positions = positions

    def __call__(self, problem: Problem) -> bool:
        """Whether its severity is lower, or a comment suppresses it."""
        rule = rule_named(problem.rule)
        if (self._tuned.get(rule.code) or problem.severity or rule.severity) != "error":
            return True
        path = problem.place.path
        return path in self._texts and (path, self._positions.span(problem.place).line, rule.code) in self._spots

    @cached_property
    def _spots(self) -> frozenset[tuple[str, int, str]]:
        found = ((path, each) for path in self._texts for each in suppressions(self._positions(path)))
        return frozenset((path, each.line, code) for path, each in found for code in each.codes)
