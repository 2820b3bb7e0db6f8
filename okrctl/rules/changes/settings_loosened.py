"""Settings ask for less than at the base revision, and the file doesn't record the change.

A lower green grade, a wider pace, longer intervals between check-ins, another fiscal year, or a disabled rule makes
every department look better without touching a goal. Changes are judged by the rules of the base; new settings for
these rules apply from the next change on.

Undo it, or have it approved and add an `amended` entry to okrctl.yaml (for a department's weight or interval, to its
file) whose `to` is the current value.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import loosened, short
from okrctl.core.diff.trace import setting_suggestion
from okrctl.core.values.diagnostic import Place, Problem, Problems, Related

CODE = "OKR709"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Settings that ask for less than at the base, or for something else."""
    assert case.base is not None
    for setting in loosened(case):
        change = setting.change
        at = tuple(change.field.split("/"))
        homes = case.base.departments[setting.department].described_in if setting.department else ()
        old = Place(next(iter(homes), setting.path), at, base=True)
        where = f"{setting.department}: " if setting.department else ""
        how = "loosened" if change.judgement == "easier" else "changed"
        message = f"{where}{change.field} was {how}: {_short(change.before)} → {_short(change.after)}"
        was = (Related(old, f"it was {_short(change.before)}"),)
        yield Problem("settings-loosened", Place(setting.path, at), message, setting_suggestion(change), was)


def _short(text: str | None) -> str:
    return "nothing" if text is None else short(text)
