"""``import``: from files of other tools to files of the workspace, nothing lost and nothing invented."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okrctl.core.arrival.answers import Answers, as_mapping, mapping_answers, parse_answer, wrong_answer
from okrctl.core.arrival.decide import Decided, Given, decide, merged, values_dated
from okrctl.core.arrival.place import Known, Placement, known_in, placement
from okrctl.core.arrival.recognize import arrivals, systems
from okrctl.core.arrival.source import Source, Unread
from okrctl.core.arrival.values import Remark, Where
from okrctl.core.arrival.write import NotWritten, proposal
from okrctl.core.edit.proposal import Proposal
from okrctl.core.edit.written import pair
from okrctl.core.planning import Doubt, consequences
from okrctl.core.values import safe
from okrctl.core.yaml import read
from okrctl.flows.console import Console, agreed, answered
from okrctl.flows.plan.editing import Editing, editing
from okrctl.flows.plan.proposal import need_whole, show, write
from okrctl.flows.settings import Settings
from okrctl.flows.stop import EXIT_FINDINGS, Stop
from okrctl.flows.workspace import as_of
from okrctl.shell.files import would_find
from okrctl.shell.handed_in import read_files
from okrctl.views.arrival import Arrived, remark_line

if TYPE_CHECKING:
    from okrctl.core.company.workspace import Workspace

_QUESTIONS = {
    "decimal": "Is the decimal sign a point or a comma",
    "dates": "Do these dates begin with the day or the month (day-first, month-first)",
    "fiscal_year": "In which month does the fiscal year begin (2, or 2:end where it is named after the year it ends in)",
    "cycle": "Which cycle is meant where none is said, such as 2026-Q1",
    "department": "Which department (its id) gets what names none",
}


def import_files(
    settings: Settings,
    console: Console,
    names: Sequence[str],
    given: Mapping[str, str | None],
    *,
    mapping: str | None,
    save: bool,
    dry_run: bool,
) -> Arrived:
    """Import files; what is written, or would be, stands in the report.

    Args:
        settings: the global options.
        console: where it is asked what the files leave open.
        names: files and folders.
        given: answers by name, as the options have them.
        mapping: a file with more answers.
        save: keep all answers in a mapping file of the workspace.
        dry_run: nothing is written.
    """
    edit = editing(settings, console, dry_run)
    need_whole(edit.session)
    answers, saved = _answers(edit, names, given, mapping)
    sources = _sources(console, names)
    while True:
        made = _decided(edit, sources, answers)
        blocking = [each for one in made for each in one.arrival.remarks if each.blocks]
        if not blocking:
            break
        answers = _asked(console, blocking, answers)
    if console.interactive and not dry_run:
        save = _confirmed(console, made, save=save, saved=saved is not None)
    placed, known = Placement(), _known(edit)
    for one in made:
        values_dated(one, answers.value_date, one.arrival.system)
        placement(one, known, placed)
    extra = _mapping_file(edit, names, answers, made) if save else {}
    planned = _planned(edit, placed, extra)
    _prove(edit, planned)
    files = [(path, "changed") for path in planned.updated] + [(path, "new") for path in planned.created]
    if dry_run:
        show(console, planned)
    elif files:
        write(edit.session, console, planned)
    titles = {module.NAME: module.TITLE for module in systems()}
    return Arrived(made, placed, files, as_of(settings), titles, dry_run, settings.verbose)


def _answers(
    edit: Editing, names: Sequence[str], given: Mapping[str, str | None], mapping: str | None
) -> tuple[Answers, str | None]:
    """Options over the mapping file; without one that of an earlier import of a file of this name."""
    said: dict[str, Any] = {}
    for key, value in given.items():
        if value is not None:
            said[key] = parse_answer(key, value)
            if said[key] is None:
                raise Stop(f"--{wrong_answer(key, value).replace('_', '-', 1)}")
    known = {module.NAME for module in systems()}
    if said.get("system") not in (None, *known):
        raise Stop(f"there is no system {said['system']!r}", hint=f"there is {', '.join(sorted(known))}")
    answers = Answers(**said, workspace_fiscal=edit.ws.config.fiscal is not None)
    saved = mapping
    if mapping is None:
        place = edit.session.root / _mapping_path(edit, names)
        saved = str(place) if place.is_file() else None
    if saved is None:
        return answers, None
    try:
        text = Path(saved).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(f"{saved} cannot be read: {error}", hint="a mapping is a YAML file in UTF-8") from None
    found = mapping_answers(os.path.relpath(saved), text)
    if isinstance(found, str):
        raise Stop(safe.line(found))
    if mapping is None:
        edit.console.note(f"answers are taken from {safe.path(os.path.relpath(saved))}")
    return answers.over(found), saved


def _mapping_path(edit: Editing, names: Sequence[str]) -> str:
    """Where answers are kept: beside the plan, and never where `files:` would take it for a department's."""
    stem = Path(names[0]).resolve().stem or "import"
    path = f"imports/{stem}.yaml"
    return f".okrctl/{path}" if would_find(edit.session.root, path, edit.ws.config.files) else path


def _sources(console: Console, names: Sequence[str]) -> list[Source]:
    found = read_files(names)
    bad = [each for each in found if isinstance(each, Unread)]
    for each in bad:
        remark = Remark("import-unread", Where(each.file, each.at), each.message, each.way)
        console.complain(remark_line(remark), remark.way or None)
    if bad:
        raise Stop("nothing was written", EXIT_FINDINGS)
    if not found:
        raise Stop("there is no file to import in what was named", hint="name CSV, XLSX, JSON, YAML or Markdown files")
    return [each for each in found if isinstance(each, Source)]


def _decided(edit: Editing, sources: Sequence[Source], answers: Answers) -> list[Decided]:
    ws = edit.ws
    led = frozenset(id for id, home in ws.departments.items() if home.lead)
    fiscal = ws.config.fiscal_year
    given = Given({id: home.name for id, home in ws.departments.items()}, led, fiscal, as_of(edit.settings))
    return [decide(each, answers, given) for each in merged(arrivals(sources, answers))]


def _asked(console: Console, blocking: Sequence[Remark], answers: Answers) -> Answers:
    """Ask what blocks, each question once; Stop where nobody can be asked, or nothing can be answered."""
    keys = list(dict.fromkeys(each.key for each in blocking if each.key))
    if not console.interactive or len(keys) < len({each.key for each in blocking}):
        for each in blocking:
            console.complain(remark_line(each), each.way or None)
        raise Stop("nothing was written", EXIT_FINDINGS)
    said: dict[str, Any] = {}
    for key in keys:
        first = next(each for each in blocking if each.key == key)
        console.complain(remark_line(first))
        text = answered(
            console, _QUESTIONS[key], lambda text, key=key: None if parse_answer(key, text) else wrong_answer(key, text)
        )  # type: ignore[misc]
        said[key] = parse_answer(key, text)
    return replace(answers, **said)


def _confirmed(console: Console, made: Sequence[Decided], *, save: bool, saved: bool) -> bool:
    """Show what each heading was taken for, and whether to keep that; Stop when it is wrong."""
    columns = {heading: field for one in made if not one.arrival.ids for heading, field in one.arrival.columns.items()}
    if columns and not saved:
        for heading, field in columns.items():
            console.note(f"  {safe.line(heading)} → {field or 'kept as it is'}")
        if not agreed(console, "Are these columns read as they should be?"):
            raise Stop(
                "nothing was written",
                EXIT_FINDINGS,
                "name them in a mapping (columns: {HEADING: field}) and give it with --mapping",
            )
    return save or (not saved and agreed(console, "Keep these answers in a file for the next time?"))


def _mapping_file(edit: Editing, names: Sequence[str], answers: Answers, made: Sequence[Decided]) -> dict[str, str]:
    path = _mapping_path(edit, names)
    columns = {heading: field for one in made for heading, field in one.arrival.columns.items()}
    text = "# What okrctl import was told about these files; edit it, and import again.\n"
    text += "".join(pair(key, value).block for key, value in as_mapping(answers, columns).items())
    if (edit.session.root / path).exists():
        edit.console.note(f"{path} is there already and stays as it is")
        return {}
    return {path: text}


def _known(edit: Editing) -> Known:
    """What earlier imports brought; only files that hold an ``x-id`` are read for it."""
    files = []
    for facts in edit.ws.files:
        text = edit.session.text(facts.path) or ""
        if facts.department is not None and (facts.check_ins or "x-id" in text):
            files.append((facts.department, read(facts.path, text).data))
    return known_in(files, edit.ws.entries)


def _planned(edit: Editing, placed: Placement, extra: Mapping[str, str]) -> Proposal:
    root, ws = edit.session.root, edit.ws
    try:
        planned = proposal(ws, edit.files, placed, lambda path: would_find(root, path, ws.config.files), extra)
    except NotWritten as error:
        raise Stop(f"{error} cannot be written without doubt; nothing was written", EXIT_FINDINGS) from None
    if isinstance(planned, Doubt):
        reason = safe.line(planned.refusal.reason)
        raise Stop(f"{planned.path} is left as it is: {reason}; nothing was written", EXIT_FINDINGS)
    return planned


def _prove(edit: Editing, planned: Proposal) -> None:
    """The import makes no error in the workspace, or it is not written."""
    department_files = Proposal(
        planned.updated, {path: text for path, text in planned.created.items() if not _is_mapping(path)}
    )
    after: Workspace = department_files.workspace(edit.ws)
    follows = consequences(edit.ws, after, as_of(edit.settings))
    if follows.errors:
        for line in edit._lines(department_files, follows.errors):
            edit.console.complain(line)
        raise Stop("this would make the files wrong; nothing was written", EXIT_FINDINGS)


def _is_mapping(path: str) -> bool:
    return path.removeprefix(".okrctl/").startswith("imports/")
