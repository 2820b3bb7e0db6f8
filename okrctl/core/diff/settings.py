"""What changed in okrctl.yaml and in the heads of departments, and what of it asks for less than before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from okrctl.core.company.workspace import Department, Workspace
from okrctl.core.diff.fields import canonical, comparable, leaves
from okrctl.core.diff.judge import FieldChange, reworded
from okrctl.core.diff.replay import Amendments, new_by_field
from okrctl.core.findings.rule import rules
from okrctl.core.format.doc import fields
from okrctl.core.model.judges import Judgment, longer_is_easier
from okrctl.core.model.settings import EVERY, GRACE, Bounds, Config, Metric, Policy, defaults
from okrctl.core.scores.plan import Rhythm, rhythm_of, weight_of
from okrctl.core.values.frozen import frozen

_WORDS_OF_METRICS = frozenset({"title", "indicator", "tags"})
_STATED = frozenset(
    {"okrctl", "organization", "files", "fiscal_year", "external", "people", "check_in", "pace", "grades", "metrics"}
    | {"sources", "rules", "policies", "amended"}
)
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
    path, sides = after.config.path, (before.config, after.config)
    for judged in (_grades_and_pace, _rules, _check_ins, _metrics, policy_changes, _plain, _unstated):
        for change in judged(*sides):
            yield SettingChange(path, change)
    for change in _fiscal_year(before, after):
        yield SettingChange(path, change)
    for id, department in after.departments.items():
        if id in before.departments:
            rhythms = _rhythms(before, after, id)
            for change in _department(before.departments[id], department, ahead.get(id, Fraction(0)), rhythms):
                yield SettingChange(department.home, change, id)


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


def _check_ins(before: Config, after: Config) -> Iterator[FieldChange]:
    """The check-in interval and grace period; the effect of other settings of check-ins is not defined."""
    was, now = before.check_in, after.check_in
    judgement = longer_is_easier((was.every, was.grace), (now.every, now.grace))
    if judgement != "neutral":
        yield FieldChange("check_in", canonical(was), canonical(now), judgement)
    for field in fields(type(was)):
        old, new = getattr(was, field.name), getattr(now, field.name)
        if field.key not in ("every", "grace") and old != new:
            where: Judgment = "neutral" if field.key == "layout" else "changed"
            yield FieldChange(f"check_in/{field.key}", canonical(old), canonical(new), where)


def _fiscal_year(before: Workspace, after: Workspace) -> Iterator[FieldChange]:
    """What the names of fiscal cycles mean is part of every goal that runs in one."""
    was, now = (_year(ws.config) for ws in (before, after))
    if was != now:
        used = any((placed.history.current.cycle or "").startswith("FY") for placed in before.objectives)
        yield FieldChange("fiscal_year", was, now, "changed" if used else "neutral")


def _year(config: Config) -> str:
    return f"starts: {config.fiscal_year.starts}, named_after: {config.fiscal_year.named_after}"


def _metrics(before: Config, after: Config) -> Iterator[FieldChange]:
    """How a quantity of the dictionary is measured decides what every goal in it asks for."""
    for id in dict.fromkeys([*before.metrics, *after.metrics]):
        old, new = before.metrics.get(id), after.metrics.get(id)
        for field in fields(Metric):
            was, now = canonical(getattr(old, field.name, None)), canonical(getattr(new, field.name, None))
            if was == now:
                continue
            free = field.key in _WORDS_OF_METRICS or old is None or new is None or was is None
            same = free or reworded(field.key, was, now) == "neutral"
            yield FieldChange(f"metrics/{id}/{field.key}", was, now, "neutral" if same else "changed")


def _plain(before: Config, after: Config) -> Iterator[FieldChange]:
    """Files and groups outside them, by what they hide; a name asks for nothing."""
    for name in ("organization", "files", "external"):
        was, now = getattr(before, name), getattr(after, name)
        if was == now:
            continue
        judgement: Judgment = "neutral"
        if name == "files" and set(was) - set(now):
            judgement = "changed"
        if name == "external" and set(now) - set(was):
            # dependencies on groups outside the files are never late
            judgement = "easier"
        yield FieldChange(name, canonical(was), canonical(now), judgement)


def _unstated(before: Config, after: Config) -> Iterator[FieldChange]:
    """A setting without a defined effect on goals counts as one with an effect."""
    for field in fields(Config):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if field.key not in _STATED and was != now:
            yield FieldChange(field.key, canonical(was), canonical(now), "changed")


def _rhythms(before: Workspace, after: Workspace, id: str) -> tuple[Rhythm, Rhythm]:
    """What holds in a department that says nothing of check-ins itself any more."""
    was, now = (rhythm_of(ws, ws.departments[id].check_in) for ws in (before, after))
    return was, now


def _department(
    before: Department, after: Department, ahead: Fraction, rhythms: tuple[Rhythm, Rhythm]
) -> Iterator[FieldChange]:
    for name in ("name", "lead", "check_in"):
        was, now = canonical(getattr(before, name)), canonical(getattr(after, name))
        if was != now:
            found: Judgment = "neutral"
            if name == "check_in":
                one, other = rhythms
                found = longer_is_easier((one.every, one.grace), (other.every, other.grace))
            yield FieldChange(name, was, now, found)
    old, new = weight_of(before.weight), weight_of(after.weight)
    if old != new:
        judgement: Judgment = "neutral"
        if new == 0:
            # as good as dropped, however it stands today
            judgement = "easier"
        elif ahead:
            judgement = "easier" if (new > old) == (ahead > 0) else "harder"
        yield FieldChange("weight", canonical(old), canonical(new), judgement)


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


_STRICTER = ("advice", "warning", "error")


def policy_changes(before: Config, after: Config) -> Iterator[FieldChange]:
    """Every field of a policy that differs; a policy that is gone, or new, as a whole."""
    for id in dict.fromkeys([*before.policies, *after.policies]):
        old, new = before.policies.get(id), after.policies.get(id)
        if old is None or new is None:
            judgement: Judgment = "easier" if new is None else "harder"
            yield FieldChange(f"policies/{id}", _told(old), _told(new), judgement)
            continue
        for field in fields(Policy):
            was, now = getattr(old, field.name), getattr(new, field.name)
            if was != now:
                yield FieldChange(
                    f"policies/{id}/{field.key}", canonical(was), canonical(now), _judged(field.key, was, now)
                )


def _told(policy: Policy | None) -> str | None:
    return None if policy is None else policy.why


def _judged(key: str, was: object, now: object) -> Judgment:
    match was, now:
        case str(), str() if key == "severity":
            return "easier" if _STRICTER.index(now) < _STRICTER.index(was) else "harder"
        case tuple(), tuple():
            return _more_is("harder", was, now)
        case dict(), dict() if key == "number":
            return _together(_bounds(was.get(each), now.get(each)) for each in {*was, *now})
        case dict(), dict():
            return _choices(key, was, now)
    return "neutral" if key == "why" else "changed"


def _choices(key: str, was: Mapping[str, tuple[str, ...]], now: Mapping[str, tuple[str, ...]]) -> Judgment:
    """``only`` and ``never`` ask for more with each key, ``where`` for less; more patterns allow more or match more."""
    another_key: Judgment = "easier" if key == "where" else "harder"
    another_pattern: Judgment = "easier" if key == "only" else "harder"
    found: list[Judgment] = [_more_is(another_key, was, now)]
    found += [_more_is(another_pattern, was[each], now[each]) for each in was if each in now]
    return _together(found)


def _more_is(judgement: Judgment, was: Iterable[str], now: Iterable[str]) -> Judgment:
    lost, won = {*was} - {*now}, {*now} - {*was}
    if lost and won:
        return "changed"
    if not (lost or won):
        return "neutral"
    return judgement if won else "harder" if judgement == "easier" else "easier"


def _bounds(was: Bounds | None, now: Bounds | None) -> Judgment:
    (low, high), (new_low, new_high) = _range(was), _range(now)
    if was == now:
        return "neutral"
    if new_low >= low and new_high <= high:
        return "harder"
    return "easier" if new_low <= low and new_high >= high else "changed"


def _range(bounds: Bounds | None) -> tuple[float, float]:
    low, high = (bounds.at_least, bounds.at_most) if bounds else (None, None)
    return low or 0, float("inf") if high is None else high


def _together(judgements: Iterable[Judgment]) -> Judgment:
    """Several changes of one field: the same way, or else just another way."""
    found = {each for each in judgements if each != "neutral"}
    return found.pop() if len(found) == 1 else "changed" if found else "neutral"
