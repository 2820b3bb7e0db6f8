"""``okrctl journal``: moves check-ins between the department's file and files of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from okrctl.commands._output import EXIT_FINDINGS, complain, fail, having, note, tell
from okrctl.commands._settings import settings

if TYPE_CHECKING:
    from okrctl.core.checkin.move import Doubt
    from okrctl.core.edit.proposal import Proposal
    from okrctl.shell.session import Session

PANEL = "Change the plan"


def command(
    ctx: typer.Context,
    department: Annotated[
        str | None,
        typer.Argument(metavar="[DEPARTMENT]", help="Whose check-ins; all departments by default.", show_default=False),
    ] = None,
    layout: Annotated[
        Literal["in-file", "file-per-check-in"] | None,
        typer.Option("--layout", help="Where they are to stand; as okrctl.yaml says by default.", show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("-n", "--dry-run", help="Show the change, and write nothing.")] = False,
) -> None:
    """Move check-ins into the department's file, or into a file each.

    Every entry is moved as it stands, with its comments, and the result is compared with what was there: the same
    entries in the same order, and the same findings. Where that is in doubt nothing is moved. New check-ins go where
    `check_in: {layout: …}` in okrctl.yaml says.
    """
    from okrctl.commands._proposal import show, write
    from okrctl.commands._workspace import as_of, open_to_write, resolve_target

    found = settings(ctx)
    session = open_to_write(ctx)
    ws = session.workspace
    if department is not None:
        target = resolve_target(session, department, as_of(found)).target
        if target.external or target.entry:
            fail(f"{department} is no department", way_out=f"there is {', '.join(ws.departments)}")
        department = target.department
    wanted = layout or ws.config.check_in.layout
    proposal = _proposal(session, [department] if department else list(ws.departments), wanted)
    if not proposal.updated:
        note(found, "nothing to move")
    elif dry_run:
        show(found, proposal)
    else:
        write(session, proposal)
        with having(_summary(proposal)):
            tell(_summary(proposal))
    if wanted != ws.config.check_in.layout and not dry_run:
        note(found, f"new check-ins still go by {ws.config.path}: check_in: {{layout: {ws.config.check_in.layout}}}")


def _proposal(session: Session, departments: list[str], layout: str) -> Proposal:
    from okrctl.commands._proposal import raw_text
    from okrctl.core.checkin.move import Doubt, to_department_file, to_own_files
    from okrctl.shell.files import would_find

    ws, cache = session.workspace, dict[str, str]()

    def text(path: str) -> str:
        if path not in cache:
            cache[path] = raw_text(session, path)
        return cache[path]

    if layout == "in-file":
        proposal = to_department_file(ws, departments, text)
    else:
        proposal = to_own_files(ws, departments, text, lambda path: would_find(session.root, path, ws.config.files))
    return _refuse(proposal) if isinstance(proposal, Doubt) else proposal


def _refuse(doubt: Doubt) -> Proposal:
    from okrctl.core.values import safe

    span = doubt.refusal.span
    where = f"{doubt.path}:{span.line}:{span.column}" if span else doubt.path
    complain("nothing was moved")
    fail(f"{safe.path(where)}: {safe.line(doubt.refusal.reason)}", EXIT_FINDINGS)


def _summary(proposal: Proposal) -> str:
    moved, way = (proposal.created, "from") if proposal.created else (proposal.removed, "into")
    files = "file" if len(moved) == 1 else "files"
    return f"{len(moved)} {files} {way} {', '.join(proposal.updated)}"
