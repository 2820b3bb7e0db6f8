"""Grades, pace or rules in okrctl.yaml were loosened.

A lower green grade or a rule switched off makes every department look better at once, without a goal being touched.

Have it agreed by whoever owns the rules of the game; a comment beside the setting saves the next reader the question.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.case import Case
from okrctl.core.diagnostic import Place, Problem, Related

CODE = "OKR709"
SEVERITY = "warning"


def check(case: Case) -> Iterator[Problem]:
    """Settings that ask for less than at base."""
    if case.difference is None:
        return
    path = case.ws.config.path
    for change in case.difference.settings:
        if change.judgement == "easier":
            at = tuple(change.field.split("/"))
            was = (Related(Place(path, at, base=True), f"it was {change.before}"),)
            message = f"{change.field} was loosened: {change.before} → {change.after}"
            yield Problem("settings-loosened", Place(path, at), message, "take it back, or agree on it openly", was)
