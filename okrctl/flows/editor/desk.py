"""A workspace with files open in an editor: their unsaved texts stand before what is on disk.

An editor asks from several threads: one snapshot is made at a time, and whoever can do with the one before need not
wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from time import monotonic

from okrctl.core.company.workspace import Workspace, build
from okrctl.core.editor.journal import Basis, JournalLocator, basis, plan_alone, reread, thin
from okrctl.core.findings.diagnose import Positions, diagnose
from okrctl.core.format.doc import put
from okrctl.core.loading.config import load_config
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.files import FileFacts
from okrctl.core.model.settings import Config, defaults
from okrctl.core.planning.propose import Files
from okrctl.core.review.report_day import ReportDay
from okrctl.core.values.diagnostic import Diagnostic, DocPath
from okrctl.core.values.text import MOST_BYTES
from okrctl.core.yaml.locate import Locator
from okrctl.shell.cache import usual
from okrctl.shell.files import CONFIG, find_files, matching
from okrctl.shell.session import Session, WorkingTree
from okrctl.views.diagnostics import Report

LONG = 60_000
"""A file of so many characters takes longer to read than anybody should wait for while typing."""

LISTED_FOR = 3.0
"""So many seconds a list of the files on disk is good for while nobody says that one of them changed."""


@dataclass(frozen=True)
class Snapshot:
    """The workspace as the editor shows it, on a day.

    ``known`` has the last readable state of files that cannot be read right now, as happens while one types. ``_apart``
    are long files in whose text the check-ins can be told apart.
    """

    session: Session
    known: Workspace
    day: date
    _locators: dict[str, tuple[str, Locator]] = field(repr=False)
    _apart: frozenset[str] = frozenset()

    def text(self, path: str) -> str | None:
        """The text of a file, as it is in the editor."""
        return self.session.text(path)

    @property
    def files(self) -> Files:
        """The texts, to be edited."""
        return Files(lambda path: self.text(path) or "")

    def locator(self, path: str, at: DocPath = ()) -> Locator:
        """Positions in a file, kept as long as its text stays the same; with a place, at least that of this place."""
        text = self.text(path) or ""
        if at and at[0] != "check_ins" and len(text) >= LONG:
            return self.plan(path)
        kept = self._locators.get(path)
        if kept is None or kept[0] != text:
            made = JournalLocator if path in self._apart else Locator
            kept = self._locators[path] = (text, made(path, text))
        return kept[1]

    def plan(self, path: str) -> Locator:
        """The same without check-ins, which takes no time however many there are."""
        text = self.text(path) or ""
        key = f"{path}\0plan"
        kept = self._locators.get(key)
        if kept is None or kept[0] != text:
            kept = self._locators[key] = (text, Locator(path, plan_alone(text)))
        return kept[1]

    def locator_at(self, path: str, line: int) -> Locator:
        """Positions in a file that know at least what stands on a line (from 1)."""
        plan = self.plan(path)
        return plan if line <= len(plan.lines) and plan.lines[line - 1].strip() else self.locator(path)

    @cached_property
    def report_day(self) -> ReportDay:
        """Scores of the day, as far as the files can be read."""
        return ReportDay(self.known, self.day)

    @cached_property
    def report(self) -> Report:
        """The findings."""
        from okrctl.flows.validate.examine import examine_session

        return examine_session(self.session, self.day, self.locator, cached=True)


class Desk:
    """The open files of one workspace; makes a snapshot when one is asked for after a change.

    Facts of a file are kept as long as its text, or its size and time on disk, stay the same. The open texts are never
    changed in place: a snapshot is of one moment, whatever is typed while it is made.
    """

    def __init__(self, root: Path, today: Callable[[], date]) -> None:
        self.root = root
        self._today = today
        self._open: dict[str, str] = {}
        self._facts: dict[str, tuple[object, FileFacts]] = {}
        self._readable: dict[str, FileFacts] = {}
        self._config: tuple[str, Config] | None = None
        self._usable: Config | None = None
        self._listed: tuple[float, list[str]] | None = None
        self._locators: dict[str, tuple[str, Locator]] = {}
        self._recent: Snapshot | None = None
        self._shows: dict[str, str] | None = None
        self._partly: set[str] = set()
        self._sound: dict[str, Basis] = {}
        self._apart: set[str] = set()
        self._saved = False
        self._making = Lock()

    def put(self, path: str, text: str) -> None:
        """A file is open, or its text changed in the editor."""
        # what is longer cannot be read anyway, and only costs time
        text = text[: MOST_BYTES + 1]
        if self._open.get(path) != text:
            self._open = {**self._open, path: text}

    def close(self, path: str) -> None:
        """A file was closed: what is on disk counts again."""
        self._open = {each: text for each, text in self._open.items() if each != path}
        self._locators.pop(path, None)
        self._sound.pop(path, None)
        self.look_again()

    def look_again(self) -> None:
        """Something changed on disk."""
        self._saved = True

    def text(self, path: str) -> str | None:
        """The text of an open file."""
        return self._open.get(path)

    @property
    def opened(self) -> list[str]:
        """The paths of the open files."""
        return list(self._open)

    def recent(self) -> Snapshot:
        """The workspace as it was a moment ago, without waiting for what changed since."""
        return self._recent or self.snapshot()

    def snapshot(self) -> Snapshot:
        """The workspace as it is now."""
        day = self._today()
        with self._making:
            if self._saved:
                self._saved, self._listed = False, None
                # limits hold for a file as a whole
                while self._partly:
                    self._facts.pop(self._partly.pop(), None)
            opened, found = self._open, self._recent
            fresh = self._listed is not None and monotonic() - self._listed[0] < LISTED_FOR
            if found is None or opened is not self._shows or not fresh or found.day != day:
                found = self._recent = self._made(day, opened, found)
                self._shows = opened
            return found

    def quick(self, path: str) -> list[Diagnostic] | None:
        """What is wrong with an open file by itself, but for the check-ins that nobody touched.

        None where it takes no longer to read all of it.
        """
        text, kept, recent = self._open.get(path), self._facts.get(path), self._recent
        if text is None or len(text) < LONG or kept is None or recent is None or not isinstance(kept[0], str):
            return None
        short = thin(text, kept[0])
        if short is None or kept[0] == text:
            return None
        problems = department_facts(path, short).problems
        positions = Positions(lambda _: short)
        return diagnose(problems, positions, recent.known.config.rules, [(path, short)], whole=False)

    def _made(self, day: date, opened: dict[str, str], before: Snapshot | None) -> Snapshot:
        tree = WorkingTree(self.root, dict(opened), usual(self.root))
        config = self._settings(tree)
        files = list(self._files(tree, opened, config))
        readable = [self._readable.get(file.path, file) if file.unreadable else file for file in files]
        self._readable = {file.path: file for file in readable}
        ws = build(config, files)
        known = ws if all(map(_same, files, readable)) else build(config, readable)
        if before is not None and before.day == day and before.known.config is config and _unchanged(before, files):
            return before
        return Snapshot(Session(self.root, tree, ws), known, day, self._locators, frozenset(self._apart))

    def _typed(self, path: str, text: str, kept: tuple[object, FileFacts] | None) -> FileFacts:
        """The facts of an open file; of a long one that was read before, the check-ins that changed are read alone."""
        before = self._sound.get(path) if kept is not None and len(text) >= LONG else None
        made = reread(path, text, before) if before is not None else None
        if made is None:
            self._partly.discard(path)
            made = department_facts(path, text)
        else:
            self._partly.add(path)
        sound = basis(text, made) if len(text) >= LONG else None
        if sound is not None:
            self._sound[path] = sound
        (self._apart.add if sound is not None or path in self._partly else self._apart.discard)(path)
        return made

    def _settings(self, tree: WorkingTree) -> Config:
        """The settings; what cannot be used leaves those before in force, with its problems."""
        text = tree.text(CONFIG) or ""
        if self._config is None or self._config[0] != text:
            config = load_config(CONFIG, text)
            if config.unusable:
                problems = config.problems
                config = (self._usable or defaults()).but()
                put(config, "path", CONFIG)
                put(config, "problems", problems)
            else:
                self._usable = config
            self._config = (text, config)
        return self._config[1]

    def _files(self, tree: WorkingTree, opened: dict[str, str], config: Config) -> Iterator[FileFacts]:
        self._listed = (monotonic(), find_files(self.root, config.files))
        for path in sorted({*self._listed[1], *matching(opened, config.files)}):
            known: object = opened[path] if path in opened else _signature(self.root / path)
            kept = self._facts.get(path)
            if kept is None or kept[0] != known:
                made = self._typed(path, opened[path], kept) if path in opened else tree.facts(path)
                kept = self._facts[path] = (known, made)
            yield kept[1]


def _same(one: FileFacts, other: FileFacts) -> bool:
    return one is other


def _unchanged(before: Snapshot, files: list[FileFacts]) -> bool:
    there = before.session.workspace.files
    return len(there) == len(files) and all(map(_same, there, sorted(files, key=lambda file: file.path)))


def _signature(path: Path) -> object:
    """What a file on disk is told by without reading it."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
