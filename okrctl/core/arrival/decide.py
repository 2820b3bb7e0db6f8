"""Decides what an import leaves open: by answers or by context; items with open questions become drafts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.clean import accepted
from okrctl.core.arrival.confidence import confidences
from okrctl.core.arrival.decided import Decided, Given, plain, slug_of
from okrctl.core.arrival.numbers import read_number
from okrctl.core.arrival.parents import link_parents
from okrctl.core.arrival.people import one_spelling
from okrctl.core.arrival.periods import cycles_of
from okrctl.core.arrival.values import Arrival, Item, Report
from okrctl.core.arrival.words import fold
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


def decide(arrival: Arrival, answers: Answers, given: Given) -> Decided:
    """Decide everything about an import; open questions block it or make drafts."""
    made = Decided(arrival)
    _titles(arrival)
    _future(arrival, given.today)
    link_parents(made)
    _xids(made)
    _answered(made, answers)
    one_spelling(arrival)
    cycles_of(made, answers, given)
    _homes(made, answers, given)
    _strays(made)
    _owners(made, answers, given)
    _dropped(arrival)
    if arrival.system != "okrchestra":
        confidences(arrival, arrival.items, answers.confidence)
    return made


def _titles(arrival: Arrival) -> None:
    kept = []
    for item in arrival.items:
        if item.title.strip():
            kept.append(item)
        else:
            arrival.remark("import-row", item.where, "it has no title; skipped")
    arrival.items = kept


def _future(arrival: Arrival, today: date) -> None:
    for item in arrival.items:
        for report in item.reports:
            if report.day > today:
                arrival.remark("import-row", report.where, f"a check-in of {report.day}, in the future; skipped")
        item.reports = [report for report in item.reports if report.day <= today]


def _xids(made: Decided) -> None:
    """Set the ids by which a later import recognizes items: the tool's own, or department, objective and title."""
    arrival, taken = made.arrival, set[str]()
    items = {item.key: item for item in arrival.items}
    for item in arrival.items:
        if arrival.ids:
            name = item.key
        else:
            above = items.get(made.owner_of.get(item.key, "") or (item.parents[0] if item.parents else ""))
            steps = [item.department or (above.department if above else ""), above.title if above else "", item.title]
            name = "/".join(slug_of(step) for step in steps if step)
        # as it will be found in the files by the next import
        name = accepted(re.sub(r"\s+", "-", name))[:200]
        number, free = 1, name
        while f"{arrival.system}:{free}" in taken:
            number += 1
            free = f"{name}-{number}"
        taken.add(f"{arrival.system}:{free}")
        made.xids[item.key] = f"{arrival.system}:{free}"


def _answered(made: Decided, answers: Answers) -> None:
    """Apply what the mapping says about single items."""
    by_xid = {xid: key for key, xid in made.xids.items()}
    items = {item.key: item for item in made.arrival.items}
    for xid, said in answers.items.items():
        item = items.get(by_xid.get(xid, ""))
        if item is None:
            continue
        for name in ("title", "department", "unit"):
            if name in said:
                setattr(item, name, said[name])
        if "owner" in said:
            item.owners = [said["owner"]]
        if "cycle" in said:
            item.period = said["cycle"]
        for name in ("baseline", "target"):
            number = read_number(said.get(name, ""), "point")
            if number is not None:
                setattr(item, name, number.value)
        for name in ("at_least", "at_most"):
            number = read_number(said.get(name, ""), "point")
            if number is not None:
                item.direction, item.target = name, number.value
        owner = by_xid.get(said.get("objective", ""))
        if owner is not None and items[owner].kind == "objective":
            made.owner_of[item.key] = owner
            item.parents = [owner, *(key for key in item.parents if key != owner)]


def _homes(made: Decided, answers: Answers, given: Given) -> None:
    """Set the department of each item."""
    arrival, missing = made.arrival, []
    items = {item.key: item for item in arrival.items}
    known = {fold(name): id for id, name in given.departments.items()} | {fold(id): id for id in given.departments}
    answered = answers.department or ""
    named = known.get(fold(answered)) or slug_of(answered)
    sole = next(iter(given.departments)) if len(given.departments) == 1 else None
    for item in [*arrival.of("objective"), *arrival.of("key result")]:
        owner = made.owner_of.get(item.key)
        if owner is not None:
            made.homes[item.key] = made.homes.get(owner, "")
            own = item.department
            if own and fold(own) != fold(items[owner].department):
                item.extra.setdefault("x-department", own)
            continue
        name = item.department
        id = answers.departments.get(fold(name)) or known.get(fold(name)) or (slug_of(name) if name else "")
        if not id and named:
            id = named
            if id != answered:
                made.names.setdefault(id, answered)
        id = id or sole or ""
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", id) or not re.search("[a-z]", id):
            missing.append(item)
            continue
        made.homes[item.key] = id
        if name:
            made.names.setdefault(id, name)
    if missing:
        what = counted(len(missing), "item names no department", "items name no department")
        what += f"; the first is {missing[0].title!r}"
        arrival.remark("import-place", missing[0].where, what, _HOME_WAY, blocks=True, key="department")


def _strays(made: Decided) -> None:
    """Put key results without an objective into a draft objective, one per department and cycle."""
    arrival = made.arrival
    waiting: dict[tuple[str, str], Item] = {}
    for item in arrival.of("key result"):
        if item.key in made.owner_of or item.key not in made.homes or item.key not in made.cycles:
            continue
        home, cycle = made.homes[item.key], made.cycles[item.key]
        owner = waiting.get((home, cycle.name))
        if owner is None:
            key = f"unassigned/{home}/{cycle.name}"
            owner = Item("objective", item.where, _NOT_STATED, key, department=item.department)
            owner.unknown.append("the objective of these key results")
            owner.extra["x-unassigned"] = "true"
            waiting[home, cycle.name] = owner
            made.homes[key], made.cycles[key] = home, cycle
            made.xids[key] = f"{arrival.system}:{key}"
        made.owner_of[item.key] = owner.key
        item.parents = [owner.key, *item.parents]
        way = f"in a mapping `items: {{{made.xids[item.key]!r}: {{objective: X-ID}}}}`, or move it later"
        arrival.remark("import-open", item.where, f"the objective of {item.title!r} is unknown", way)
    arrival.items += waiting.values()


def _owners(made: Decided, answers: Answers, given: Given) -> None:
    nobody: list[Item] = []
    for item in made.arrival.of("objective"):
        if not item.owners and answers.owner:
            item.owners = [answers.owner]
        if not item.owners and made.homes.get(item.key) not in given.leads and "x-unassigned" not in item.extra:
            item.unknown.append("the owner")
            nobody.append(item)
    if nobody:
        what = counted(len(nobody), "objective has no owner", "objectives have no owner")
        made.arrival.remark(
            "import-open",
            nobody[0].where,
            f"{what}; the first is {nobody[0].title!r}. Without an owner they stay drafts",
            "--owner NAME, or a lead in the department's file",
            key="owner",
        )


def _dropped(arrival: Arrival) -> None:
    """Make drafts of items that were dropped in the source; a person has to state the day and the reason."""
    found = [item for item in arrival.items if item.dropped and item.kind != "other"]
    for item in found:
        item.unknown.append("when and why it was dropped")
        item.extra["x-dropped"] = "true"
    if found:
        what = counted(len(found), "item was dropped", "items were dropped")
        arrival.remark(
            "import-open",
            found[0].where,
            f"{what} in the source; the first is {found[0].title!r}. Without a day and a reason they stay drafts",
            "okrctl drop REF --why REASON, or okrctl remove REF",
        )


def undated(made: Decided) -> list[tuple[Item, Fraction | None]]:
    """The key results with a value or progress but without a dated value, each with that value, if any."""
    found: list[tuple[Item, Fraction | None]] = []
    for item in made.arrival.of("key result"):
        if any(report.value is not None for report in item.reports):
            continue
        value = item.value if item.value is not None else Fraction(1) if item.extra.get("x-done") else None
        if value is not None or item.progress is not None or "x-value" in item.extra or "x-mid-score" in item.extra:
            found.append((item, value))
    return found


def values_dated(made: Decided, day: date | None) -> None:
    """Turn values without a date into check-ins of the day that the user names; without one, keep them."""
    found = undated(made)
    for item, value in found:
        alone = value is None and item.progress is None and "x-value" not in item.extra
        made.arrival.undated += (not alone) + ("x-mid-score" in item.extra)
        if value is None:
            continue
        if day is not None:
            item.reports.append(Report(item.where, day, "", value, rounded=str(item.extra.get("x-rounded-value", ""))))
        else:
            item.extra.setdefault("x-value", plain(value))
    if found and day is None:
        first = found[0][0]
        what = counted(made.arrival.undated, "value has no date", "values have no date")
        made.arrival.remark(
            "import-open",
            first.where,
            f"{what}; the first is of {first.title!r}. Values without a date are kept, but not as check-ins",
            "to make them check-ins of a day: --value-date DATE",
        )
