"""Where a check-in goes, and the proof that the file then says just that much more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from okrctl.core.checkin.block import item_of
from okrctl.core.checkin.entry import Entry
from okrctl.core.edit import Edit, Refusal, append_item
from okrctl.core.facts import department_facts
from okrctl.core.model import FileFacts
from okrctl.core.source import read
from okrctl.core.workspace import Workspace

KEY = "check_ins"
_BOM = "\ufeff"


def journal_path(ws: Workspace, department: str, text: Callable[[str], str | None]) -> str:
    """The file a department's next check-in goes to.

    The one with its latest check-in; without any, one that holds a journal already; else the one with name and lead.
    """
    written = ws.journal.get(department, ())
    if written:
        return written[-1].path
    home = ws.departments[department]
    by_weight = [*home.described_in, *(path for path in home.paths if path not in home.described_in)]
    if len(by_weight) > 1:
        for path in by_weight:
            data = read(path, text(path) or "").data
            if isinstance(data, dict) and KEY in data:
                return path
    return by_weight[0]


def append_entry(path: str, text: str, entry: Entry) -> Edit | Refusal:
    """The file with the entry at the end of its journal, proven to say exactly that much more, or why not.

    Args:
        path: names the file.
        text: its whole text, byte order mark included.
        entry: judged.
    """
    before = department_facts(path, text.removeprefix(_BOM))
    if before.unreadable:
        return Refusal("the file cannot be read: okrctl validate shows what is wrong")
    edit = append_item(text, (KEY,), item_of(entry))
    if isinstance(edit, Refusal):
        return edit
    after = department_facts(path, edit.text.removeprefix(_BOM))
    if _found(after) != _found(before):
        return Refusal("the check-in would add a finding to the file")
    *old, new = after.check_ins or (None,)
    if new is None or tuple(old) != before.check_ins or replace(new, at=()) != entry.as_read(()):
        return Refusal("the check-in would not read back as it was given")
    if replace(after, check_ins=(), problems=()) != replace(before, check_ins=(), problems=()):
        return Refusal("the check-in would change how the plan reads")
    return edit


def _found(facts: FileFacts) -> Counter[tuple[str, str]]:
    """What is wrong with a file, wherever it stands."""
    return Counter((problem.rule, problem.message) for problem in facts.problems)
