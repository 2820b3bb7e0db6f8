"""Whole reports kept in the user's cache: the same question about the same files has the same answer.

A question is a command line with all that may colour its answer: folder, day, terminal, environment, the program
itself. Its answer is kept under the content of every file that it drew on. So a report that was made before is said
again after reading and hashing the files, without understanding them. Only reports that draw on the working tree
alone are kept: whatever reads or writes anything else calls :func:`~okrctl.shell.recording.forget`.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from okrctl.shell import recording
from okrctl.shell.cache import NO_CACHE, Cache, key, own_sources, usual
from okrctl.shell.clock import today
from okrctl.shell.files import CONFIG, find_files, find_root, read_bytes, repository_prefix

_VARIABLES = ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LINES", "OKRCTL_ROOT", "OKRCTL_NO_CACHE", "LANG", "LC_ALL")
_OWNERS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
_LONGEST = 4 << 20
EXIT_KEPT = (0, 1)


@dataclass(slots=True)
class Recording:
    """What this run has been asked, and what it draws on."""

    question: str
    cache: Cache = NO_CACHE
    root: str = ""
    patterns: tuple[str, ...] = ()
    state: str = ""


_now: Recording | None = None


def answer(args: list[str]) -> int | None:
    """Say again what was said to these arguments before, and give its exit code; None when it has to be worked out."""
    global _now  # noqa: PLW0603 - one process answers one question at a time
    _now = None
    recording.forget()
    if not args or args[0] not in recording.COMMANDS or "--no-cache" in args or os.environ.get("OKRCTL_NO_CACHE"):
        return None
    try:
        here = os.getcwd()
    except OSError:
        return None
    cache = usual(Path(here), workspace=False)
    if cache is NO_CACHE:
        return None
    question = _question(args, here)
    known = cache.get(question, _known)
    if known is not None and usual(Path(known[0])) is not NO_CACHE:
        found = cache.get(_place(question, state_of(*known)), _said)
        if found is not None:
            return _say(*found)
    _now = Recording(question)
    recording.begin()
    return None


def draws_on(cache: Cache, root: Path, patterns: tuple[str, ...]) -> None:
    """This run draws on the files of the workspace in that folder; called before any of them is read."""
    if _now is not None:
        _now.cache, _now.root, _now.patterns = cache, str(root.absolute()), patterns
        _now.state = state_of(_now.root, patterns) if cache is not NO_CACHE else ""


def keep(code: int) -> None:
    """Keep the answer of this run, unless its files have changed meanwhile."""
    asked, said = _now, recording.said
    recording.forget()
    if asked is None or said is None or not asked.state or code not in EXIT_KEPT:
        return
    if sum(len(text) for _, text in said) > _LONGEST:
        return
    drawn_on = (asked.root, asked.patterns)
    if state_of(*drawn_on) == asked.state:
        asked.cache.put(asked.question, drawn_on)
        asked.cache.put(_place(asked.question, asked.state), (code, said))


def state_of(root: str, patterns: tuple[str, ...]) -> str:
    """The content of every file that a report on a workspace may draw on, as a digest."""
    folder = Path(root)
    digest = sha256(repository_prefix(folder).encode("utf-8", "surrogateescape"))

    def add(home: Path, path: str) -> None:
        raw, problem = read_bytes(home, path)
        told = raw if raw is not None else repr(problem).encode("utf-8", "surrogateescape")
        digest.update(f"\0{path}\0{raw is None}\0{len(told)}\0".encode("utf-8", "surrogateescape"))
        digest.update(told)

    for path in (CONFIG, *find_files(folder, patterns)):
        add(folder, path)
    top = folder.resolve().parents
    above = repository_prefix(folder).count("/")
    for path in _OWNERS:
        add(top[above - 1] if above else folder, path)
    return digest.hexdigest()


def _question(args: list[str], here: str) -> str:
    streams = [f"{_is_terminal(each)} {_size(each)}" for each in (0, 1, 2)]
    known = [f"{name}={os.environ.get(name)}" for name in _VARIABLES]
    # a workspace made since in a folder on the way up would be the nearer one
    nearest = str(find_root(Path(here)))
    return key("question", here, "\0".join([nearest, str(today()), *streams, *known, own_sources(), *args]))


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


def _size(descriptor: int) -> str:
    try:
        return str(os.get_terminal_size(descriptor))
    except (OSError, ValueError):
        return ""


def _place(question: str, state: str) -> str:
    return key("answer", question, state)


def _known(data: Any) -> tuple[str, tuple[str, ...]]:
    root, patterns = data
    return str(root), tuple(map(str, patterns))


def _said(data: Any) -> tuple[int, list[tuple[str, str]]]:
    code, said = data
    return int(code), [(str(stream), str(text)) for stream, text in said]


def _say(code: int, said: list[tuple[str, str]]) -> int:
    for stream, text in said:
        if stream == "out":
            sys.stdout.write(text)
        else:
            sys.stdout.flush()
            sys.stderr.write(text)
            sys.stderr.flush()
    return code
