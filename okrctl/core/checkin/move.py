"""Moves a journal between its department's file, files of their own and an archive, line by line and unchanged.

The result is compared with the workspace before: the same entries in the same order, the same values in the same order
for each key result, the same plan and the same findings. Otherwise nothing is moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from okrctl.core.checkin.own_file import (
    Matches,
    archive_path,
    first_stamp,
    grows,
    header,
    home_file,
    is_archive,
    is_own_file,
    later_than,
    own_file_path,
    schema_line,
)
from okrctl.core.checkin.place import KEY, journal_path
from okrctl.core.checkin.twice import Text, body, going_on, salt, twice, without
from okrctl.core.company.workspace import Workspace
from okrctl.core.edit import Item, Refusal, append_item, layout
from okrctl.core.edit.chunks import Chunks, chunks, dash_column, shifted_to
from okrctl.core.edit.lines import remarks
from okrctl.core.edit.proposal import BOM, Proposal
from okrctl.core.scores.journal import index_journal
from okrctl.core.scores.plan import Key
from okrctl.core.values.frozen import frozen

_ENDS = ("\r", "\n")
_UNREAD = "not every entry can be read: okrctl validate shows what is wrong"


@frozen
class Doubt:
    """A file that prevents the move, and why."""

    path: str
    refusal: Refusal


class _Stop(Exception):  # noqa: N818 - control flow, turned into a value by callers
    def __init__(self, path: str, reason: str | Refusal) -> None:
        super().__init__(reason)
        self.doubt = Doubt(path, Refusal(reason) if isinstance(reason, str) else reason)


def to_own_files(ws: Workspace, departments: Iterable[str], text: Text, matches: Matches) -> Proposal | Doubt:
    """Move each entry in these departments' files to a file of its own, unless something else would change."""
    departments = tuple(departments)
    there = twice(ws, departments, text, moved_out=True)
    return _moved(ws, there, text, lambda ws: [_to_own_files(ws, each, text, matches) for each in departments])


def to_department_file(ws: Workspace, departments: Iterable[str], text: Text) -> Proposal | Doubt:
    """Move all entries of each department to the file of its journal, unless something else would change."""
    departments = tuple(departments)
    there = twice(ws, departments, text, moved_out=False)
    return _moved(ws, there, text, lambda ws: [_to_department_file(ws, each, text) for each in departments])


def to_archive(
    ws: Workspace, department: str, name: str, before: date, text: Text, matches: Matches
) -> Proposal | Doubt:
    """Move a department's entries from before a day to an archive file, which is read but never added to.

    ``name`` is the cycle that ended; ``matches`` says whether ``files:`` matches a path.
    """

    def change(ws: Workspace) -> list[Proposal]:
        return [_to_archive(ws, department, name, before, text, matches)]

    made = _moved(ws, (), text, change)
    if isinstance(made, Doubt):
        return made
    lines = {body(new) for new in made.created.values()}
    there = [path for path in ws.departments[department].paths if is_archive(path) and body(text(path)) in lines]
    return _moved(ws, there, text, change) if there else made


def _moved(
    ws: Workspace, there: Sequence[str], text: Text, change: Callable[[Workspace], list[Proposal]]
) -> Proposal | Doubt:
    """The proven move, without the files that an interrupted one has already made."""
    rest = without(ws, there)
    try:
        return going_on(_proven(rest, change(rest)), there, text)
    except _Stop as stop:
        return stop.doubt


def _to_archive(ws: Workspace, department: str, name: str, before: date, text: Text, matches: Matches) -> Proposal:
    home = ws.departments[department]
    moved = dict[str, set[str | int]]()
    for placed in ws.journal.get(department, ()):
        if placed.entry.date < before and grows(placed.path):
            moved.setdefault(placed.path, set()).add(placed.entry.at[-1])
    updated, taken = {}, list[str]()
    column: int | None = None
    for path in (path for path in home.paths if path in moved):
        found = _parts(path, text(path))
        assert found is not None
        column = found.column if column is None else column
        taken += [shifted_to(part, column) for number, part in enumerate(found.parts) if number in moved[path]]
        stay = (part for number, part in enumerate(found.parts) if number not in moved[path])
        updated[path] = (text(path), found.replaced(text(path), stay))
    if not updated:
        return Proposal()
    new = archive_path(home, name, [file.path for file in ws.files], matches)
    if new is None:
        raise _Stop(ws.config.path, "`files:` would not match the journal file of a past cycle")
    base = home_file(home)
    newline = layout.newline_before(text(base), len(text(base)))
    head = header(department, schema_line(new, base, text(base)), newline)
    lines = [part if part.endswith(_ENDS) else part + newline for part in taken]
    return Proposal(updated, {new: head + "".join(lines)})


def _to_own_files(ws: Workspace, department: str, text: Text, matches: Matches) -> Proposal:
    home = ws.departments[department]
    if department in ws.veiled():
        raise _Stop(home.paths[0], f"a file, perhaps of {department}, cannot be read: okrctl validate shows which")
    base = home_file(home)
    schema_text = text(base)
    parts: dict[str, Chunks] = {}
    for path in filter(grows, home.paths):
        found = _parts(path, text(path))
        if found is not None:
            parts[path] = found
    created: dict[str, str] = {}
    free: dict[date, datetime] = {}
    for placed in ws.journal.get(department, ()):
        day = placed.entry.date
        if is_archive(placed.path):
            continue
        stamp = free.get(day, first_stamp(day))
        if is_own_file(placed.path):
            free[day] = later_than(placed.path, stamp)
            continue
        part = parts[placed.path].parts[int(placed.entry.at[-1])]
        new = own_file_path(home, stamp, salt(part), matches)
        if new is None:
            raise _Stop(ws.config.path, "`files:` would not match the check-ins' own files")
        newline = layout.newline_before(text(placed.path), len(text(placed.path)))
        created[new] = header(department, schema_line(new, base, schema_text), newline) + part
        free[day] = later_than(new, stamp)
    updated = {path: (text(path), found.replaced(text(path), ())) for path, found in parts.items()}
    if len(created) != sum(len(found.parts) for found in parts.values()):
        # an entry with an error isn't part of the journal
        raise _Stop(next(iter(parts)), _UNREAD)
    return Proposal(updated, created)


def _to_department_file(ws: Workspace, department: str, text: Text) -> Proposal:
    own = [path for path in ws.departments[department].paths if is_own_file(path)]
    if not own:
        return Proposal()
    target = journal_path(ws, department, lambda path: text(path).removeprefix(BOM))
    if is_own_file(target):
        raise _Stop(target, f"{department} has only files with check-ins")
    before = text(target)
    order = {(placed.path, placed.entry.at): rank for rank, placed in enumerate(ws.journal[department])}
    found = _parts(target, before)
    rows = [(order.get((target, (KEY, index)), -1), part) for index, part in enumerate(found.parts if found else ())]
    bodies = {path: _body(path, text(path)) for path in own}
    column = found.column if found else dash_column(next(iter(bodies.values())))
    for path, lines in sorted(bodies.items(), key=lambda item: order.get((item[0], (KEY, 0)), -1)):
        rank = order.get((path, (KEY, 0)), -1)
        place = max((number for number, row in enumerate(rows) if row[0] < rank), default=-1) + 1
        rows.insert(place, (rank, lines if column is None else shifted_to(lines, column)))
    after = _with(target, before, found, [part for _, part in rows])
    return Proposal({target: (before, after)}, removed={path: text(path) for path in own})


def _parts(path: str, text: str) -> Chunks | None:
    found = chunks(text, (KEY,))
    if isinstance(found, Refusal):
        raise _Stop(path, found)
    return found


def _body(path: str, text: str) -> str:
    """The lines of the entry in a file of its own, which may contain nothing else that would be lost."""
    found = body(text)
    if found is None:
        raise _Stop(path, "it contains more than a check-in, which would be lost")
    return found


def _with(path: str, text: str, found: Chunks | None, parts: list[str]) -> str:
    """A text with these parts as its journal."""
    if found is None:
        begun = append_item(text, (KEY,), Item("placeholder", "placeholder"))
        if isinstance(begun, Refusal):
            raise _Stop(path, begun)
        text = begun.text
        found = _parts(path, text)
        assert found is not None
        # there may be a comment where the first entry goes
        lines = [line for line in found.parts[0].splitlines() if line.strip() != "- placeholder"]
        newline = layout.newline_before(text, found.start)
        parts = ["".join(line + newline for line in lines) + parts[0], *parts[1:]]
    newline = layout.newline_before(text, found.start)
    last = len(parts) if found.end == len(text) else None
    ended = (
        part if not part or part.endswith(_ENDS) or number == last else part + newline
        for number, part in enumerate(parts, 1)
    )
    return found.replaced(text, ended)


def _proven(ws: Workspace, parts: list[Proposal]) -> Proposal:
    proposal = Proposal(
        {path: texts for part in parts for path, texts in part.updated.items()},
        {path: text for part in parts for path, text in part.created.items()},
        {path: text for part in parts for path, text in part.removed.items()},
    )
    if not proposal.updated:
        return proposal
    after = proposal.workspace(ws)
    path = next(iter(proposal.updated))
    checks = (
        (_journals, "the entries or their order would change"),
        (_words, "the order of values of one key result on one day would change"),
        (_plans, "the plan would change"),
        (_findings, "the findings in the files would change"),
    )
    for check, reason in checks:
        if check(ws) != check(after):
            raise _Stop(path, reason)
    was = [*(before for before, _ in proposal.updated.values()), *proposal.removed.values()]
    if _remarks(was) != _remarks(proposal.texts().values()):
        raise _Stop(path, "a comment would be lost")
    return proposal


def _journals(ws: Workspace) -> object:
    return {department: [placed.entry for placed in entries] for department, entries in ws.journal.items()}


def _words(ws: Workspace) -> dict[Key, list[object]]:
    return {
        key: [(m.placed.department, m.placed.entry, m.result) for m in mentions]
        for key, mentions in index_journal(ws).mentions.items()
    }


def _plans(ws: Workspace) -> object:
    return [
        replace(file, check_ins=(), problems=(), incomplete=False, speaks=False)
        for file in ws.files
        if grows(file.path)
    ]


def _remarks(texts: Iterable[str]) -> Counter[str]:
    """All comments except schema comments for editors, which every file has."""
    found: Counter[str] = Counter()
    for text in texts:
        found += remarks(text.removeprefix(BOM))
    return Counter({words: count for words, count in found.items() if not words.startswith("# yaml-language-server:")})


def _findings(ws: Workspace) -> Counter[tuple[str, str]]:
    return Counter((problem.rule, problem.message) for file in ws.files for problem in file.problems)
