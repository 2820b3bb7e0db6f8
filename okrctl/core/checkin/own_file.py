"""Check-ins in files of their own: the file's name, its place, and the lines around the entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from okrctl.core.checkin.entry import Addition, Entry
from okrctl.core.company.departments import Department

if TYPE_CHECKING:
    from okrctl.core.edit import Refusal

Matches = Callable[[str], bool]
"""Whether ``files:`` in okrctl.yaml matches a path."""

LAYOUT = "file-per-check-in"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{6}Z)-[0-9a-z][0-9a-z-]*\.ya?ml", re.ASCII)
_ARCHIVE = re.compile(r"\.journal\.ya?ml\Z", re.ASCII)
_STAMP = "%Y-%m-%dT%H%M%SZ"
_SCHEMA = re.compile(r"(#\s*yaml-language-server:\s*\$schema=)(\S+)[^\r\n]*")
_BOM = "\ufeff"
_INDENT = 2


def is_own_file(path: str) -> bool:
    """Whether a file's name is that of a single check-in."""
    return _NAME.fullmatch(path.rpartition("/")[2]) is not None


def is_archive(path: str) -> bool:
    """Whether a file's name is that of an archived journal, to which nothing is added."""
    return _ARCHIVE.search(path) is not None


def grows(path: str) -> bool:
    """Whether new entries may be added to a file: it is neither of these."""
    return not (is_own_file(path) or is_archive(path))


def archive_path(department: Department, cycle: str, taken: Container[str], matches: Matches) -> str | None:
    """The path of a new file for the journal of a cycle; None if ``files:`` matches none of the candidates."""
    folder, _, name = home_file(department).rpartition("/")
    stem = f"{department.id}-{cycle.replace('/', '_')}"
    suffixes = dict.fromkeys([f".journal.{name.rpartition('.')[2]}", ".journal.yaml", ".journal.yml"])
    numbers = ("", *(f"-{number}" for number in range(2, 100)))
    found = (
        f"{folder}{inner}/{stem}{number}{suffix}".removeprefix("/")
        for inner in ("/archive", "")
        for suffix in suffixes
        for number in numbers
    )
    return next((path for path in found if path not in taken and matches(path)), None)


def stamp_of(path: str) -> datetime | None:
    """The time in the name of such a file; None for other files and invalid times."""
    found = _NAME.fullmatch(path.rpartition("/")[2])
    try:
        return datetime.strptime(found[1], _STAMP) if found else None  # noqa: DTZ007 - compared with its like alone
    except ValueError:
        return None


def own_file_path(department: Department, stamp: datetime, salt: str, matches: Matches) -> str | None:
    """The path of a new file for one check-in; None if ``files:`` matches none of the candidates.

    ``stamp`` orders the files of a day; ``salt`` distinguishes two files with the same time.
    """
    written = stamp.strftime(_STAMP)
    own = [path for path in department.paths if is_own_file(path)]
    home = home_file(department)
    folder, _, name = home.rpartition("/")
    suffixes = dict.fromkeys([f".{name.rpartition('.')[2]}", ".yaml", ".yml"])
    places = [f"{path.rpartition('/')[0]}/{written}-{salt}" for path in reversed(own)]
    places.append(f"{folder}/journal/{department.id}/{written}-{salt}")
    places.append(f"{folder}/{written}-{salt}-{department.id}")
    found = (f"{place.removeprefix('/')}{suffix}" for place in places for suffix in suffixes)
    return next((path for path in found if matches(path)), None)


def home_file(department: Department) -> str:
    """The department's main file: with name and lead, otherwise the first that isn't a single check-in's."""
    return next(iter((*department.described_in, *filter(grows, department.paths), *department.paths)))


def later_than(path: str, stamp: datetime) -> datetime:
    """A stamp after that of an existing file, and not before the given one."""
    before = stamp_of(path)
    return stamp if before is None else max(stamp, before.replace(tzinfo=stamp.tzinfo) + timedelta(seconds=1))


def first_stamp(day: date) -> datetime:
    """The stamp of a check-in with only a date."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - see stamp_of


def header(department: str, schema: str | None, newline: str = "\n") -> str:
    """The lines above the entry."""
    lines = [*([schema] if schema else []), "okrctl: 1", f"department: {department}", "check_ins:"]
    return "".join(line + newline for line in lines)


def schema_line(path: str, home: str, text: str) -> str | None:
    """The schema comment for editors from the department's file, adapted to a file at another path.

    ``text`` is that of the department's file, ``home``.
    """
    found = _SCHEMA.search(text.removeprefix(_BOM))
    if found is None:
        return None
    start, where = found[1], found[2]
    if "://" in where or where.startswith("/"):
        return start + where
    steps: list[str] = []
    for step in (*home.split("/")[:-1], *where.split("/")):
        if step == ".." and steps and steps[-1] != "..":
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return start + "/".join([".."] * path.count("/") + steps)


def own_file(path: str, department: str, entry: Entry, schema: str | None) -> Addition | Refusal:
    """A new file with just this entry, proven to read back unchanged."""
    from okrctl.core.checkin.place import item_of
    from okrctl.core.edit import Refusal, list_item
    from okrctl.core.loading.facts import department_facts

    text = header(department, schema) + list_item(item_of(entry).block, _INDENT) + "\n"
    facts = department_facts(path, text)
    for problem in facts.problems:
        return Refusal(f"the file would have a problem: {problem.message}")
    (new,) = facts.check_ins if len(facts.check_ins) == 1 else (None,)
    if new is None or not entry.is_said_by(new):
        return Refusal("the file would not read as intended")
    return Addition(text, facts)
