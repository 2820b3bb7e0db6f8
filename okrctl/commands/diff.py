"""`okrctl diff`: what a change means, for the one who reviews it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._options import Output, format_option

if TYPE_CHECKING:
    from okrctl.commands._settings import Settings
    from okrctl.core.diff.compare import Difference
    from okrctl.shell.session import Session
    from okrctl.views.changes import Sides

PANEL = "In CI and git"
FORMAT = format_option("text", "json", "markdown", "github")
_COMMENT_LIMIT = 64_000


def command(
    ctx: typer.Context,
    revisions: Annotated[
        str | None, typer.Argument(metavar="[REV[..REV]]", help="What to compare with, or two revisions.")
    ] = None,
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
) -> None:
    """Show what changed in meaning: goals eased or raised, contracts, check-ins, scores before and after.

    Without revisions: what the working tree changes since it left the default branch. With one: the working tree
    against it. With two: the second against the first.
    """
    from okrctl.commands._output import emit
    from okrctl.commands._report import write
    from okrctl.commands._settings import settings
    from okrctl.commands._workspace import as_of, left_out
    from okrctl.core.diff.compare import compare
    from okrctl.views.changes import document_of, object_of

    found = settings(ctx)
    before, after, names = _sides(ctx, found, revisions)
    difference = compare(before.workspace, after.workspace, as_of(found))
    sides = _described(before, after, names)
    if format == "github":
        emit(_annotations(difference, sides, after), output)
    elif format == "markdown":
        from okrctl.render import document_renderer

        emit(_cut(document_renderer("markdown")(document_of(difference, sides))), output)
    else:
        write(
            found,
            format,
            output,
            document=lambda: document_of(difference, sides),
            data=lambda: object_of(difference, sides),
        )
    raise typer.Exit(left_out(after, found))


def _sides(ctx: typer.Context, found: Settings, revisions: str | None) -> tuple[Session, Session, tuple[str, str]]:
    """The two workspaces, and how the command line named them."""
    from okrctl.commands._output import fail
    from okrctl.commands._workspace import open_revision, open_workspace, workspace_folder
    from okrctl.shell.git import GitError, Repository

    try:
        repository = Repository(workspace_folder(found))
        if revisions is None:
            base = _left_from(repository)
            return open_revision(found, base), open_workspace(ctx), (base[:12], found.at or "working tree")
        first, dots, second = revisions.partition("..")
        if not first:
            fail("name the revision to compare with", way_out="okrctl diff REV, or okrctl diff REV..REV")
        if not dots:
            return open_revision(found, first), open_workspace(ctx), (first, found.at or "working tree")
        if second.startswith("."):
            # three dots, as in git: since the second left the first
            second = second[1:] or "HEAD"
            first = repository.merge_base(repository.commit(first), repository.commit(second))
        second = second or "HEAD"
        return open_revision(found, first), open_revision(found, second), (first[:40], second)
    except GitError as error:
        fail(error.message, way_out=error.hint)


def _left_from(repository: object) -> str:
    """The commit where the work at hand left the default branch; the last commit when it never did."""
    from okrctl.shell.git import GitError, Repository

    assert isinstance(repository, Repository)
    if repository.head is None:
        raise GitError(
            "nothing is committed yet", "commit the workspace first; then there is something to compare with"
        )
    branch = repository.default_branch()
    if branch is None:
        raise GitError("there is no branch main or master to compare with", "name a revision: okrctl diff REV")
    return repository.merge_base(repository.commit(branch), repository.head)


def _described(before: Session, after: Session, names: tuple[str, str]) -> Sides:
    from okrctl.core.diagnose import Positions
    from okrctl.core.diagnostic import Place
    from okrctl.views.changes import Sides

    positions = Positions(after.text, before.text)

    def line(path: str, at: tuple[str | int, ...], base: bool) -> int:
        return positions.span(Place(path, at, base=base)).line

    return Sides(after.workspace.config.organization, *names, line)


def _cut(text: str) -> str:
    """A comment that a hosting server takes: below 64 kB, with a word about what is missing."""
    if len(text.encode()) <= _COMMENT_LIMIT:
        return text
    kept = text.encode()[: _COMMENT_LIMIT - 200].decode("utf-8", "ignore")
    return kept.rpartition("\n")[0] + "\n\nThe rest is cut off here; `okrctl diff` shows all of it.\n"


def _annotations(difference: Difference, sides: Sides, after: Session) -> str:
    """One annotation a plan change, at its place; what got easier without a trace as a warning."""
    from okrctl.core.diagnose import Positions
    from okrctl.core.diagnostic import Diagnostic, Place, Severity
    from okrctl.core.diff.trace import accounted
    from okrctl.render import diagnostics_renderer
    from okrctl.views.changes import flagged_place
    from okrctl.views.diagnostics import Report

    positions = Positions(after.text)
    found: list[Diagnostic] = []
    for item in difference.items:
        if item.pair.after is None:
            continue
        for change in item.fields:
            path, at = flagged_place(item, change)
            flagged = change.judgement in ("easier", "changed") and not accounted(item.pair, change)
            severity: Severity = "warning" if flagged else "advice"
            was, now = change.before or "nothing", change.after or "nothing"
            message = f"{item.node.ref}: {change.field} {was} → {now} ({change.judgement})"
            span = positions.span(Place(path, at))
            found.append(Diagnostic("diff", change.judgement, severity, message, None, path, span))
    report = Report(tuple(found), tuple(sorted({each.path for each in found})))
    return diagnostics_renderer("github")(report)
