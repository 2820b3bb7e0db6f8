"""Whether a change of the plan has left its trace: new `amended` entries that lead from the old value to the new."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from okrctl.core.company.workspace import Entry
from okrctl.core.diff.fields import around, canonical, plan_fields
from okrctl.core.diff.items import Pair
from okrctl.core.diff.judge import FieldChange
from okrctl.core.diff.replay import new_amendments, new_by_field, replayed
from okrctl.core.model.items import KeyResult, Kpi
from okrctl.core.model.kind_fields import Parts, alternatives, parts, same_goal
from okrctl.core.model.parts import Amendment, Promise
from okrctl.core.values.diagnostic import DocPath

_PLAIN = re.compile(r"[\w+.%-][\w+.%/ @-]*", re.ASCII)


def _of_field(pair: Pair, field: str) -> list[tuple[int, Amendment]]:
    if pair.before is None or pair.after is None:
        return []
    return new_by_field(pair.before.item.amended, pair.after.item.amended).get(field, [])


def new_traces(pair: Pair) -> Iterator[tuple[str, date, DocPath]]:
    """Key, day and place of every trace of an item that base did not have, or not with this day."""
    assert pair.before is not None and pair.after is not None
    for entry in new_amendments(pair):
        yield "amended", entry.date, (*entry.at, "date")
    if isinstance(pair.before.item, Kpi) or isinstance(pair.after.item, Kpi):
        return
    for name in ("dropped", "closed"):
        was, now = getattr(pair.before.item, name), getattr(pair.after.item, name)
        if now is not None and (was is None or was.date != now.date):
            yield name, now.date, (*now.at, "date")


def accounted(pair: Pair, change: FieldChange, baseline: Fraction | None = None) -> bool:
    """Whether new amendments account for a field's change, value for value; several may chain.

    ``baseline`` is the one known at base, by which a target and a change can mean the same.
    """
    if pair.before is None or pair.after is None or not new_amendments(pair):
        return False
    told = replayed(pair, baseline)
    if change.field == "kind":
        names = _deciding(pair.before) | _deciding(pair.after)
        return bool(names & told.touched) and told.leads_to(names)
    either = alternatives(change.field)
    if len(either) > 1:
        goals = [same_goal(change.field, side.texts, baseline) for side in (told.fields, told.wanted)]
        return not told.touched.isdisjoint(either) and goals[0] == goals[1]
    return change.field in told.touched and told.leads_to({change.field})


def setting_suggestion(change: FieldChange) -> str:
    """The entry that would account for a setting's change."""
    return f"undo it, or agree on it and add under `amended`: {_entry(change.field, *_sides(change))}"


def _sides(change: FieldChange) -> tuple[str | None, str | None]:
    write = _cadence if change.field == "check_in" else _plain
    return write(change.before), write(change.after)


def _cadence(text: str | None) -> str | None:
    """A cadence as it can stand in a file: ``every 7d grace 3d`` is how it is compared."""
    words = text.split() if text is not None else []
    told = (f"{name}: {days}" for name, days in zip(words[::2], words[1::2], strict=True))
    return f"{{{', '.join(told)}}}" if words else None


def reasons(pair: Pair, change: FieldChange) -> list[Amendment]:
    """The new amendments that speak of a field, oldest first; of any field that decides the kind when that changed."""
    names = {change.field, *alternatives(change.field)}
    if change.field == "kind":
        names |= {name for node in (pair.before, pair.after) if node is not None for name in _deciding(node)}
    spoken = {field for name in names for field in around(name)}
    told = {position: entry for field in spoken for position, entry in _of_field(pair, field)}
    return [told[position] for position in sorted(told)]


def promise_accounted(pair: Pair, ref: str) -> bool:
    """Whether new amendments account for a promise that is gone or put off."""
    return accounted(pair, FieldChange(f"promised_to/{ref}", None, None, "neutral"))


def need_accounted(pair: Pair, ref: str, due: str | None, *, gone: bool) -> bool:
    """Whether the last new amendment of a need says that it is gone, or the day by which it is needed now."""
    field = f"depends_on/{ref}"
    told = [each for each in new_amendments(pair) if each.field in (field, f"{field}/due")]
    if not told:
        return False
    last = told[-1]
    whole = last.field == field
    value = last.after.get("due") if whole and isinstance(last.after, dict) else last.after
    return (whole and last.after is None) if gone else not (whole and last.after is None) and value == due


def removal_accounted(node: Entry, parent: Pair | None) -> bool:
    """Whether the objective of a key result says that it was taken out (``key_results/ID``)."""
    if parent is None or not isinstance(node.item, KeyResult):
        return False
    return bool(_of_field(parent, f"key_results/{node.id}"))


def _deciding(node: Entry) -> set[str]:
    return set(node.measure.decided_by) if node.measure else set()


def in_force(node: Entry, day: date) -> bool:
    """Whether a promise held at base: begun by its cycle, and no draft."""
    draft = any(not isinstance(item, Kpi) and item.draft for item in node.whole)
    return node.kind != "kpi" and node.cycle is not None and node.cycle.start <= day and not draft


def running(pair: Pair, day: date) -> bool:
    """Whether an item held at base, and has not been closed or given up since."""
    before, after = pair.before, pair.after
    if before is None or after is None or not in_force(before, day) or closed(before):
        return False
    return not given_up(after, day)


def given_up(node: Entry, day: date) -> bool:
    """Whether an item or its objective is dropped by a day."""
    marks = (item.dropped for item in node.whole if not isinstance(item, Kpi))
    return any(mark is not None and mark.date <= day for mark in marks)


def closed(node: Entry) -> bool:
    """Whether an item or its objective is closed."""
    return any(item.closed is not None for item in node.whole if not isinstance(item, Kpi))


def suggestion(pair: Pair, change: FieldChange) -> str:
    """The `amended` entries that would account for a change, ready to be written but for day and reason."""
    assert pair.before is not None and pair.after is not None
    steps = change.field.split("/")
    if change.field == "kind":
        names = [*_measure_keys(pair.before), *_measure_keys(pair.after)]
        sides = [(name, _written(pair.before, name), _written(pair.after, name)) for name in dict.fromkeys(names)]
    elif len(alternatives(change.field)) > 1:
        either = alternatives(change.field)
        sides = [(name, _written(pair.before, name), _written(pair.after, name)) for name in either]
    elif len(steps) == 2 and steps[0] in parts() and parts()[steps[0]].fields:
        sides = [(change.field, _one(pair.before, *steps), _one(pair.after, *steps))]
    else:
        sides = [(change.field, *_sides(change))]
    entries = [_entry(field, was, now) for field, was, now in sides if was != now]
    return f"add under `amended`: {', '.join(entries)}"


def promise_suggestion(was: Promise, now: Promise | None) -> str:
    """The entry that would account for a promise that is gone or put off."""
    return f"add under `amended`: {_entry(f'promised_to/{was.ref}', _promise(was), _promise(now))}"


def _entry(field: str, was: str | None, now: str | None) -> str:
    parts = [f"field: {field}"]
    if was is not None:
        parts.append(f"from: {was}")
    if now is not None:
        parts.append(f"to: {now}")
    return f"{{date: …, {', '.join(parts)}, why: …}}"


def _plain(text: str | None) -> str | None:
    """A text as it can stand in braces."""
    if text is None or (_PLAIN.fullmatch(text) and text.lower() != "null"):
        return text
    return json.dumps(text, ensure_ascii=False)


def _promise(promise: Promise | None) -> str | None:
    if promise is None:
        return None
    return promise.ref if promise.due is None else f"{{ref: {promise.ref}, due: {promise.due}}}"


def _measure_keys(node: Entry) -> list[str]:
    return list(node.measure.own_keys()) if node.measure else []


def _written(node: Entry, name: str) -> str | None:
    """A whole field of the measure as it can stand in braces."""
    measure = node.measure
    if measure is None or name not in measure.own_keys():
        return None
    if name not in parts():
        return _plain(plan_fields(node).get(name))
    held = parts()[name]
    found = list(held.names(getattr(measure, name)))
    if held.fields:
        return f"[{', '.join(_braced(held, part) for _, part in found)}]"
    return f"{{{', '.join(f'{day}: {canonical(part)}' for day, part in found)}}}" if found else None


def _one(node: Entry, name: str, id: str) -> str | None:
    """One part as it can stand in braces."""
    held, measure = parts()[name], node.measure
    found = held.named(getattr(measure, name, None)).get(id)
    return None if found is None else _braced(held, found[1])


def _braced(held: Parts, part: object) -> str:
    told = [(field.key, canonical(getattr(part, field.name))) for field in held.fields]
    return f"{{{', '.join(f'{key}: {_plain(text)}' for key, text in told if text is not None)}}}"
