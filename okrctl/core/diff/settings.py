"""What changed in okrctl.yaml and in the heads of departments, and what of it asks for less than before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from okrctl.core.company.departments import Department
from okrctl.core.company.workspace import Workspace
from okrctl.core.diff.documents import document_changes, field_change
from okrctl.core.diff.fields import canonical, comparable, leaves
from okrctl.core.diff.judge import FieldChange, stated
from okrctl.core.diff.replay import Amendments, new_by_field
from okrctl.core.findings.rule import rules
from okrctl.core.format.doc import fields
from okrctl.core.model.files import head_fields
from okrctl.core.model.judges import Comparison, Judgment, JudgmentContext, Side
from okrctl.core.model.setting_judges import lower_severity_is_easier
from okrctl.core.model.settings import EVERY, GRACE, Config, FiscalYearDoc, defaults
from okrctl.core.scores.plan import Rhythm, rhythm_of
from okrctl.core.values.frozen import frozen

_NONE = Side(None, None, None)


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
    for change in _of_company(before, after):
        yield SettingChange(after.config.path, change)
    for id, department in after.departments.items():
        if id in before.departments:
            rhythms = _rhythms(before, after, id)
            for change in _department(before.departments[id], department, ahead.get(id, Fraction(0)), rhythms):
                yield SettingChange(department.home, change, id)


def _of_company(before: Workspace, after: Workspace) -> Iterator[FieldChange]:
    """What changed in okrctl.yaml; some settings need more than their two values to be judged."""
    for field in fields(Config):
        if field.key == "fiscal_year":
            yield from _fiscal_year(before, after)
        elif field.key == "rules":
            yield from _rules(before.config, after.config)
        elif field.key == "policies":
            yield from _policies(before.config, after.config)
        else:
            yield from field_change(field, before.config, after.config)


def _rules(before: Config, after: Config) -> Iterator[FieldChange]:
    if before.rules == after.rules:
        return
    defaults = {rule.code: rule.severity for rule in rules()}
    for code in sorted({*before.rules, *after.rules}):
        severity = str(defaults.get(code, "advice"))
        old, new = before.rules.get(code, severity), after.rules.get(code, severity)
        if old != new:
            yield FieldChange(f"rules/{code}", old, new, lower_severity_is_easier(old, new))


def _policies(before: Config, after: Config) -> Iterator[FieldChange]:
    """Every field of a policy that differs; a policy that is gone, or new, as a whole."""
    for id in dict.fromkeys([*before.policies, *after.policies]):
        old, new = before.policies.get(id), after.policies.get(id)
        if old is None or new is None:
            judgement: Judgment = "easier" if new is None else "harder"
            texts = (old.why if old else None, new.why if new else None)
            yield FieldChange(f"policies/{id}", *texts, judgement)
        else:
            yield from document_changes(old, new, "policies", id)


def _fiscal_year(before: Workspace, after: Workspace) -> Iterator[FieldChange]:
    """What the names of fiscal cycles mean is part of every goal that runs in one."""
    was, now = (_year(ws.config) for ws in (before, after))
    if was != now:
        used = any((placed.history.current.cycle or "").startswith("FY") for placed in before.objectives)
        yield FieldChange("fiscal_year", was, now, "changed" if used else "neutral")


def _year(config: Config) -> str:
    year = config.fiscal or FiscalYearDoc.model_construct(starts=config.fiscal_year.starts)
    told = ((field.key, canonical(getattr(year, field.name))) for field in fields(FiscalYearDoc))
    return ", ".join(f"{key}: {text}" for key, text in told if text is not None)


def _rhythms(before: Workspace, after: Workspace, id: str) -> tuple[Rhythm, Rhythm]:
    """The check-in interval and grace period of a department on both sides, inherited if its files give none."""
    was, now = (rhythm_of(ws, ws.departments[id].head.check_in) for ws in (before, after))
    return was, now


def _department(
    before: Department, after: Department, ahead: Fraction, rhythms: tuple[Rhythm, Rhythm]
) -> Iterator[FieldChange]:
    paces = [(each.every, each.grace) for each in rhythms]
    standing = JudgmentContext(ahead=ahead, rhythm=paces[0], rhythm_now=paces[1])
    defaults = {"name": after.id, "weight": "1"}
    for field in head_fields():
        heads = (canonical(getattr(each.head, field.name)) for each in (before, after))
        was, now = (defaults.get(field.key) if text is None else text for text in heads)
        if was != now:
            yield FieldChange(
                field.key, was, now, stated(field.means, Comparison(field.key, was, now, _NONE, _NONE, standing))
            )


def setting_accounted(old: Amendments, new: Amendments, change: FieldChange, *, of_company: bool) -> bool:
    """Whether the last of the new amendments of a setting leads to what it is now.

    What okrctl.yaml leaves out has a default; in the file of a department (without ``of_company``) it has none.
    """
    told = new_by_field(old, new).get(change.field)
    if not told:
        return False
    value = told[-1][1].after
    texts = [leaves(change.field, value).get(change.field, "")]
    if of_company:
        texts += [_default(change.field)] if value is None else []
        texts += [_with_defaults(change.field, value)] if isinstance(value, dict) else []
    return comparable(change.field, change.after or "") in {comparable(change.field, text) for text in texts}


def _default(field: str) -> str:
    """What a setting is if okrctl.yaml does not give it."""
    name, *steps = field.split("/")
    if name == "rules":
        return next((str(rule.severity) for rule in rules() if rule.code in steps), "")
    if name == "fiscal_year":
        return _year(defaults())
    value = getattr(defaults(), name, None)
    for step in steps:
        value = getattr(value, step, None)
    return canonical(value) or ""


def _with_defaults(field: str, written: dict[str, object]) -> str:
    """A setting of several keys, with the defaults of those that it leaves out."""
    if field == "check_in":
        written = {"every": f"{EVERY}d", "grace": f"{GRACE}d", **written}
    if field == "fiscal_year":
        written = {"starts": None, "named_after": defaults().fiscal_year.named_after, **written}
    return leaves(field, written).get(field, "")
