"""Settings ask for less than at the base revision, and nothing in the file says so.

A lower green grade, a wider pace, a longer cadence, another fiscal year, a rule switched off or suppressed makes every
department look better at once, without a goal being touched. Rules about changes are judged by the base: what a change
says of them counts from the next change on.

Take it back, or have it agreed by whoever owns the rules of the game and add an `amended` entry to okrctl.yaml (to the
department's file for its weight and cadence) whose `to` is the present value.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import loosened
from okrctl.core.diff.trace import setting_suggestion
from okrctl.core.values.diagnostic import Place, Problem, Related

CODE = "OKR709"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Settings that ask for less than at base, or for something else."""
    assert case.base is not None
    for setting in loosened(case):
        change = setting.change
        at = tuple(change.field.split("/"))
        homes = case.base.departments[setting.department].described_in if setting.department else ()
        old = Place(next(iter(homes), setting.path), at, base=True)
        where = f"{setting.department}: " if setting.department else ""
        how = "loosened" if change.judgement == "easier" else "changed"
        message = f"{where}{change.field} was {how}: {change.before} → {change.after}"
        was = (Related(old, f"it was {change.before}"),)
        yield Problem("settings-loosened", Place(setting.path, at), message, setting_suggestion(change), was)
