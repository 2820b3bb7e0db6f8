"""The steps that all edits share: find the item, check the change, show its effects, write all files or none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NoReturn, TypeVar

from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.edit.changes import Add, Cut, Move, Put
from okrctl.core.edit.proposal import BOM, Proposal
from okrctl.core.edit.written import pair
from okrctl.core.findings.diagnose import Positions, diagnose
from okrctl.core.format.forms import shown
from okrctl.core.format.literals import says_why
from okrctl.core.format.types import REASON_HELP
from okrctl.core.planning import Doubt, Files, Mistake, PlannedChanges, consequences, propose
from okrctl.core.values import safe
from okrctl.core.values.diagnostic import Problem
from okrctl.core.values.stop import EXIT_FINDINGS, Stop
from okrctl.core.yaml.characters import find_in_scalar
from okrctl.flows.console import Console, having
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import Named, as_of, open_to_write, resolve_target
from okrctl.shell.batch import Batch, apply_batch
from okrctl.shell.files import would_find
from okrctl.shell.session import Session
from okrctl.shell.still import alone, check_all
from okrctl.shell.write import read_bytes
from okrctl.views.difference import difference

Made = TypeVar("Made")
Proof = Callable[[Workspace], str | None]
"""Why the changed workspace isn't what the user asked for; None if it is."""
_NAMED_AT_MOST = 5


@dataclass(frozen=True)
class Editing:
    """One edit of the plan in progress."""

    session: Session
    settings: Settings
    console: Console
    files: Files
    dry_run: bool

    @property
    def ws(self) -> Workspace:
        """The workspace before the edit."""
        return self.session.workspace

    @property
    def today(self) -> date:
        """The day of the edit."""
        return as_of(self.settings)

    def refuse(self, message: str, hint: str | None = None) -> NoReturn:
        """Stop: the input makes no sense."""
        raise Stop(safe.line(message), hint=hint and safe.line(hint))

    def named(self, text: str) -> Named:
        """The item with a name from the command line; Stop if the files have none."""
        named = resolve_target(self.session, text, self.today)
        if named.target.external:
            self.refuse(f"{text} is a group outside the files; it has no plan here")
        return named

    def would_find(self, path: str) -> bool:
        """Whether a new file at a path would be one of the workspace."""
        return would_find(self.session.root, path, self.ws.config.files)

    def known(self, departments: Iterable[str]) -> None:
        """Stop if one of these departments doesn't exist."""
        for name in departments:
            if name not in self.ws.departments:
                self.refuse(f"there is no department {name}", f"available: {', '.join(self.ws.departments)}")

    def entry(self, text: str, *, milestone: bool = False) -> Entry:
        """The objective, key result or KPI of that name; Stop if it is something else."""
        target = self.named(text).target
        if target.entry is None:
            self.refuse(f"{text} is a department", "name one of its objectives, key results or KPIs")
        if target.milestone and not milestone:
            self.refuse(f"{text} is a milestone", f"name its key result, {target.entry.ref}")
        return target.entry

    def made(self, found: Made | Mistake | Doubt) -> Made:
        """What was found; Stop if the edit is a mistake, or cannot be made safely in the file."""
        if isinstance(found, Mistake):
            self.refuse(found.message, found.help)
        if not isinstance(found, Doubt):
            return found
        span = found.refusal.span
        where = f"{found.path}:{span.line}:{span.column}" if span else found.path
        self.console.complain(f"{safe.path(where)} is unchanged: {safe.line(found.refusal.reason)}")
        self.console.complain("nothing written" + ("; make this change by hand" if found.changes else ""))
        if found.changes:
            self.console.tell("\n".join(_by_hand(self.files, found)))
        raise Stop(code=EXIT_FINDINGS)

    def finish(
        self,
        wanted: PlannedChanges | Proposal | Mistake,
        done: str,
        proof: Proof | None = None,
        *,
        news: bool = True,
        shown: bool = True,
        but: str = "",
    ) -> Proposal:
        """Show the change and write it, or stop with the reason.

        ``done`` is the message after writing. ``news`` are findings that are new or worded differently after the
        change; those of the rule ``but`` are left out, since the user is still working on it.
        """
        proposal = wanted if isinstance(wanted, Proposal) else self.made(propose(self.files, self.made(wanted)))
        after = proposal.workspace(self.ws)
        follows = consequences(self.ws, after, self.today)
        if follows.errors:
            for line in self.lines(proposal, follows.errors):
                self.console.complain(line)
            raise Stop("That would make the plan invalid; nothing written")
        reason = proof(after) if proof else None
        if reason:
            raise Stop(f"{safe.line(reason)}; nothing written", EXIT_FINDINGS)
        if not self.dry_run:
            write(self.session, self.console, proposal)
        with having(self.console, None if self.dry_run else safe.line(done)):
            if shown:
                show(self.console, proposal)
            told = [each for each in follows.others if news and each.rule != but]
            for line in self.lines(proposal, told):
                self.console.note(line)
        if not self.dry_run:
            self.console.note(safe.line(done))
        return proposal

    def lines(self, proposal: Proposal, problems: Iterable[Problem]) -> list[str]:
        """Findings in the changed files."""
        from okrctl.render.diagnostics import concise

        texts = {path: text.removeprefix(BOM) for path, text in proposal.texts().items()}
        positions = Positions(lambda path: texts.get(path, self.session.text(path)))
        found = diagnose(problems, positions, self.ws.config.rules, ())
        return [f"{concise.line(each)}{f' ({safe.line(each.help)})' if each.help else ''}" for each in found]


def editing(settings: Settings, console: Console, dry_run: bool) -> Editing:
    """Open the workspace to change its plan."""
    session = open_to_write(settings, console)
    return Editing(session, settings, console, Files(lambda path: raw_text(session, path)), dry_run)


def reason(text: str) -> str:
    """A reason that can be written to a file; Stop if it can't."""
    words = free_text("--why", text)
    if not says_why(words):
        raise Stop(f"--why: {shown(words)} is not a reason", hint=REASON_HELP)
    return words


def free_text(option: str, text: str) -> str:
    """A text that can be written to a file; Stop if it can't."""
    if not text.strip():
        raise Stop(f"{option} is empty", hint=f"write a few words: {option} TEXT")
    found = find_in_scalar(text)
    if found:
        raise Stop(f"{option}: {found[1]}", hint=found[2])
    return text.strip()


def _by_hand(files: Files, doubt: Doubt) -> Iterable[str]:
    """The changes as YAML, each below its place."""
    for change in doubt.changes:
        *steps, key = change.path
        names = []
        for depth, step in enumerate(steps, 1):
            id = files.at(doubt.path, (*steps[:depth], "id"))
            names.append(str(id if isinstance(step, int) and id else step))
        yield f"# {doubt.path}: {' / '.join(names)}"
        if isinstance(change, Put):
            yield pair(str(key), change.value).block.removesuffix("\n")
        elif isinstance(change, Add):
            yield f"# add to {key}"
            yield pair(str(key), [change.value]).block.removesuffix("\n")
        elif isinstance(change, Cut):
            yield f"# remove {key}"
        elif isinstance(change, Move):
            yield f"# move {key} above {change.above or 'all other keys'}"
        else:
            yield f"# rename {key} to {change.key}"


def raw_text(session: Session, path: str) -> str:
    """The text of a file on disk, including its byte order mark; Stop if it cannot be read."""
    try:
        return read_bytes(session.root / path, within=session.root).decode()
    except UnicodeDecodeError:
        raise Stop(f"{safe.path(path)} is not UTF-8", EXIT_FINDINGS, "okrctl validate shows where") from None


def need_whole(session: Session, departments: Collection[str] | None = None) -> None:
    """Stop if the edit would miss something in a file that could not be read.

    With ``departments``, only files that are or may be theirs are checked.
    """
    wrong = [
        file.path
        for file in session.workspace.files
        if file.incomplete
        and (departments is None or (file.department or file.veils or next(iter(departments), None)) in departments)
    ]
    if wrong:
        shown, more = ", ".join(wrong[:_NAMED_AT_MOST]), len(wrong) - _NAMED_AT_MOST
        names = f"{shown} and {more} more" if more > 0 else shown
        raise Stop(
            safe.line(f"{names}: okrctl can't read all of it, so the edit could miss something; nothing written"),
            EXIT_FINDINGS,
            "okrctl validate shows why",
        )


def show(console: Console, proposal: Proposal) -> None:
    """The change as a diff."""
    created = {path: ("", after) for path, after in proposal.created.items()}
    removed = {path: (before, "") for path, before in proposal.removed.items()}
    for path, (before, after) in {**proposal.updated, **created, **removed}.items():
        console.show(difference(path, before, after), exact=True)


def write(session: Session, console: Console, proposal: Proposal) -> None:
    """Write the files; if that fails, restore them and stop."""
    batch = Batch(
        {path: (before.encode(), after.encode()) for path, (before, after) in proposal.updated.items()},
        {path: text.encode() for path, text in proposal.created.items()},
        {path: text.encode() for path, text in proposal.removed.items()},
    )
    with alone(session.root):
        check_all(session)
        warnings = apply_batch(session.root, batch)
    for warning in warnings:
        console.complain(safe.path(warning))
