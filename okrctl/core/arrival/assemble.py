"""Makes objectives and key results from records, in whatever way the rows express what belongs together."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from fractions import Fraction

from okrctl.core.arrival.numbers import Read, is_nothing, without_scale
from okrctl.core.arrival.tables import Record, Records, filled_down
from okrctl.core.arrival.values import Arrival, Item, Kind, Report
from okrctl.core.arrival.words import DROPPED, bound_in, fold, people, truth

HUNDRED = Fraction(100)
OKR_KINDS: Mapping[str, Kind] = {"objective": "objective", "key result": "key result"}
_LEVELS = ("corporate", "group", "department", "team", "objective")
_NUMBERS = ("baseline", "value", "target")
_STATUS = re.compile(r"[^\w\s()/-]")


def item_of(record: Record, kind: Kind, title: str, key: str) -> Item:
    """An item with everything in its row."""
    item = Item(kind, record.where, title, key)
    item.department = record.text("department")
    item.owners = people(record.text("owner"))
    item.period = record.text("period")
    item.start, item.end = record.days.get("start"), record.days.get("end")
    item.why = record.text("why")
    item.tags = tags_of(record.text("tags"))
    item.status = _STATUS.sub("", record.text("status")).strip()
    item.dropped = fold(record.text("status")) in DROPPED or record.row.struck
    item.extra = dict(record.extra)
    _measured(item, record)
    return item


def tags_of(text: str) -> list[str]:
    """The labels in a cell, separated by commas or semicolons."""
    return list(dict.fromkeys(tag.strip() for tag in re.split("[,;]", text) if tag.strip()))


def _measured(item: Item, record: Record) -> None:
    """Set the numbers, unit, weight and progress of an item."""
    numbers = record.numbers
    item.baseline, item.value, item.target = map(record.number, _NUMBERS)
    yes = [truth(record.text(name)) for name in _NUMBERS]
    done = truth(record.text("progress"))
    if done is not None and item.target is None and "progress" not in numbers:
        yes = [None, done, True]
        item.extra.pop("x-progress", None)
    if yes[2] is not None and item.target is None:
        item.yes_no = True
        item.baseline, item.target = Fraction(0), Fraction(1)
        item.value = None if yes[1] is None else Fraction(yes[1])
        for name in _NUMBERS:
            item.extra.pop(f"x-{name}", None)
    read: dict[str, Read] = {name: numbers[name] for name in ("target", "baseline", "value") if name in numbers}
    item.unit = record.text("unit")
    if any(each.rounded for each in read.values()):
        item.unit = without_scale(item.unit)
    item.unit = item.unit or next((each.unit for each in read.values() if each.unit), "")
    told = record.text("direction")
    doubt = _doubt_about(read)
    if doubt:
        item.unknown.append(doubt)
        item.extra |= {f"x-{name}": record.text(name) for name in read}
        item.baseline = item.value = item.target = None
    else:
        item.direction = (read["target"].bound if "target" in read else "") or bound_in(told)
        item.extra |= {"x-direction": told} if told and not bound_in(told) else {}
    item.weight = _share(record, "weight")
    item.progress = _share(record, "progress") if "progress" in numbers else _share(record, "score")
    for name in _NUMBERS:
        if name in numbers and numbers[name].rounded:
            item.extra[f"x-rounded-{name}"] = numbers[name].rounded
    _graded(item, record)


def _share(record: Record, name: str) -> Fraction | None:
    """A number of which per cents are hundredths."""
    found = record.numbers.get(name)
    return None if found is None else found.value / HUNDRED if found.percent else found.value


def _doubt_about(read: Mapping[str, Read]) -> str:
    """Why numbers of one key result can't be compared; empty if they can.

    ``read`` has its baseline, value and target, if any.
    """
    units = {each.unit for each in read.values() if each.unit}
    first = min(units, default="")
    if any(not _one_unit(first, other) for other in units):
        return f"one unit for its numbers ({', '.join(sorted(units))})"
    shares = [each for each in read.values() if not each.percent and each.value and abs(each.value) <= 1]
    if shares and "%" in units:
        return "one unit for its numbers (some are percentages, others may be shares)"
    target = read.get("target")
    others = [each for name, each in read.items() if name != "target"]
    if target is not None and target.signed and not any(each.value < 0 for each in others):
        return "whether its target is a change or a value"
    return ""


def _one_unit(one: str, other: str) -> bool:
    """Whether two units are the same word, possibly with a plural ending."""
    short, long = sorted((fold(one), fold(other)), key=len)
    return one == other or (len(short) > 1 and long.startswith(short)) or (short == "h" and long[:1] == "h")


def _graded(item: Item, record: Record) -> None:
    """Set scores, priority, notes and parents of an item."""
    numbers = record.numbers
    if "score" in numbers and "progress" in numbers:
        item.extra["x-score"] = record.text("score")
    for name in ("mid score", "projected"):
        if name in numbers:
            item.extra[f"x-{name.replace(' ', '-')}"] = record.text(name)
    priority = record.text("priority")
    if priority:
        item.tags.append(priority.lower() if re.fullmatch("[Pp][0-9]", priority) else f"priority-{priority}")
    for name in ("by", "note"):
        if record.text(name) and "date" not in record.days:
            item.extra[f"x-{name}"] = record.text(name)
    if not is_nothing(record.text("parent")):
        item.parents = [record.text("parent")]


def _as_shares(items: Collection[Item]) -> None:
    """Convert progress from 0–100 to 0–1; the whole column decides which it is."""
    given = [item.progress for item in items if item.progress is not None]
    if any(abs(value) > 2 for value in given):
        for item in items:
            if item.progress is not None:
                item.progress /= HUNDRED


def typed(records: Records, arrival: Arrival, kinds: Mapping[str, Kind] = OKR_KINDS) -> list[Item]:
    """Read rows that state their kind.

    ``kinds`` maps folded words for kinds to their meaning; any other word is another row. Others name a row by its id;
    without one, by its line.
    """
    found: list[Item] = []
    for record in records.records:
        title = record.text("title") or record.text("key result") or record.text("objective")
        if not title:
            refuse(arrival, record, "the row has no title")
            continue
        kind = kinds.get(fold(record.text("kind")), "other")
        item = item_of(record, kind, title, record.text("id") or f"line {record.where.at}")
        if item.kind == "other":
            item.extra["x-type"] = record.text("kind")
        found.append(item)
    arrival.add(*found)
    return found


def refuse(arrival: Arrival, record: Record, why: str) -> None:
    """Report a row that cannot be imported, with its contents."""
    arrival.remark("import-row", record.where, f"{why}; skipped")
    arrival.leave(record.where, why, record.row.text)


def flat(records: Records, arrival: Arrival) -> None:
    """Read one row per key result with its objective; a blank objective is the one above.

    In a log of check-ins, only the first row of a key result adds it.
    """
    names = [name for name in _LEVELS if records.has(name)]
    blank_below = any(record.text("key result") and not record.text("objective") for record in records.records)
    steps = filled_down(records.records, names) if blank_below else ((each, each.texts) for each in records.records)
    objectives: dict[tuple[str, str], Item] = {}
    results: dict[tuple[Item, str], Item] = {}
    above: set[tuple[str, str]] = set()
    log = records.has("date", "value")
    for record, levels in steps:
        title, home = levels.get("objective", ""), levels.get("department", "")
        if not title:
            _stray(record, arrival)
            continue
        owner = objectives.get((home, title))
        if owner is None:
            owner = _objective(record, levels, title, home, bare=bool(record.text("key result")))
            objectives[home, title] = owner
            arrival.add(owner)
            above |= {(level, levels[level]) for level in ("corporate", "group") if blank_below and levels.get(level)}
        name = record.text("key result") or (record.text("title") if records.has("title") else "")
        if name and not (log and (owner, name) in results):
            item = item_of(record, "key result", name, record.text("id") or f"{owner.key}/{name}")
            item.department, item.parents = owner.department, [owner.key]
            item.value = None if log else item.value
            results[owner, name] = item
            arrival.add(item)
        if name and log:
            _logged(record, results[owner, name], arrival)
    arrival.others += len(above)
    _as_shares(results.values())


def _objective(record: Record, levels: Mapping[str, str], title: str, home: str, *, bare: bool) -> Item:
    """The objective that a row names, with only those fields that cannot belong to the key result."""
    whole = item_of(record, "objective", title, "/".join(filter(None, [home, title])))
    if bare:
        made = Item("objective", record.where, title, whole.key, department=home, period=whole.period)
        made.start, made.end = whole.start, None
        whole = made
    whole.department = home
    weight = _share(record, "objective weight")
    whole.weight = whole.weight if weight is None else weight
    if weight is None and "x-objective-weight" in record.extra:
        whole.extra["x-weight"] = record.extra.pop("x-objective-weight")
    if levels.get("corporate"):
        whole.parents = [f"title:{levels['corporate']}"]
    for level in ("group", "team"):
        if levels.get(level):
            whole.extra[f"x-{level}"] = levels[level]
    return whole


def _logged(record: Record, item: Item, arrival: Arrival) -> None:
    """Add the check-in in a row of a log."""
    day, value = record.days.get("date"), record.number("value")
    if day is None:
        written = record.text("date")
        refuse(arrival, record, f"{written!r} isn't a date" if written else "the row has no date")
    elif value is None:
        refuse(arrival, record, "the row has no value")
    else:
        report = Report(record.where, day, record.text("by"), value, record.text("note"), record.number("confidence"))
        report.rounded = record.numbers["value"].rounded
        item.reports.append(report)


def _stray(record: Record, arrival: Arrival) -> None:
    title = record.text("title") or record.text("key result")
    if title:
        item = item_of(record, "key result", title, record.text("id") or title)
        arrival.add(item)
    else:
        refuse(arrival, record, "the row names neither an objective nor a key result")


def only_measured(item: Item) -> None:
    """Turn an objective's 0, current value and 100 into progress, and keep the numbers of other rows as they are."""
    if item.kind == "key result":
        return
    if item.kind == "objective" and item.value is not None and item.baseline == 0 and item.target == HUNDRED:
        item.progress = item.value / HUNDRED if item.progress is None else item.progress
    elif item.kind == "other":
        for name in _NUMBERS:
            value = getattr(item, name)
            if value is not None:
                item.extra[f"x-{name}"] = f"{float(value):g}"
    item.value = item.baseline = item.target = None
