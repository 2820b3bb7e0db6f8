"""What all edits of the plan do alike: find what is meant, prove the change, say what follows from it, write it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import typer

from okrctl.commands._output import EXIT_FINDINGS, complain, fail, having, note, tell
from okrctl.commands._settings import Settings, settings
from okrctl.core.values import safe

if TYPE_CHECKING:
    from okrctl.commands._workspace import Named
    from okrctl.core.company.workspace import Entry, Workspace
    from okrctl.core.edit.proposal import Proposal
    from okrctl.core.planning import Doubt, Files, Mistake, Wish
    from okrctl.core.values.diagnostic import Problem
    from okrctl.shell.session import Session

    Proof = Callable[[Workspace], str | None]
    """Why the workspace as it would be is not what was meant; None when it is."""


@dataclass(frozen=True)
class Editing:
    """One edit of the plan under way."""

    session: Session
    found: Settings
    files: Files
    dry_run: bool

    @property
    def ws(self) -> Workspace:
        """The workspace as it is."""
        return self.session.workspace

    def refuse(self, message: str, way_out: str | None = None) -> NoReturn:
        """End the run with 2: what was given makes no sense."""
        fail(safe.line(message), way_out=way_out and safe.line(way_out))

    def named(self, text: str) -> Named:
        """What a name on the command line means; ends the run with 2 when that is nothing in the files."""
        from okrctl.commands._workspace import as_of, resolve_target

        named = resolve_target(self.session, text, as_of(self.found))
        if named.target.external:
            self.refuse(f"{text} is a group outside the files: there is nothing to change")
        return named

    def entry(self, text: str, *, milestone: bool = False) -> Entry:
        """The objective, key result or KPI of that name; anything else ends the run with 2."""
        target = self.named(text).target
        if target.entry is None:
            self.refuse(f"{text} is a department", "name one of its objectives, key results or KPIs")
        if target.milestone and not milestone:
            self.refuse(f"{text} is a milestone", f"name its key result, {target.entry.ref}")
        return target.entry

    def finish(
        self, wanted: Wish | Proposal | Mistake, done: str, proof: Proof | None = None, *, news: bool = True
    ) -> Proposal:
        """Show the change and write it, or end the run with the reason why not.

        Args:
            wanted: what to change, or what is wrong with what was given.
            done: what to say when it is written.
            proof: a last look at the workspace as it would be.
            news: say what is found in the files now and was not before, or was in other words.
        """
        from okrctl.commands._proposal import show, write
        from okrctl.commands._workspace import as_of
        from okrctl.core.edit.proposal import Proposal
        from okrctl.core.planning import Doubt, Mistake, consequences, propose

        if isinstance(wanted, Mistake):
            self.refuse(wanted.message, wanted.help)
        proposal = wanted if isinstance(wanted, Proposal) else propose(self.files, wanted)
        if isinstance(proposal, Doubt):
            _leave_alone(self.files, proposal)
        after = proposal.workspace(self.ws)
        follows = consequences(self.ws, after, as_of(self.found))
        if follows.errors:
            for line in self._lines(proposal, follows.errors):
                complain(line)
            fail("this would make the files wrong; nothing was written")
        reason = proof(after) if proof else None
        if reason:
            fail(f"{safe.line(reason)}; nothing was written", EXIT_FINDINGS)
        if not self.dry_run:
            write(self.session, proposal)
        with having(None if self.dry_run else safe.line(done)):
            show(self.found, proposal)
            for line in self._lines(proposal, follows.others if news else ()):
                note(self.found, line)
        if not self.dry_run:
            note(self.found, safe.line(done))
        return proposal

    def _lines(self, proposal: Proposal, problems: Iterable[Problem]) -> list[str]:
        """Findings in the files as they would be."""
        from okrctl.core.edit.proposal import BOM
        from okrctl.core.findings.diagnose import Positions, diagnose
        from okrctl.render.diagnostics import concise

        texts = {path: text.removeprefix(BOM) for path, text in proposal.texts().items()}
        positions = Positions(lambda path: texts.get(path, self.session.text(path)))
        found = diagnose(problems, positions, self.ws.config.rules, ())
        return [f"{concise.line(each)}{f' ({safe.line(each.help)})' if each.help else ''}" for each in found]


def editing(ctx: typer.Context, dry_run: bool) -> Editing:
    """Open the workspace to change its plan."""
    from okrctl.commands._proposal import raw_text
    from okrctl.commands._workspace import open_to_write
    from okrctl.core.planning import Files

    session = open_to_write(ctx)
    return Editing(session, settings(ctx), Files(lambda path: raw_text(session, path)), dry_run)


def reason(text: str) -> str:
    """A reason as it can stand in a file; ends the run with 2 when it cannot."""
    from okrctl.core.yaml.characters import find_in_scalar

    if not text.strip():
        fail("the reason is empty", way_out="say why in a few words: --why TEXT")
    found = find_in_scalar(text)
    if found:
        fail(f"--why: {found[1]}", way_out=found[2])
    return text.strip()


def _leave_alone(files: Files, doubt: Doubt) -> NoReturn:
    span = doubt.refusal.span
    where = f"{doubt.path}:{span.line}:{span.column}" if span else doubt.path
    complain(f"{safe.path(where)} is left as it is: {safe.line(doubt.refusal.reason)}")
    complain("nothing was written; this is the change, to be made by hand")
    tell("\n".join(_by_hand(files, doubt)))
    raise typer.Exit(EXIT_FINDINGS)


def _by_hand(files: Files, doubt: Doubt) -> Iterable[str]:
    """The changes as YAML below the places they belong to."""
    from okrctl.core.edit.changes import Add, Put
    from okrctl.core.edit.written import pair

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
            yield f"# one more in {key}"
            yield pair(str(key), [change.value]).block.removesuffix("\n")
        else:
            yield f"# {key} becomes {change.key}"
