"""Decides what an import leaves open: by answers or by context; items with open questions become drafts."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from datetime import date
from fractions import Fraction

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.measured import plain, slug_of
from okrctl.core.arrival.numbers import confidences, read_number
from okrctl.core.arrival.parents import link_parents
from okrctl.core.arrival.periods import set_cycles
from okrctl.core.arrival.place import accepted
from okrctl.core.arrival.values import Arrival, Item, Report
from okrctl.core.arrival.words import fold
from okrctl.core.company.workspace import Workspace
from okrctl.core.values.counted import counted

_HOME_WAY = (
    "--department ID for all without one; or in a mapping `department: ID`, or for one `items: {ID: {department: …}}`"
)
_NOT_STATED = "Key results with an unknown objective"


def merged(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Merge the arrivals of one tool: the structure may be in one file, and the values in another."""
    found: dict[str, Arrival] = {}
    for each in arrivals:
        first = found.setdefault(each.system, each)
        if first is each:
            continue
        first.files = [*first.files, *each.files]
        known = {item.key: item for item in first.items}
        for item in each.items:
            same = known.get(item.key) if first.ids else None
            if same is not None and same.kind == item.kind:
                _fill(same, item)
            else:
                if item.key in known:
                    item.key = f"{item.where.file}/{item.key}"
                first.items.append(item)
        for name in ("remarks", "leftovers", "notes"):
            getattr(first, name).extend(getattr(each, name))
        first.undated += each.undated
    return list(found.values())


def _fill(first: Item, second: Item) -> None:
    """Fill the gaps of the first item from the second."""
    for name in Item.__slots__:
        if name in ("key", "kind", "where"):
            continue
        mine, other = getattr(first, name), getattr(second, name)
        if isinstance(mine, dict):
            setattr(first, name, {**other, **mine})
        elif mine in (None, "", [], False):
            setattr(first, name, other)


def decide(arrival: Arrival, answers: Answers, ws: Workspace, today: date) -> None:
    """Decide everything about an import; open questions block it or make drafts."""
    _skip(arrival, today)
    link_parents(arrival)
    _name(arrival)
    _answered(arrival, answers)
    _one_spelling(arrival)
    set_cycles(arrival, answers, ws.config.fiscal_year)
    _set_homes(arrival, answers, {id: home.name for id, home in ws.departments.items()})
    _strays(arrival)
    _owners(arrival, answers, {id for id, home in ws.departments.items() if home.head.lead})
    _dropped(arrival)
    if arrival.system != "okrchestra":
        confidences(arrival, arrival.items, answers.confidence)


def _skip(arrival: Arrival, today: date) -> None:
    """Leave out items without a title and check-ins in the future."""
    for item in arrival.items:
        if not item.title.strip():
            arrival.remark("import-row", item.where, "it has no title; skipped")
    arrival.items = [item for item in arrival.items if item.title.strip()]
    for item in arrival.items:
        for report in item.reports:
            if report.day > today:
                arrival.remark("import-row", report.where, f"a check-in of {report.day}, in the future; skipped")
        item.reports = [report for report in item.reports if report.day <= today]


def _name(arrival: Arrival) -> None:
    """Set the ids by which a later import recognizes items: the tool's own, or department, objective and title."""
    taken: set[str] = set()
    for item in arrival.items:
        name = item.key
        if not arrival.ids:
            above = item.objective or next(iter(item.above), None)
            steps = [item.department or (above.department if above else ""), above.title if above else "", item.title]
            name = "/".join(slug_of(step) for step in steps if step)
        # as it will be found in the files by the next import
        name = accepted(re.sub(r"\s+", "-", name))[:200]
        number, free = 1, name
        while free in taken:
            number += 1
            free = f"{name}-{number}"
        taken.add(free)
        item.xid = f"{arrival.system}:{free}"


def _answered(arrival: Arrival, answers: Answers) -> None:
    """Apply what the mapping says about single items."""
    items = {item.xid: item for item in arrival.items}
    for xid, said in answers.items.items():
        item = items.get(xid)
        if item is None:
            continue
        for key, name in {"title": "title", "department": "department", "unit": "unit", "cycle": "period"}.items():
            if key in said:
                setattr(item, name, said[key])
        if "owner" in said:
            item.owners = [said["owner"]]
        for name in ("baseline", "target", "at_least", "at_most"):
            number = read_number(said.get(name, ""), "point")
            if number is None:
                continue
            if name in ("at_least", "at_most"):
                item.direction, item.target = name, number.value
            else:
                setattr(item, name, number.value)
        owner = items.get(said.get("objective", ""))
        if owner is not None and owner.kind == "objective":
            item.objective = owner
            item.above = [owner, *(each for each in item.above if each is not owner)]


def _one_spelling(arrival: Arrival) -> None:
    """Unify ``Ida Example``, ``ida``, ``@ida`` and ``ida@example.com`` if they can only be one person."""
    texts = {name for item in arrival.items for name in item.owners}
    texts |= {report.by for item in arrival.items for report in item.reports if report.by}
    full = {text for text in texts if " " in text and "@" not in text}
    firsts: dict[str, set[str]] = {}
    for name in full:
        words = fold(name).split()
        for short in {words[0], ".".join(words), f"{words[0][:1]}{words[-1]}", f"{words[0]}{words[-1]}"}:
            firsts.setdefault(short, set()).add(name)
    same: dict[str, str] = {}
    for text in texts - full:
        found = firsts.get(fold(text.lstrip("@").partition("@")[0], keep="."), set())
        if len(found) == 1:
            same[text] = next(iter(found))
    handles = {text for text in texts - full if text not in same}
    mails = {fold(text.partition("@")[0], keep="."): text for text in handles if "@" in text[1:]}
    for text in handles:
        if "@" not in text[1:] and fold(text) in mails:
            same[text] = mails[fold(text)]
    for item in arrival.items:
        item.owners = list(dict.fromkeys(same.get(name, name) for name in item.owners))
        for report in item.reports:
            report.by = same.get(report.by, report.by)
    if same:
        one = next(f"{short} and {name}" for short, name in sorted(same.items()))
        arrival.notes.append(f"{len(same)} spellings of people are taken as others of the same person ({one}, …)")


def _set_homes(arrival: Arrival, answers: Answers, departments: Mapping[str, str]) -> None:
    """Set the department of each item; ``departments`` are those of the workspace by id."""
    missing: list[Item] = []
    known = {fold(name): id for id, name in departments.items()} | {fold(id): id for id in departments}
    answered = answers.department or ""
    named = known.get(fold(answered)) or slug_of(answered)
    sole = next(iter(departments)) if len(departments) == 1 else ""
    for item in arrival.planned():
        name = item.department
        if item.objective is not None:
            item.home = item.objective.home
            if name and fold(name) != fold(item.objective.department):
                item.extra.setdefault("x-department", name)
            continue
        id = answers.departments.get(fold(name)) or known.get(fold(name)) or (slug_of(name) if name else "")
        if not id and named and named != answered:
            arrival.names.setdefault(named, answered)
        id = id or named or sole
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", id) or not re.search("[a-z]", id):
            missing.append(item)
            continue
        item.home = id
        if name:
            arrival.names.setdefault(id, name)
    one, many = "item names no department", "items name no department"
    arrival.remark_on("import-place", missing, one, many, _HOME_WAY, key="department")


def _strays(arrival: Arrival) -> None:
    """Put key results without an objective into a draft objective, one per department and cycle."""
    waiting: dict[tuple[str, str], Item] = {}
    for item in arrival.of("key result"):
        if item.objective is not None or not item.home or item.cycle is None:
            continue
        owner = waiting.get((item.home, item.cycle.name))
        if owner is None:
            key = f"unassigned/{item.home}/{item.cycle.name}"
            owner = Item("objective", item.where, _NOT_STATED, key, department=item.department)
            owner.unknown.append("the objective of these key results")
            owner.extra["x-unassigned"] = "true"
            owner.home, owner.cycle, owner.xid = item.home, item.cycle, f"{arrival.system}:{key}"
            waiting[item.home, item.cycle.name] = owner
        item.objective, item.above = owner, [owner, *item.above]
        way = f"in a mapping `items: {{{item.xid!r}: {{objective: X-ID}}}}`, or move it later"
        arrival.remark("import-open", item.where, f"the objective of {item.title!r} is unknown", way)
    arrival.items += waiting.values()


def _owners(arrival: Arrival, answers: Answers, led: Container[str]) -> None:
    """Set the owner of objectives without one; ``led`` are the departments whose lead owns them."""
    nobody: list[Item] = []
    for item in arrival.of("objective"):
        if not item.owners and answers.owner:
            item.owners = [answers.owner]
        if not item.owners and item.home not in led and "x-unassigned" not in item.extra:
            item.unknown.append("the owner")
            nobody.append(item)
    one, many = "objective has no owner", "objectives have no owner"
    way, more = "--owner NAME, or a lead in the department's file", ". Without an owner they stay drafts"
    arrival.remark_on("import-open", nobody, one, many, way, more=more, key="owner")


def _dropped(arrival: Arrival) -> None:
    """Make drafts of items that were dropped in the source; a person has to state the day and the reason."""
    found = [item for item in arrival.items if item.dropped and item.kind != "other"]
    for item in found:
        item.unknown.append("when and why it was dropped")
        item.extra["x-dropped"] = "true"
    one, many = "item was dropped in the source", "items were dropped in the source"
    way, more = "okrctl drop REF --why REASON, or okrctl remove REF", ". Without a day and a reason they stay drafts"
    arrival.remark_on("import-open", found, one, many, way, more=more)


def undated(arrival: Arrival) -> list[tuple[Item, Fraction | None]]:
    """The key results with a value or progress but without a dated value, each with that value, if any."""
    found: list[tuple[Item, Fraction | None]] = []
    for item in arrival.of("key result"):
        if any(report.value is not None for report in item.reports):
            continue
        value = item.value if item.value is not None else Fraction(1) if item.extra.get("x-done") else None
        if value is not None or item.progress is not None or "x-value" in item.extra or "x-mid-score" in item.extra:
            found.append((item, value))
    return found


def values_dated(arrival: Arrival, day: date | None) -> None:
    """Turn values without a date into check-ins of the day that the user names; without one, keep them."""
    found = undated(arrival)
    for item, value in found:
        alone = value is None and item.progress is None and "x-value" not in item.extra
        arrival.undated += (not alone) + ("x-mid-score" in item.extra)
        if value is not None and day is not None:
            item.reports.append(Report(item.where, day, "", value, rounded=str(item.extra.get("x-rounded-value", ""))))
        elif value is not None:
            item.extra.setdefault("x-value", plain(value))
    if found and day is None:
        what = counted(arrival.undated, "value has no date", "values have no date")
        first = found[0][0]
        message = f"{what}; the first is of {first.title!r}. Values without a date are kept, but not as check-ins"
        way = "to make them check-ins of a day: --value-date DATE"
        arrival.remark("import-open", first.where, message, way)
