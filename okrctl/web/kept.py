"""Caches the workspace and the answers made from it, as long as the files are unchanged."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from okrctl.core.values.cycle import parse_date
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import Stop
from okrctl.flows.console import Recorder
from okrctl.flows.report.look import Filters, Looked, looked_at
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import as_of, open_revision, open_workspace, workspace_folder
from okrctl.shell.files import CONFIG, read_bytes
from okrctl.shell.git import Repository
from okrctl.shell.reading import blob_name
from okrctl.shell.session import WorkingTree

if TYPE_CHECKING:
    from okrctl.shell.session import Session

MOST_BYTES = 64 << 20
"""The maximum size of all cached answers."""
MOST_REVISIONS = 4
"""The maximum number of loaded revisions."""


@frozen
class Asked:
    """The content of a request, regardless of the answer's format."""

    as_of: date | None = None
    at: str | None = None
    refs: tuple[str, ...] = ()
    filters: Filters = Filters()
    rest: tuple[tuple[str, str], ...] = ()


def date_in(text: str | None) -> date | None:
    """The date that a text says, if there is one; Stop if it is none."""
    day = None if text is None else parse_date(text)
    if text is not None and day is None:
        raise Stop(f"'{text}' is not a date", hint="write it as 2026-02-14")
    return day


NOTHING = Asked()
"""The workspace as it is, all of it."""


@frozen
class Answer:
    """An answer to send; ``tag`` identifies exactly these bytes, ``whole`` is False if files were left out."""

    body: bytes
    tag: str
    whole: bool = True


@frozen
class _Loaded:
    session: Session
    contents: tuple[str, dict[str, str]]


@dataclass
class Kept:
    """What is loaded and computed once for many requests. Safe to use from several threads."""

    settings: Settings
    most_bytes: int = MOST_BYTES
    _lock: Lock = field(default_factory=Lock)
    _now: _Loaded | None = None
    _revisions: OrderedDict[str, Session] = field(default_factory=OrderedDict)
    _answers: OrderedDict[object, Answer] = field(default_factory=OrderedDict)
    _bytes: int = 0

    def session(self) -> Session:
        """The workspace with its present files, or at the revision being served."""
        with self._lock:
            return self._current()[1]

    def version(self) -> str:
        """A name for the present contents of the files and the day."""
        with self._lock:
            name, _ = self._current()
        return sha256(f"{name} {as_of(self.settings)}".encode()).hexdigest()[:16]

    def looked(self, asked: Asked = NOTHING) -> Looked:
        """The requested workspace; Stop if something named is not there."""
        with self._lock:
            return self._look(asked, self._opened(asked)[1])

    def answer(self, kind: str, asked: Asked, make: Callable[[Looked], tuple[str, bool]]) -> Answer:
        """The cached or new answer: a text, and whether nothing had to be left out of it."""
        with self._lock:
            name, session = self._opened(asked)
            key = (name, as_of(self.settings), kind, asked)
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
                return found
            text, whole = make(self._look(asked, session))
            body = text.encode("utf-8", "backslashreplace")
            made = Answer(body, f'"{sha256(body).hexdigest()[:32]}"', whole)
            self._keep(key, made)
            return made

    def _look(self, asked: Asked, session: Session) -> Looked:
        own = self.settings
        settings = replace(own, as_of=asked.as_of or own.as_of, at=asked.at or own.at)
        _only_files_of(session, asked.refs)
        return looked_at(session, settings, Recorder(), asked.refs or None, asked.filters)

    def _opened(self, asked: Asked) -> tuple[str, Session]:
        return self._at(asked.at) if asked.at else self._current()

    def _current(self) -> tuple[str, Session]:
        if self.settings.at is not None:
            return self._at(self.settings.at)
        loaded = self._now
        contents = _contents(loaded.session) if loaded else None
        if loaded is None or contents != loaded.contents:
            # answers from earlier contents are not needed anymore
            self._answers.clear()
            self._bytes = 0
            session = open_workspace(self.settings, named=True)
            # a file that changes while it is read is read again with the next request
            names = dict(session.tree.read)
            loaded = self._now = _Loaded(session, (contents[0] if contents else _config(session), names))
        name = sha256(repr((loaded.contents[0], sorted(loaded.contents[1].items()))).encode()).hexdigest()
        return name, loaded.session

    def _at(self, revision: str) -> tuple[str, Session]:
        commit = Repository(workspace_folder(self.settings)).commit(revision)
        if commit not in self._revisions:
            self._revisions[commit] = open_revision(self.settings, commit)
            while len(self._revisions) > MOST_REVISIONS:
                self._revisions.popitem(last=False)
        self._revisions.move_to_end(commit)
        return commit, self._revisions[commit]

    def _keep(self, key: object, made: Answer) -> None:
        if len(made.body) > self.most_bytes:
            return
        self._answers[key] = made
        self._bytes += len(made.body)
        while self._bytes > self.most_bytes:
            _, old = self._answers.popitem(last=False)
            self._bytes -= len(old.body)


def _contents(session: Session) -> tuple[str, dict[str, str]]:
    """Git's names for the present contents of the files."""
    found = session.tree.listing(session.workspace.config.files)
    return _config(session), {path: name for path, name in found.items() if name is not None}


def _config(session: Session) -> str:
    assert isinstance(session.tree, WorkingTree)
    raw, _ = read_bytes(session.root, CONFIG)
    return "" if raw is None else blob_name(raw)


def _only_files_of(session: Session, refs: Sequence[str]) -> None:
    """Stop if a name is a path outside the workspace: nobody may find out here which files this machine has."""
    paths = [f"/{file.path}" for file in session.workspace.files]
    for ref in refs:
        path = "." in ref or "\\" in ref or ref.startswith("/")
        if path and not any(known.endswith(f"/{ref}") for known in paths):
            raise Stop(f"there is no file {ref} in this workspace")
