"""``journal``: moves check-ins between the department's file and files of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.core.checkin.move import Doubt, to_department_file, to_own_files
from okrctl.core.edit.proposal import Proposal
from okrctl.core.values import safe
from okrctl.core.values.counted import counted
from okrctl.core.values.stop import EXIT_FINDINGS, Stop
from okrctl.flows.console import Console, having
from okrctl.flows.plan.proposal import need_whole, raw_text, show, write
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import as_of, open_to_write, resolve_target
from okrctl.shell.files import would_find

if TYPE_CHECKING:
    from okrctl.shell.session import Session


def move_journal(
    settings: Settings, console: Console, department: str | None, layout: str | None, *, dry_run: bool
) -> None:
    """Move the check-ins of a department, or of all, to where the layout (by default that of okrctl.yaml) puts them."""
    session = open_to_write(settings, console)
    ws = session.workspace
    if department is not None:
        target = resolve_target(session, department, as_of(settings)).target
        if target.external or target.entry:
            raise Stop(f"there is no department {department}", hint=f"available: {', '.join(ws.departments)}")
        department = target.department
    need_whole(session, [department] if department else None)
    wanted = layout or ws.config.check_in.layout
    proposal = _proposal(console, session, [department] if department else list(ws.departments), wanted)
    if not (proposal.updated or proposal.removed):
        console.note("nothing to move")
    elif dry_run:
        show(console, proposal)
    else:
        write(session, console, proposal)
        with having(console, _summary(proposal)):
            console.tell(_summary(proposal))
    if wanted != ws.config.check_in.layout and not dry_run:
        console.note(f"new check-ins still follow {ws.config.path}: check_in: {{layout: {ws.config.check_in.layout}}}")


def _proposal(console: Console, session: Session, departments: list[str], layout: str) -> Proposal:
    ws, cache = session.workspace, dict[str, str]()

    def text(path: str) -> str:
        if path not in cache:
            cache[path] = raw_text(session, path)
        return cache[path]

    if layout == "in-file":
        proposal = to_department_file(ws, departments, text)
    else:
        proposal = to_own_files(ws, departments, text, lambda path: would_find(session.root, path, ws.config.files))
    if isinstance(proposal, Doubt):
        span = proposal.refusal.span
        where = f"{proposal.path}:{span.line}:{span.column}" if span else proposal.path
        console.complain("nothing moved")
        raise Stop(f"{safe.path(where)}: {safe.line(proposal.refusal.reason)}", EXIT_FINDINGS)
    return proposal


def _summary(proposal: Proposal) -> str:
    if not proposal.updated:
        files = counted(len(proposal.removed), "file")
        return f"removed {files} of check-ins that the department's file already has"
    if not (proposal.created or proposal.removed):
        return f"removed check-ins that already have files of their own from {', '.join(proposal.updated)}"
    moved, way = (proposal.created, "from") if proposal.created else (proposal.removed, "into")
    files = "file" if len(moved) == 1 else "files"
    return f"{len(moved)} {files} {way} {', '.join(proposal.updated)}"
