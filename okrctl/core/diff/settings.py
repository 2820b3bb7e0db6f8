"""What changed in okrctl.yaml and in the heads of departments, and what of it asks for less than before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from okrctl.core.company.workspace import Department, Workspace
from okrctl.core.diff.fields import canonical
from okrctl.core.diff.judge import FieldChange
from okrctl.core.findings.rule import rules
from okrctl.core.model.judges import Judgement
from okrctl.core.model.settings import Config
from okrctl.core.scores.plan import weight_of
from okrctl.core.values.frozen import frozen

_LEVELS = {"off": 0, "advice": 1, "warning": 2, "error": 3}


@frozen
class SettingChange:
    """One setting that differs. ``department`` is the one whose file has it; None for okrctl.yaml."""

    path: str
    change: FieldChange
    department: str | None = None


def setting_changes(before: Workspace, after: Workspace, ahead: Mapping[str, Fraction]) -> Iterator[SettingChange]:
    """Every setting that differs.

    Args:
        before: the base.
        after: what it became.
        ahead: by how much the score of each department was ahead of the company's.
    """
    path = after.config.path
    for change in (*_grades_and_pace(before.config, after.config), *_rules(before.config, after.config)):
        yield SettingChange(path, change)
    for name, was, now in _plain(before.config, after.config):
        if was != now:
            yield SettingChange(path, FieldChange(name, was, now, "neutral"))
    for id, department in after.departments.items():
        if id in before.departments:
            home = next(iter((*department.described_in, *department.paths)))
            for change in _department(before.departments[id], department, ahead.get(id, Fraction(0))):
                yield SettingChange(home, change, id)


def _grades_and_pace(before: Config, after: Config) -> Iterator[FieldChange]:
    for ambition in ("aspirational", "committed"):
        (amber, green), now = before.grades[ambition], after.grades[ambition]
        if now != (amber, green):
            looser = now[0] < amber or now[1] < green
            texts = (canonical((amber, green)), canonical(now))
            yield FieldChange(f"grades/{ambition}", *texts, "easier" if looser else "harder")
    for name in ("at_risk", "off_track"):
        was, is_now = getattr(before.pace, name), getattr(after.pace, name)
        if was != is_now:
            yield FieldChange(f"pace/{name}", canonical(was), canonical(is_now), "easier" if is_now > was else "harder")


def _rules(before: Config, after: Config) -> Iterator[FieldChange]:
    if before.rules == after.rules:
        return
    defaults = {rule.code: rule.severity for rule in rules()}
    for code in sorted({*before.rules, *after.rules}):
        severity = str(defaults.get(code, "advice"))
        old, new = before.rules.get(code, severity), after.rules.get(code, severity)
        if old != new:
            yield FieldChange(f"rules/{code}", old, new, "easier" if _LEVELS[new] < _LEVELS[old] else "harder")


def _plain(before: Config, after: Config) -> Iterator[tuple[str, str | None, str | None]]:
    """Settings that ask for nothing themselves."""
    for name in ("organization", "files", "fiscal_year", "external"):
        yield name, canonical(getattr(before, name)), canonical(getattr(after, name))
    yield "check_in", canonical(before.check_in), canonical(after.check_in)
    for id in dict.fromkeys([*before.metrics, *after.metrics]):
        old, new = before.metrics.get(id), after.metrics.get(id)
        for name in ("title", "unit", "better", "definition", "indicator"):
            yield f"metrics/{id}/{name}", canonical(getattr(old, name, None)), canonical(getattr(new, name, None))


def _department(before: Department, after: Department, ahead: Fraction) -> Iterator[FieldChange]:
    for name in ("name", "lead", "check_in"):
        was, now = canonical(getattr(before, name)), canonical(getattr(after, name))
        if was != now:
            yield FieldChange(name, was, now, "neutral")
    old, new = weight_of(before.weight), weight_of(after.weight)
    if old != new:
        judgement: Judgement = "neutral"
        if ahead:
            judgement = "easier" if (new > old) == (ahead > 0) else "harder"
        yield FieldChange("weight", canonical(old), canonical(new), judgement)
