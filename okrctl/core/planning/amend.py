"""Amending and dropping: changes of the plan mid-cycle, recorded with date and reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.checkin.shorthand import plain_number
from okrctl.core.company.workspace import Entry, PlacedObjective, Workspace
from okrctl.core.edit.changes import Add, Change, Cut, Put
from okrctl.core.edit.written import Plain, Short
from okrctl.core.format.doc import free_keys
from okrctl.core.model.files import History
from okrctl.core.model.items import Objective, number_keys
from okrctl.core.model.kind_fields import parts
from okrctl.core.planning.fields import Subject, inside_of, list_keys, main_field, main_fields, shown
from okrctl.core.planning.inside import Inner, inner, traced
from okrctl.core.planning.listed import Edit, as_data, list_changes, listed
from okrctl.core.planning.propose import Files, PlannedChanges
from okrctl.core.values.cycle import parse_date
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import literal, parse_number

_CHECKPOINTS = "checkpoints"


@frozen
class Amending:
    """A field, its new value, and the reason. ``field`` is None for the main field of its kind."""

    field: str | None
    value: str
    why: str
    day: date
    approved_by: str | None = None


@frozen
class Amended:
    """A change: the field with its old and new value."""

    changes: PlannedChanges
    field: str
    before: str | None
    after: str


def amend(files: Files, subject: Subject, wanted: Amending) -> Amended | Mistake:
    """The change of one field with the entry that records it; an empty value removes an optional field."""
    field = wanted.field or main_field(files, subject)
    if isinstance(field, Mistake):
        return field
    later = [change.date for change in subject.amended if change.field == traced(field) and change.date > wanted.day]
    if later:
        return Mistake(
            f"{field} was amended on {max(later)}, which is later", "use that date or a later one with --date"
        )
    edit = _edit(files, subject, field, wanted)
    if isinstance(edit, Mistake):
        return edit
    changes, before, after, field = edit
    if before == after:
        return Mistake(f"the {field} of {subject.ref} is already {wanted.value or 'empty'}", "nothing to change")
    trace = _trace(subject.at, field, before, after, wanted)
    return Amended({subject.path: [*changes, trace]}, field, shown(before), shown(after) or "nothing")


def amend_checkpoints(
    files: Files, entry: Entry, wanted: Amending, checkpoints: Mapping[str, str]
) -> Amended | Mistake:
    """The change of the checkpoints on these dates, with one record; other dates stay."""
    item = entry.key_result
    assert item is not None
    at = (*item.at, _CHECKPOINTS)
    there = files.at(entry.path, at)
    before: dict[str, str] = there if isinstance(there, dict) else {}
    after = dict(sorted({**before, **checkpoints}.items()))
    if before == after:
        return Mistake(f"{entry.ref} already has these checkpoints", "nothing to change")
    days = [change.date for change in item.amended if change.field.partition("/")[0] == _CHECKPOINTS]
    if max(days, default=wanted.day) > wanted.day:
        hint = "use that date or a later one with --date"
        return Mistake(f"checkpoints were amended on {max(days)}, which is later", hint)
    changes: list[Change] = [Put((*at, day), Plain(text)) for day, text in checkpoints.items()]
    if there is None:
        changes = [Put(at, {day: Plain(text) for day, text in after.items()})]
    trace = _trace(item.at, _CHECKPOINTS, before or None, as_data(after), wanted)
    told = [", ".join(f"{day}: {text}" for day, text in each.items()) or None for each in (before, after)]
    return Amended({entry.path: [*changes, trace]}, _CHECKPOINTS, told[0], told[1] or "nothing")


def _trace(at: DocPath, field: str, before: Any, after: Any, wanted: Amending) -> Add:
    """The record of a change; None stands for no value."""
    said: dict[str, Any] = {"date": Plain(wanted.day.isoformat()), "field": Plain(field)}
    if before is not None:
        said["from"] = as_data(before)
    if after is not None:
        said["to"] = after
    said["why"] = wanted.why
    if wanted.approved_by is not None:
        said["approved_by"] = wanted.approved_by
    return Add((*at, "amended"), said)


def _edit(files: Files, subject: Subject, field: str, wanted: Amending) -> Edit | Mistake:
    name, *steps = field.split("/")
    found = listed(files, subject, field, wanted.value)
    if found is not None:
        return found
    if subject.entry is not None and name in list_keys(subject.model) and not steps:
        return _list(files, subject, name, wanted.value)
    inside = inside_of(files, subject, field)
    if isinstance(inside, Mistake):
        return inside
    if subject.entry is None or name in ("check_in", "source"):
        return _inner(files, subject, inside, wanted.value)
    at = (*subject.at, *inside)
    before = files.at(subject.path, at)
    if isinstance(before, dict):
        # a part that is removed as a whole, such as a milestone
        if wanted.value:
            return Mistake(f"{field} has several fields", f"name one, such as {field}/due")
        return [Cut(at)], before, None, field
    if not wanted.value:
        if name in main_fields(subject) or before is None:
            return Mistake(f"{field} needs a value", "write FIELD=VALUE; okrctl drop gives the whole up")
        return [Cut(at)], before, None, field
    if name in parts() and parts()[name].fields and len(inside) == 2:
        step = _new_step(steps[0], wanted.value)
        return [Add((*subject.at, name), step)], None, step, field
    value = _typed(subject, inside, wanted.value)
    if before is None and inside == ("cycle",):
        # the file's default is what it had
        before = files.at(subject.path, inside)
    if len(inside) == 2 and files.at(subject.path, (*subject.at, name)) is None:
        whole = Short({str(inside[1]): value})
        return [Put((*subject.at, name), whole)], None, whole, name
    return [Put(at, value)], before, value, field


def _inner(files: Files, subject: Subject, inside: DocPath, value: str) -> Edit | Mistake:
    """A field of a department or of the settings, or one within another field."""
    steps = tuple(map(str, inside))
    kind, field = inner(subject.model, steps, subject.ref), "/".join(steps)
    if isinstance(kind, Mistake):
        return kind
    at = (*subject.at, *steps)
    before, whole = files.at(subject.path, at), files.at(subject.path, at[:-1])
    if not value and (before is None or not kind.optional):
        return Mistake(f"{field} needs a value", "write FIELD=VALUE")
    after = None if not value else _values(kind, value) if kind.many else value if kind.free else Plain(value)
    changes = _setting(files, subject, steps, before, after)
    if traced(field) == field:
        return changes, [str(each) for each in before] if isinstance(before, list) else before, after, field
    kept = {key: as_data(text) for key, text in (whole or {}).items() if key != steps[-1]}
    now = Short(kept if after is None else kept | {steps[-1]: after})
    return changes, whole, now or None, traced(field)


def _values(kind: Inner, value: str) -> list[str]:
    found = [part.strip() for part in value.split(",") if part.strip()]
    return found if kind.free else [Plain(part) for part in found]


def _setting(files: Files, subject: Subject, steps: tuple[str, ...], before: Any, after: Any) -> list[Change]:
    """Set a field, with the mappings that are missing above it, or remove it with mappings that it leaves empty."""
    at = (*subject.at, *steps)
    if after is None:
        above = files.at(subject.path, at[:-1])
        return [Cut(at[:-1] if len(steps) > 1 and len(above) == 1 else at)]
    if isinstance(before, list):
        if len(before) != len(after):
            return list_changes(at, before, after)
        return [Put((*at, place), each) for place, each in enumerate(after)]
    there = next(
        (depth for depth in range(1, len(steps) + 1) if files.at(subject.path, at[: len(subject.at) + depth]) is None),
        len(steps),
    )
    value = after
    for step in reversed(steps[there:]):
        value = Short({step: value})
    return [Put(at[: len(subject.at) + there], value)]


def _list(files: Files, subject: Subject, name: str, value: str) -> Edit:
    """Replace a list: new items come last, items not named are removed."""
    there = files.at(subject.path, (*subject.at, name))
    before = [there] if isinstance(there, str) else list(there or [])
    free = name in free_keys(subject.model)
    split = ";" if name == "initiatives" else ","
    wanted = [part.strip() for part in value.split(split) if part.strip()]
    after = [part if free else Plain(part) for part in wanted]
    at = (*subject.at, name)
    if isinstance(there, str) and there not in wanted and after:
        return [Put(at, after[0]), *(Add(at, each) for each in after[1:])], before, after, name
    if there is None:
        return [Put(at, after)], None, after or None, name
    changes = list_changes(at, before, after)
    if isinstance(there, str):
        changes = [*(Add(at, each) for each in after if each not in before), *([] if after else [Cut(at)])]
    same = sorted(map(str, before)) == sorted(wanted)
    return changes, before or None, before if same else after or None, name


def _new_step(id: str, value: str) -> Short:
    """A new milestone: ``TITLE`` or ``TITLE@DATE``."""
    title, sign, due = value.rpartition("@")
    dated = bool(sign) and parse_date(due.strip()) is not None
    words = {"id": Plain(id), "title": (title if dated else value).strip()}
    return Short(words | ({"due": Plain(due.strip())} if dated else {}))


def _typed(subject: Subject, inside: DocPath, value: str) -> Any:
    """A single value as written to the file."""
    if inside[-1] in free_keys(subject.model):
        return value
    full = plain_number(value) if inside[0] in number_keys() else None
    return Plain(value if full is None or parse_number(value) is not None else f"{literal(full):f}")


def drop(entry: Entry, why: str, day: date) -> PlannedChanges | Mistake:
    """Giving an objective or key result up."""
    item = entry.plan_item
    if item is None:
        return Mistake(f"{entry.ref} is a KPI, which cannot be dropped", f"to remove it: okrctl remove {entry.ref}")
    home = entry.current_objective or item
    for each in (item, home):
        if each.dropped:
            return Mistake(f"{each.id} was already dropped on {each.dropped.date}", "nothing to change")
        if each.closed:
            return Mistake(f"{each.id} was already closed on {each.closed.date}", "nothing to change")
    return {entry.path: [Put((*item.at, "dropped"), {"date": Plain(day.isoformat()), "why": why})]}


def leaves_its_trace(before: Workspace, after: Workspace, entry: Entry, day: date) -> bool:
    """Whether the plan up to the day before an amendment is unchanged."""
    if entry.kind == "kpi":
        return True
    old, new = (_placed(ws, entry) for ws in (before, after))
    if old is None or new is None:
        return False
    eve = day - timedelta(days=1)
    return _without_trace(old.history, eve) == _without_trace(new.history, eve)


def _placed(ws: Workspace, entry: Entry) -> PlacedObjective | None:
    home = entry.objective.history.current.at if entry.objective else None
    found = (each for each in ws.objectives if (each.path, each.history.current.at) == (entry.path, home))
    return next(found, None)


def _without_trace(history: History, day: date) -> Objective:
    plan = history.on(day)
    results = tuple(result.but(amended=()) for result in plan.key_results)
    return plan.but(amended=(), key_results=results)
