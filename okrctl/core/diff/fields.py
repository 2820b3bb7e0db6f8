"""The plan fields of an item as comparable text, by the names that `amended` uses (``milestones/live/due``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import chain

from okrctl.core.company.workspace import Entry
from okrctl.core.format.doc import Doc, fields
from okrctl.core.model.items import Kpi, number_keys, own
from okrctl.core.model.kind_fields import parts
from okrctl.core.model.measure import Measure
from okrctl.core.model.origin import Source
from okrctl.core.model.parts import Cadence, Promise
from okrctl.core.values.quantity import literal, parse_amount, parse_duration, parse_number

_ALL = "100%"


def plan_fields(node: Entry) -> dict[str, str]:
    """Every plan field with a value, as text in a canonical form."""
    found: dict[str, str] = {}
    for field in own(type(node.item)):
        value = getattr(node.item, field.name)
        if field.means.counts == "trace":
            value = getattr(value, "date", None)
        elif field.means.counts not in ("goal", "measured", "words"):
            continue
        if isinstance(node.item, Kpi) and value is node.item.exceptions:
            found.update(_exceptions(node.item))
        elif value is not False and (text := canonical(value)) is not None:
            found[field.key] = text
    if node.measure is not None:
        found["kind"] = node.measure.summary
        for key in node.measure.own_keys():
            found.update(_measure_field(node.measure, key))
    return found


def _exceptions(kpi: Kpi) -> dict[str, str]:
    """Exceptions by their first day. The first one that matches a day applies, so their order is a field, too."""
    found: dict[str, str] = {}
    for window in kpi.exceptions:
        name = f"except/{window.start}"
        text = _range(window.end, canonical(window.at_least), canonical(window.at_most))
        found[name] = f"{found[name]}, then {text}" if name in found else text
    order = ", ".join(str(window.start) for window in kpi.exceptions)
    return {"except/order": order, **found} if len(kpi.exceptions) > 1 else found


def _range(end: object, low: str | None, high: str | None) -> str:
    bounds = [f"{name} {text}" for name, text in (("at_least", low), ("at_most", high)) if text is not None]
    return " ".join((f"to {end}", *bounds))


def promise_fields(promises: tuple[Promise, ...]) -> dict[str, str]:
    """Promises as fields: ``promised_to/REF`` with its date, or ``promised`` without one."""
    return {f"promised_to/{promise.ref}": canonical(promise.due) or "promised" for promise in promises}


def _measure_field(measure: Measure, key: str) -> dict[str, str]:
    """A field of a kind, with one field for each of its parts."""
    value = getattr(measure, key)
    if key in parts():
        return {name: text for id, part in parts()[key].names(value) for name, text in _part(key, id, part)}
    text = measure.written(key, value) or canonical(value)
    return {} if text is None else {key: text}


def _part(key: str, id: str, part: object) -> Iterator[tuple[str, str]]:
    """The fields of a part: a mapping is named by its title, and has its other fields below it."""
    fields = parts()[key].fields
    if not fields:
        sides = [("", part)]
    else:
        told = {
            each.key: part.get(each.key) if isinstance(part, Mapping) else getattr(part, each.name) for each in fields
        }
        sides = [("" if key == "title" else f"/{key}", value) for key, value in told.items() if key != "id"]
    for below, value in sides:
        text = canonical(value)
        if text is not None and (below, text) != ("/weight", "1"):
            yield f"{key}/{id}{below}", text


def canonical(value: object) -> str | None:
    """A value as text, equal if the meaning is equal; None for nothing."""
    if value is None or value in ((), [], {}, ""):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return f"{literal(value):f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return ", ".join(text for part in value if (text := canonical(part)) is not None)
    if isinstance(value, Cadence):
        parts = (("every", value.every), ("grace", value.grace))
        return " ".join(f"{name} {days}d" for name, days in parts if days is not None) or None
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {text}" for key, part in value.items() if (text := canonical(part)) is not None)
    if isinstance(value, Doc):
        return (
            " ".join(text for field in fields(type(value)) if (text := canonical(getattr(value, field.name)))) or None
        )
    return str(value)


def leaves(field: str, value: object) -> dict[str, str]:
    """The fields in a value as written in `from` or `to`, in the names and forms of :func:`plan_fields`."""
    steps = field.split("/")
    if value is None or value in ([], {}):
        return {}
    if steps[0] == "promised_to":
        return _promised(value)
    if steps[0] in parts() and isinstance(value, dict | list):
        held = [(steps[1], value)] if len(steps) == 2 else parts()[field].names(value) if len(steps) == 1 else ()
        return {name: text for id, part in held for name, text in _part(steps[0], id, part)}
    if steps[-1] == "source" and isinstance(value, dict):
        value = [value.get(each.key) for each in fields(Source)]
        return {field: " ".join(part for each in value if (part := canonical(each)) is not None)}
    if steps[0] == "check_in" and len(steps) == 2 and isinstance(value, str):
        days = parse_duration(value)
        return {field: value if days is None else str(days)}
    if steps[0] == "grades" and isinstance(value, list):
        value = [_number_of(each) for each in value]
    if steps[0] == "except" and isinstance(value, dict):
        low, high = (canonical(_number_of(value.get(name))) for name in ("at_least", "at_most"))
        return {field: _range(value.get("to"), low, high)}
    if field in ("closed", "dropped") and isinstance(value, dict):
        value = value.get("date")
    if field == "check_in" and isinstance(value, dict):
        every, grace = (parse_duration(str(value.get(name, ""))) for name in ("every", "grace"))
        value = Cadence.model_construct(every=every, grace=grace)
    text = canonical(value)
    return {} if text is None else {field: text}


def _number_of(value: object) -> object:
    number = None if value is None else parse_number(str(value))
    return value if number is None else number


def _promised(value: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in value if isinstance(value, list) else [value]:
        ref, due = (item.get("ref"), item.get("due")) if isinstance(item, dict) else (item, None)
        found[f"promised_to/{ref}"] = canonical(due) or "promised"
    return found


def comparable(field: str, text: str) -> str:
    """A field's text, equal if the meaning is equal (`from: +20` and 20.0, `hold: true` and 100%)."""
    name = field.partition("/")[0]
    if name in number_keys() or field.endswith("/weight"):
        amount = parse_amount(text)
        # a share of all may be written as true
        return (_ALL if text == "true" else text) if amount is None else f"{literal(amount.value)}{amount.suffix}"
    return " ".join(text.split())


def agree(one: Mapping[str, str], other: Mapping[str, str], defaults: Mapping[str, str]) -> bool:
    """Whether two sets of fields mean the same; fields with their default may be missing."""
    for field in chain(one, (name for name in other if name not in one)):
        default = defaults.get(field, "1" if field.endswith("/weight") else None)
        texts = (one.get(field), other.get(field))
        first, second = (default if text is None else comparable(field, text) for text in texts)
        if first != second:
            return False
    return True


def around(name: str) -> Iterator[str]:
    """The names of everything that a field belongs to, from the outside to the field itself."""
    end = name.find("/")
    while end >= 0:
        yield name[:end]
        end = name.find("/", end + 1)
    yield name


def defaults_of(node: Entry) -> dict[str, str]:
    """The defaults of an item's fields."""
    known = {field.key: canonical(field.info.default) for field in own(type(node.item)) if not field.info.is_required()}
    found = {key: text for key, text in known.items() if text is not None}
    if node.kind == "key_result" and node.cycle is not None:
        found["due"] = node.cycle.end.isoformat()
    return found
