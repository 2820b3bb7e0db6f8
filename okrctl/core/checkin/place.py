"""A check-in as new YAML, where it goes, and the proof that it is the only change of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from okrctl.core.checkin.entry import Addition, Entry, ResultInput
from okrctl.core.checkin.own_file import LAYOUT, Matches, grows, home_file, later_than, own_file_path
from okrctl.core.company.workspace import Workspace
from okrctl.core.edit import Item, Refusal, append_item
from okrctl.core.edit.written import Plain, Short, item
from okrctl.core.model.files import FileFacts
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import read


def item_of(entry: Entry) -> Item:
    """The entry as a list item, in block style and on one line."""
    fields: dict[str, Any] = {"date": Plain(entry.date.isoformat()), "by": entry.by}
    if entry.corrects is not None:
        fields["corrects"] = Plain(entry.corrects.isoformat())
    if entry.note is not None:
        fields["note"] = entry.note
    if entry.results:
        fields["results"] = {id: _result(said) for id, said in entry.results}
    if entry.unchanged:
        fields["unchanged"] = list(entry.unchanged)
    return item(fields)


def _result(said: ResultInput) -> Any:
    if said == ResultInput(value=said.value) and said.value is not None:
        return Plain(said.value)
    fields = Short()
    for name in ("value", "baseline", "confidence", "projected"):
        text = getattr(said, name)
        if text is not None:
            fields[name] = Plain(text)
    if said.done is not None:
        fields["done"] = list(said.done)
    if said.note is not None:
        fields["note"] = said.note
    return fields


KEY = "check_ins"
_BOM = "\ufeff"


@frozen
class Destination:
    """The file of a check-in; ``fresh`` if it is new."""

    path: str
    fresh: bool = False


def destination(
    ws: Workspace,
    department: str,
    day: date,
    text: Callable[[str], str | None],
    stamp: datetime,
    salt: str,
    matches: Matches,
) -> Destination | Refusal:
    """The file for a department's check-in of a day, by the workspace's layout.

    Of two entries on one day, the later one in order wins, so a new one must be last: if its place by the layout is
    before that of an entry of the same day, it goes to that entry's file.

    ``day`` is the date of its values, ``stamp`` the current time in UTC, ``salt`` a few random letters; ``matches``
    says whether ``files:`` matches a path.
    """
    same_day = [placed.path for placed in ws.journal.get(department, ()) if placed.entry.date == day]
    if ws.config.check_in.layout != LAYOUT:
        path = journal_path(ws, department, text)
        return Destination(max([path, *same_day]))
    home = ws.departments[department]
    moment = later_than(same_day[-1], stamp) if same_day else stamp
    new = own_file_path(home, moment, salt, matches)
    if new is None:
        patterns = ", ".join(ws.config.files)
        return Refusal(f"`files:` in {ws.config.path} ({patterns}) would not match the check-in's own file")
    if same_day and same_day[-1] > new:
        return Destination(same_day[-1])
    return Destination(new, fresh=True)


def journal_path(ws: Workspace, department: str, text: Callable[[str], str | None]) -> str:
    """The file to which a department's journal is appended.

    The one with its latest check-in; otherwise one that has a journal; otherwise the one with name and lead. Files of
    single check-ins and archives don't count.
    """
    written = [placed.path for placed in ws.journal.get(department, ()) if grows(placed.path)]
    if written:
        return written[-1]
    home = ws.departments[department]
    first = home_file(home)
    by_weight = [first, *(path for path in home.paths if path != first and grows(path))]
    if len(by_weight) > 1:
        for path in by_weight:
            data = read(path, text(path) or "").data
            if isinstance(data, dict) and KEY in data:
                return path
    return first


def append_entry(path: str, text: str, entry: Entry, before: FileFacts | None = None) -> Addition | Refusal:
    """The file with the entry at the end of its journal, proven to be the only change, or why not.

    ``text`` includes the byte order mark; ``before`` is its content, if known.
    """
    from okrctl.core.loading.facts import department_facts

    before = before or department_facts(path, text.removeprefix(_BOM))
    if before.unreadable:
        return Refusal("the file cannot be read: okrctl validate shows what is wrong")
    edit = append_item(text, (KEY,), item_of(entry))
    if isinstance(edit, Refusal):
        return edit
    after = department_facts(path, edit.text.removeprefix(_BOM))
    found, there = _found(after), _found(before)
    for _, message, help in found - there:
        return Refusal(f"the file would have a new problem: {message}{f' ({help})' if help else ''}")
    *old, new = after.check_ins or (None,)
    if found != there or new is None or tuple(old) != before.check_ins or not entry.is_said_by(new):
        return Refusal("the file would not read as intended")
    if replace(after, check_ins=(), problems=()) != replace(before, check_ins=(), problems=()):
        return Refusal("the check-in would change the plan")
    return Addition(edit.text, after)


def _found(facts: FileFacts) -> Counter[tuple[str, str, str | None]]:
    """The problems of a file, without their positions."""
    return Counter((problem.rule, problem.message, problem.help) for problem in facts.problems)
