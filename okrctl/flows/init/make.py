"""``init``: from an empty folder to a workspace that validates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from okrctl.core.setup.template import Fault
from okrctl.core.values import safe
from okrctl.flows.init import notes
from okrctl.flows.init.answers import assignments, first_day, values_of
from okrctl.flows.init.draft import draft, examine, summary, top
from okrctl.flows.stop import EXIT_FINDINGS, Stop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from okrctl.core.values.diagnostic import Diagnostic
    from okrctl.flows.console import Console
    from okrctl.flows.init.draft import Draft
    from okrctl.flows.settings import Settings


def make_workspace(
    settings: Settings,
    console: Console,
    directory: Path | None,
    template: str,
    *,
    start: date | None,
    organization: str | None,
    assigned: Sequence[str],
    ci: str | None,
    dry_run: bool,
    force: bool,
) -> None:
    """Make a workspace from a template.

    Args:
        settings: the global options.
        console: where it is asked what the template asks for.
        directory: where; the folder of ``--root`` or this one without it.
        template: a shipped one, or a folder.
        start: the first day of its cycles.
        organization: its name.
        assigned: other answers, as ``NAME=VALUE``.
        ci: for which server a job is written, too.
        dry_run: whether nothing is written.
        force: whether files that are there are replaced.
    """
    from okrctl.shell.clock import today
    from okrctl.shell.templates import load

    root = directory or settings.root or Path()
    chosen = load(template)
    if isinstance(chosen, str):
        raise Stop(safe.line(chosen), hint="okrctl init --list shows what there is")
    given = assignments(assigned) | ({} if organization is None else {"organization": organization})
    values = values_of(console, chosen.manifest.variables, given)
    begin = first_day(console, start, settings.as_of or today())
    drafted = draft(chosen, begin, values, ci)
    if isinstance(drafted, Fault):
        raise Stop(f"the template is faulty: {safe.line(str(drafted))}")
    workspace, findings = examine(drafted.files, begin)
    _refuse_errors(console, findings)
    kept = _write(console, root, drafted, dry_run=dry_run, force=force)
    if not dry_run:
        notes.explain_kept(console, drafted, kept)
        if ci:
            notes.explain_move(console, root, list(drafted.companions)[-1])
        headline = f"{values.get('organization', 'The workspace')}: {summary(workspace)}, from {begin} on"
        notes.say_next_steps(console, root, headline, top(workspace))
        notes.say_open_questions(console, chosen.manifest, values)


def _refuse_errors(console: Console, findings: Sequence[Diagnostic]) -> None:
    from okrctl.render.diagnostics import concise

    errors = [concise.line(finding) for finding in findings if finding.severity == "error"]
    if errors:
        console.complain("the template does not make a valid workspace; nothing was written")
        *others, last = errors
        for error in others:
            console.complain(error)
        raise Stop(last, EXIT_FINDINGS)


def _write(console: Console, root: Path, drafted: Draft, *, dry_run: bool, force: bool) -> list[str]:
    """Write all files or none; the companions that are there already are left alone and returned."""
    from okrctl.shell import scaffold
    from okrctl.shell.write import WriteError

    kept = scaffold.existing(root, list(drafted.companions))
    texts = {**drafted.files, **{path: text for path, text in drafted.companions.items() if path not in kept}}
    problem = scaffold.obstacle(root, list(texts))
    if problem:
        raise Stop(safe.path(problem), hint="nothing was written")
    there = scaffold.existing(root, list(drafted.files))
    if there and not force:
        where = "this folder" if root == Path() else safe.path(root.as_posix())
        hint = "nothing was written; name another folder, or replace these files with --force"
        raise Stop(f"{where} already has {', '.join(there)}", hint=hint)
    if not dry_run:
        try:
            warnings = scaffold.write_all(root, [(path, text.encode()) for path, text in texts.items()], force=force)
        except WriteError as error:
            raise Stop(safe.path(error.message), EXIT_FINDINGS, error.hint or "nothing was written") from None
        for warning in warnings:
            console.complain(safe.path(warning))
    verbs = ("would replace", "would write") if dry_run else ("replaced", "wrote")
    console.tell("\n".join(f"{verbs[0] if path in there else verbs[1]} {path}" for path in texts))
    return kept
