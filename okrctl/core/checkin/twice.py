"""Handles interrupted moves, which leave entries in two places: new files are written before old lines are removed.

A repeated move continues from there: it works on the workspace without the duplicates, and keeps what was already
moved.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import sha256

from okrctl.core.checkin.own_file import grows, is_own_file
from okrctl.core.checkin.place import KEY
from okrctl.core.company.workspace import Workspace, build
from okrctl.core.edit import Refusal
from okrctl.core.edit.chunks import chunks, shifted_to
from okrctl.core.edit.proposal import Proposal

_BREAK = r"(?:\r\n|\r|\n)"
_HEADER = re.compile(
    rf"(?:# yaml-language-server:[^\r\n]*{_BREAK})?okrctl: ['\"]?1['\"]?{_BREAK}"
    rf"department: ['\"]?[a-z0-9-]+['\"]?{_BREAK}{KEY}:{_BREAK}"
)
Text = Callable[[str], str]
"""Returns the text of a file, including its byte order mark."""


def body(text: str) -> str | None:
    """The lines below the head of a file with only check-ins; None for other files."""
    found = _HEADER.match(text)
    return None if found is None else text[found.end() :]


def salt(part: str) -> str:
    """The suffix that distinguishes two files with the same time; always the same for the same entry."""
    return sha256(part.encode()).hexdigest()[:6]


def twice(ws: Workspace, departments: Iterable[str], text: Text, *, moved_out: bool) -> list[str]:
    """Files of single check-ins whose entry is also in the department's file, line by line.

    With ``moved_out``, only files made by a move out of that file count, recognized by their names.
    """
    found = []
    for department in departments:
        paths = ws.departments[department].paths
        own = [path for path in paths if is_own_file(path)]
        rows: Counter[str] = Counter()
        for path in paths if own else ():
            listed = chunks(text(path), (KEY,)) if grows(path) else None
            if listed is not None and not isinstance(listed, Refusal):
                rows.update(_plain(part) for part in listed.parts)
        for path in own:
            entry = body(text(path))
            if entry is None or not rows[_plain(entry)] or (moved_out and f"-{salt(entry)}" not in path):
                continue
            rows[_plain(entry)] -= 1
            found.append(path)
    return found


def without(ws: Workspace, paths: Iterable[str]) -> Workspace:
    """The workspace without these files."""
    gone = set(paths)
    return build(ws.config, [file for file in ws.files if file.path not in gone]) if gone else ws


def going_on(proposal: Proposal, there: Iterable[str], text: Text) -> Proposal:
    """A proposal for a workspace without some files, as one for the workspace that still has them."""
    updated, created, removed = dict(proposal.updated), dict(proposal.created), dict(proposal.removed)
    for path in there:
        now, then = text(path), created.pop(path, None)
        if then is None:
            removed[path] = now
        elif then != now:
            updated[path] = (now, then)
    return Proposal(updated, created, removed)


def _plain(part: str) -> str:
    return shifted_to(part, 0).rstrip("\r\n")
