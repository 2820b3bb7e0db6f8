"""The last step of a check-in: show the change, write it, commit it if asked; or print a block to paste."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import NoReturn

from okrctl.core.checkin import Entry
from okrctl.core.checkin.effect import effect
from okrctl.core.checkin.entry import Addition
from okrctl.core.checkin.own_file import home_file, own_file, schema_line
from okrctl.core.checkin.place import Destination, append_entry, destination, item_of
from okrctl.core.company.workspace import build
from okrctl.core.edit import Refusal, list_item
from okrctl.core.model.files import FileFacts
from okrctl.core.values import safe
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import EXIT_FINDINGS, Stop
from okrctl.flows.console import Console, agreed, having
from okrctl.shell.files import would_find
from okrctl.shell.session import Session, WorkingTree
from okrctl.shell.still import alone, check_plans
from okrctl.shell.write import WriteError, Written, locked_update, read_bytes, write_new
from okrctl.views.difference import difference
from okrctl.views.outcome import document_of

Change = Callable[[bytes], Addition | Refusal]


@frozen
class WriteOptions:
    """What to do with an entry: write it, only print or show it, or also commit it."""

    printed: bool = False
    dry_run: bool = False
    commit: bool = False


@dataclass(frozen=True)
class Writing:
    """Writes the entries of one run."""

    session: Session
    console: Console
    how: WriteOptions
    resumes: bool = True
    """Whether answers are kept for another run."""

    def write(self, department: str, entry: Entry, *, confirm: bool, done: Callable[[], object] = lambda: None) -> bool:
        """Write one entry to its file, or stop with the reason; return whether it was written.

        With ``confirm``, it shows the change and asks first. ``done`` is called once the entry is written.
        """
        if self.how.printed:
            self.console.tell(_block(entry))
            done()
            return False
        place = self._destination(department, entry)
        path, file = place.path, self.session.root / place.path
        change = self._own_file(path, department, entry) if place.fresh else _appended(self.session, path, entry)
        seen = None
        if self.how.dry_run or confirm:
            seen = self._preview(department, path, file, entry, change, fresh=place.fresh)
        if self.how.dry_run:
            return False
        if confirm and not agreed(self.console, f"Write this to {safe.path(path)}?"):
            more = " Run the same command to continue." if self.resumes else ""
            self.console.complain(f"Nothing written.{more}")
            return False
        if self.how.commit:
            self._check_commit(file)
        written, texts = self._save(department, path, file, entry, change, fresh=place.fresh, seen=seen)
        with having(self.console, f"the check-in of {department} is written: {safe.path(path)}"):
            done()
            # before any output: a closed pipe (`| head`) must not prevent the commit
            refused = self._commit(written, department, entry) if self.how.commit else None
            if not confirm:
                self._show(department, path, entry.date, *texts)
            what = f"checked in {department} for {entry.date}"
            if entry.corrects:
                what = f"corrected the check-in of {department} for {entry.corrects}"
            self.console.note(f"{what}: {safe.path(path)}")
        if refused is not None:
            raise Stop(refused[0], EXIT_FINDINGS, refused[1])
        return True

    def _destination(self, department: str, entry: Entry) -> Destination:
        from okrctl.shell.clock import now

        ws = self.session.workspace
        found = partial(would_find, self.session.root, patterns=ws.config.files)
        at, mark = now(), os.urandom(3).hex()
        place = destination(ws, department, entry.date, self.session.text, at, mark, found)
        if isinstance(place, Refusal):
            hint = "add okrs/journal/**/*.yaml to files:, or set layout: in-file"
            self.console.complain(safe.line(place.reason), hint)
            _give_block(self.console, entry)
        return place

    def _own_file(self, path: str, department: str, entry: Entry) -> Change:
        """The whole file of one check-in."""
        home = home_file(self.session.workspace.departments[department])
        schema = schema_line(path, home, self.session.text(home) or "")
        return lambda _: own_file(path, department, entry, schema)

    def _preview(self, department: str, path: str, file: Path, entry: Entry, change: Change, *, fresh: bool) -> bytes:
        """Show the change; return the text that it applies to."""
        before = b"" if fresh else read_bytes(file, within=self.session.root)
        after = change(before)
        if isinstance(after, Refusal):
            _refused(self.console, path, after, entry)
        self._show(department, path, entry.date, before, after)
        return before

    def _plans(self, department: str, entry: Entry) -> list[FileFacts]:
        """The files with the plan of the items in a check-in."""
        departments = {department, *(ref.partition("/")[0] for ref, _ in entry.results if "/" in ref)}
        files = self.session.workspace.files
        return [file for file in files if file.department in departments and (file.objectives or file.kpis)]

    def _save(
        self, department: str, path: str, file: Path, entry: Entry, change: Change, *, fresh: bool, seen: bytes | None
    ) -> tuple[Path, tuple[bytes, Addition]]:
        changes: list[tuple[bytes, Addition]] = []

        def plan(before: bytes) -> bytes | Refusal:
            if seen is not None and before != seen:
                # the user agreed to a change of the old text
                raise WriteError(f"{path} changed in the meantime; nothing written", "run the same command again")
            after = change(before)
            if isinstance(after, Refusal):
                return after
            changes.append((before, after))
            return after.text.encode()

        def new() -> Written | Refusal:
            data = plan(b"")
            return data if isinstance(data, Refusal) else write_new(file, data, within=self.session.root)

        try:
            with alone(self.session.root):
                check_plans(self.session, self._plans(department, entry))
                written = new() if fresh else locked_update(file, plan, within=self.session.root)
        except WriteError as error:
            self.console.complain(safe.path(error.message), error.hint)
            _give_block(self.console, entry)
        if isinstance(written, Refusal):
            _refused(self.console, path, written, entry)
        for warning in written.warnings:
            self.console.complain(safe.path(warning))
        return written.path, changes[-1]

    def _show(self, department: str, path: str, day: date, before: bytes, after: Addition) -> None:
        """The changed lines, and their effect on the scores of the entry's day."""
        ws = self.session.workspace
        changed = build(ws.config, [*(file for file in ws.files if file.path != path), after.facts])
        outcome = document_of(effect(changed, department, path, day), department)
        self.console.show(difference(path, before.decode(), after.text), exact=True)
        self.console.show(outcome)

    def _check_commit(self, file: Path) -> None:
        from okrctl.shell.commit import changed_already, commit_obstacle

        real = file.resolve()
        obstacle = commit_obstacle(real)
        if obstacle:
            raise Stop(f"--commit: {obstacle}; nothing written", hint="leave out --commit, and commit later")
        if changed_already(real):
            self.console.note(f"{safe.path(file.name)} has other uncommitted changes; this commit includes them")

    def _commit(self, file: Path, department: str, entry: Entry) -> tuple[str, str] | None:
        """Commit the file; if git refuses, return a message and a hint."""
        import os
        import shlex

        from okrctl.shell.commit import commit_file, is_detached

        what = f"Correct the check-in of {entry.corrects}:" if entry.corrects else "Check in"
        subject = safe.git_message(f"{what} {department}" + ("" if entry.corrects else f" for {entry.date}"))
        words = commit_file(file, subject)
        if words is not None:
            later = f"git commit -m {shlex.quote(subject)} -- {shlex.quote(os.path.relpath(file))}"
            return safe.line(
                f"the check-in is written, but not committed: {words}"
            ), f"commit it later with: {safe.path(later)}"
        if is_detached(file):
            self.console.complain("the commit is on no branch (HEAD is detached)", "to add one: git switch -c NAME")
        return None


def _appended(session: Session, path: str, entry: Entry) -> Change:
    """A file with the entry at the end of its journal."""
    tree = session.tree

    def change(before: bytes) -> Addition | Refusal:
        try:
            text = before.decode()
        except UnicodeDecodeError:
            return Refusal("the file is not UTF-8")
        return append_entry(path, text, entry, tree.kept(path, before) if isinstance(tree, WorkingTree) else None)

    return change


def _refused(console: Console, path: str, refusal: Refusal, entry: Entry) -> NoReturn:
    where = f"{path}:{refusal.span.line}:{refusal.span.column}" if refusal.span else path
    console.complain(f"{safe.path(where)} is unchanged: {safe.line(refusal.reason)}")
    _give_block(console, entry)


def _give_block(console: Console, entry: Entry) -> NoReturn:
    """Print the entry, so that it isn't lost, and exit with 1."""
    console.complain("paste this entry at the end of check_ins")
    console.tell(_block(entry))
    raise Stop(code=EXIT_FINDINGS)


def _block(entry: Entry) -> str:
    return list_item(item_of(entry).block, 2)
