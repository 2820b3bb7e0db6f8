"""Grades, pace or rules in okrctl.yaml were loosened, or a department's weight was turned to the company's favour.

A lower green grade or a rule switched off makes every department look better at once, without a goal being touched.

Have it agreed by whoever owns the rules of the game; a comment beside the setting saves the next reader the question.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.case import Case
from okrctl.core.values.diagnostic import Place, Problem, Related

CODE = "OKR709"
SEVERITY = "warning"


def check(case: Case) -> Iterator[Problem]:
    """Settings that ask for less than at base."""
    if case.difference is None or case.base is None:
        return
    for setting in case.difference.settings:
        change = setting.change
        if change.judgement == "easier":
            at = tuple(change.field.split("/"))
            homes = case.base.departments[setting.department].described_in if setting.department else ()
            old = Place(next(iter(homes), setting.path), at, base=True)
            where = f"{setting.department}: " if setting.department else ""
            message = f"{where}{change.field} was loosened: {change.before} → {change.after}"
            help = "take it back, or agree on it openly"
            was = (Related(old, f"it was {change.before}"),)
            yield Problem("settings-loosened", Place(setting.path, at), message, help, was)
