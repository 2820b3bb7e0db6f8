"""What changed in okrctl.yaml and in the heads of departments, and what of it asks for less than before."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import chain

from okrctl.core.company.workspace import Workspace
from okrctl.core.diff.fields import canonical, comparable, leaves
from okrctl.core.diff.judge import FieldChange, reworded
from okrctl.core.diff.replay import Amendments, new_by_field
from okrctl.core.findings.rule import rules
from okrctl.core.format.doc import fields
from okrctl.core.model.judges import Judgment, longer_is_easier, more_weight
from okrctl.core.model.settings import EVERY, GRACE, Bounds, Config, Metric, Policy, defaults
from okrctl.core.scores.plan import rhythm_of, weight_of
from okrctl.core.values.frozen import frozen

_WORDS_OF_METRICS = frozenset({"title", "indicator", "tags"})
# judged by functions of their own, or without an effect on goals
_OTHERS = frozenset(
    {
        "okrctl",
        "fiscal_year",
        "people",
        "check_in",
        "pace",
        "grades",
        "metrics",
        "sources",
        "rules",
        "policies",
        "amended",
    }
)
_LEVELS = ("off", "advice", "warning", "error")


@frozen
class SettingChange:
    """One setting that differs. ``department`` is the one whose file has it; None for okrctl.yaml."""

    path: str
    change: FieldChange
    department: str | None = None


def setting_changes(before: Workspace, after: Workspace, ahead: Mapping[str, Fraction]) -> Iterator[SettingChange]:
    """Every setting that differs.

    ``ahead`` is by how much the score of each department was ahead of the company's.
    """
    path, sides = after.config.path, (before.config, after.config)
    company = (judged(*sides) for judged in (_grades_and_pace, _rules, _check_ins, _metrics, policy_changes, _plain))
    for change in chain(*company, _fiscal_year(before, after)):
        yield SettingChange(path, change)
    for id, department in after.departments.items():
        if id in before.departments:
            for change in _department(before, after, id, ahead.get(id, Fraction(0))):
                yield SettingChange(department.home, change, id)


def _change(field: str, was: object, now: object, judgement: Judgment) -> Iterator[FieldChange]:
    """The change of a setting, if it is one."""
    if was != now:
        yield FieldChange(field, canonical(was), canonical(now), judgement)


def _grades_and_pace(before: Config, after: Config) -> Iterator[FieldChange]:
    for ambition in ("aspirational", "committed"):
        was, now = before.grades[ambition], after.grades[ambition]
        looser = now[0] < was[0] or now[1] < was[1]
        yield from _change(f"grades/{ambition}", was, now, "easier" if looser else "harder")
    for name in ("at_risk", "off_track"):
        limits = getattr(before.pace, name), getattr(after.pace, name)
        yield from _change(f"pace/{name}", *limits, "easier" if limits[1] > limits[0] else "harder")


def _rules(before: Config, after: Config) -> Iterator[FieldChange]:
    if before.rules == after.rules:
        return
    defaults = {rule.code: rule.severity for rule in rules()}
    for code in sorted({*before.rules, *after.rules}):
        severity = str(defaults.get(code, "advice"))
        old, new = before.rules.get(code, severity), after.rules.get(code, severity)
        yield from _change(f"rules/{code}", old, new, _severity(old, new))


def _severity(was: str, now: str) -> Judgment:
    return "easier" if _LEVELS.index(now) < _LEVELS.index(was) else "harder"


def _check_ins(before: Config, after: Config) -> Iterator[FieldChange]:
    """The check-in interval and grace period; the effect of other settings of check-ins is not defined."""
    was, now = before.check_in, after.check_in
    judgement = longer_is_easier((was.every, was.grace), (now.every, now.grace))
    if judgement != "neutral":
        yield FieldChange("check_in", canonical(was), canonical(now), judgement)
    for field in fields(type(was)):
        if field.key not in ("every", "grace"):
            sides = getattr(was, field.name), getattr(now, field.name)
            yield from _change(f"check_in/{field.key}", *sides, "neutral" if field.key == "layout" else "changed")


def _fiscal_year(before: Workspace, after: Workspace) -> Iterator[FieldChange]:
    """What the names of fiscal cycles mean is part of every goal that runs in one."""
    used = any((placed.history.current.cycle or "").startswith("FY") for placed in before.objectives)
    yield from _change("fiscal_year", _year(before.config), _year(after.config), "changed" if used else "neutral")


def _year(config: Config) -> str:
    return f"starts: {config.fiscal_year.starts}, named_after: {config.fiscal_year.named_after}"


def _metrics(before: Config, after: Config) -> Iterator[FieldChange]:
    """How a quantity of the dictionary is measured decides what every goal in it asks for."""
    for id in dict.fromkeys([*before.metrics, *after.metrics]):
        old, new = before.metrics.get(id), after.metrics.get(id)
        for field in fields(Metric):
            was, now = canonical(getattr(old, field.name, None)), canonical(getattr(new, field.name, None))
            free = was == now or field.key in _WORDS_OF_METRICS or old is None or new is None or was is None
            same = free or reworded(field.key, was, now) == "neutral"
            yield from _change(f"metrics/{id}/{field.key}", was, now, "neutral" if same else "changed")


def _plain(before: Config, after: Config) -> Iterator[FieldChange]:
    """Other settings; one without a defined effect on goals counts as one with an effect."""
    for field in fields(Config):
        was, now = getattr(before, field.name), getattr(after, field.name)
        judgement: Judgment = "changed"
        if field.key == "organization" or (field.key == "files" and not set(was) - set(now)):
            judgement = "neutral"
        if field.key == "external":
            # dependencies on groups outside the files are never late
            judgement = "easier" if set(now) - set(was) else "neutral"
        if field.key not in _OTHERS:
            yield from _change(field.key, was, now, judgement)


def _department(before: Workspace, after: Workspace, id: str, ahead: Fraction) -> Iterator[FieldChange]:
    old, new = before.departments[id], after.departments[id]
    # what holds in a department that says nothing of check-ins itself any more
    one, other = rhythm_of(before, old.check_in), rhythm_of(after, new.check_in)
    yield from _change("name", old.name, new.name, "neutral")
    yield from _change("lead", old.lead, new.lead, "neutral")
    slower = longer_is_easier((one.every, one.grace), (other.every, other.grace))
    yield from _change("check_in", canonical(old.check_in), canonical(new.check_in), slower)
    was, now = weight_of(old.weight), weight_of(new.weight)
    yield from _change("weight", was, now, more_weight(was, now, ahead))


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


def policy_changes(before: Config, after: Config) -> Iterator[FieldChange]:
    """Every field of a policy that differs; a policy that is gone, or new, as a whole."""
    for id in dict.fromkeys([*before.policies, *after.policies]):
        old, new = before.policies.get(id), after.policies.get(id)
        if old is None or new is None:
            judgement: Judgment = "easier" if new is None else "harder"
            yield FieldChange(f"policies/{id}", old.why if old else None, new.why if new else None, judgement)
            continue
        for field in fields(Policy):
            was, now = getattr(old, field.name), getattr(new, field.name)
            yield from _change(f"policies/{id}/{field.key}", was, now, _judged(field.key, was, now))


def _judged(key: str, was: object, now: object) -> Judgment:
    match was, now:
        case str(), str() if key == "severity":
            return _severity(was, now)
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
