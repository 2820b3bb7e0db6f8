"""``export``: plan and journal as JSON, CSV or XLSX; and an export back into a workspace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from okrctl.core.arrival.own import COLUMNS, SCHEMA, Exported, Unsound, file_text, from_rows, rows_of, unpacked
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.values import Remark, Where
from okrctl.core.edit import Refusal
from okrctl.core.edit.changes import Put, carry_out
from okrctl.core.edit.proposal import BOM, Proposal
from okrctl.core.planning import consequences
from okrctl.core.values import safe
from okrctl.core.values.stop import EXIT_FINDINGS, Stop
from okrctl.core.yaml import read
from okrctl.flows.console import Console
from okrctl.flows.plan.editing import Editing, need_whole, show, write
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import as_of, open_workspace
from okrctl.views.arrival import remark_line

_CONFIG = "okrctl.yaml"


def exported(settings: Settings) -> Exported:
    """The data of all files of the workspace; Stop if one of them can't be read."""
    session = open_workspace(settings)
    need_whole(session)
    files = {file.path: read(file.path, session.text(file.path) or "").data for file in session.workspace.files}
    config = read(_CONFIG, session.text(_CONFIG) or "").data
    return Exported(config if isinstance(config, dict) else {}, files)


def workbook_of(data: Exported, path: Path) -> None:
    """Write the rows as an XLSX file; all cells are text, never formulas."""
    from okrctl.shell.handed_in import sheet_bytes
    from okrctl.shell.origin import install
    from okrctl.shell.report import write_data

    made = sheet_bytes("okrctl", [COLUMNS, *rows_of(data)])
    if made is None:
        raise Stop("writing XLSX needs openpyxl", hint=f"{install('xlsx')}, or export CSV")
    write_data(path, made)


def own_exports(sources: Sequence[Source]) -> Iterator[tuple[Source, Exported]]:
    """The sources that are okrctl's own exports; Stop if one is damaged."""
    for source in sources:
        try:
            if isinstance(source.data, dict) and source.data.get("schema") == SCHEMA:
                yield source, unpacked(source.data)
            for table in source.tables or ():
                heading = tuple(table.rows[0].cells) if table.rows else ()
                if {*COLUMNS} <= {*heading}:
                    yield source, from_rows(heading, [(row.line, row.cells) for row in table.rows[1:]])
        except Unsound as error:
            remark = Remark("import-unread", Where(source.file), f"this export is damaged: {error}")
            raise Stop(f"{remark_line(remark)}; nothing was written", EXIT_FINDINGS) from None


def bring_back(edit: Editing, console: Console, exports: Sequence[tuple[Source, Exported]], *, dry_run: bool) -> None:
    """Create the files of an export that don't exist here; files with the same content are left alone."""
    created: dict[str, str] = {}
    updated: dict[str, tuple[str, str]] = {}
    for source, found in exports:
        for path, data in found.files.items():
            _file(edit, source, path, data, created)
        _settings(edit, console, found.settings, updated)
    proposal = Proposal({}, created)
    follows = consequences(edit.ws, proposal.workspace(edit.ws), as_of(edit.settings))
    # an error in the original is an error here, too: it is reported and accepted
    for line in edit.lines(proposal, follows.errors):
        console.complain(line)
    whole = Proposal(updated, created)
    if dry_run:
        show(console, whole)
    elif created or updated:
        write(edit.session, console, whole)
    what = "would be written" if dry_run else "written"
    for path in (*created, *updated):
        console.tell(f"{safe.path(path)}: {what}")
    if not created and not updated:
        console.tell("everything in this export is here already")


def _file(edit: Editing, source: Source, path: str, data: Any, created: dict[str, str]) -> None:
    if path in {file.path for file in edit.ws.files}:
        if read(path, edit.files.text(path).removeprefix(BOM)).data == data:
            return
        message = f"{path} is here already, and says something else than this export"
        raise Stop(f"{source.file}: {message}; nothing was written", EXIT_FINDINGS, "import it into an empty workspace")
    if not edit.would_find(path):
        raise Stop(f"{source.file}: `files:` would not find {safe.path(path)}; nothing was written", EXIT_FINDINGS)
    text = file_text(data)
    if read(path, text).data != data:
        raise Stop(f"{safe.path(path)} cannot be written without doubt; nothing was written", EXIT_FINDINGS)
    created[path] = text


def _settings(
    edit: Editing, console: Console, settings: Mapping[str, Any], updated: dict[str, tuple[str, str]]
) -> None:
    """Take over settings that are missing here; different ones stay, and are named."""
    before = edit.files.text(_CONFIG)
    here = read(_CONFIG, before.removeprefix(BOM)).data
    here = here if isinstance(here, dict) else {}
    differ = [key for key, value in settings.items() if key in here and here[key] != value]
    missing = [Put((key,), value) for key, value in settings.items() if key not in here]
    if differ:
        console.note(f"okrctl.yaml says something else than the export: {', '.join(differ)}; it stays as it is")
    if missing:
        after = carry_out(_CONFIG, before, missing)
        if isinstance(after, Refusal):
            raise Stop(f"okrctl.yaml is left as it is: {after.reason}; nothing was written", EXIT_FINDINGS)
        updated[_CONFIG] = (before, after)
