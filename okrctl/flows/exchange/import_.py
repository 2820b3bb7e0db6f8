"""``import``: convert files of other tools to files of the workspace; nothing is lost or made up."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from okrctl.core.arrival.answers import Answers, as_mapping, mapping_answers, parse_answer, wrong_answer
from okrctl.core.arrival.decide import decide, merged, values_dated
from okrctl.core.arrival.known import Known, known_in
from okrctl.core.arrival.place import Placement, placement
from okrctl.core.arrival.source import Source, Unread
from okrctl.core.arrival.tool import arrivals, tools
from okrctl.core.arrival.values import Arrival, Remark, Where
from okrctl.core.arrival.write import NotWritten, Planned, proposal
from okrctl.core.company.workspace import Workspace
from okrctl.core.edit.written import pair
from okrctl.core.planning import Doubt, consequences
from okrctl.core.values import safe
from okrctl.core.values.counted import counted
from okrctl.core.values.cycle import parse_cycle
from okrctl.core.values.diagnostic import DocPath, Problem
from okrctl.core.values.frozen import frozen
from okrctl.core.values.stop import EXIT_FINDINGS, Stop
from okrctl.core.yaml import read
from okrctl.flows.console import Console, agreed
from okrctl.flows.exchange.export import bring_back, own_exports
from okrctl.flows.exchange.questions import asked, columns_confirmed, optional
from okrctl.flows.plan.editing import Editing, editing, need_whole, show, write
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import as_of, at_home, need_files
from okrctl.shell.files import find_root
from okrctl.shell.garbage import no_garbage
from okrctl.shell.handed_in import read_files
from okrctl.views.arrival import Arrived, remark_line

_REVIEWED = "document"
"""The department of items without one, while a document is reviewed."""


@frozen
class ImportOptions:
    """What to do with the imported items.

    ``mapping`` is a file with more answers; with ``save``, all answers are kept in one. With ``review``, the files are
    judged by the rules, and nothing is written. With ``report_only``, no change is shown: a program reads the report.
    """

    mapping: str | None = None
    save: bool = False
    dry_run: bool = False
    review: bool = False
    report_only: bool = False


@no_garbage()
def import_files(
    settings: Settings, console: Console, names: Sequence[str], given: Mapping[str, str | None], how: ImportOptions
) -> Arrived | None:
    """Import files; the report says what is written, or would be. None for okrctl's own export.

    ``given`` has the values of options by name.
    """
    if not names:
        raise Stop("name the files to import", hint="okrctl import export.csv, or okrctl import --systems")
    # the workspace of files from elsewhere counts only outside of all others
    if settings.root is None and find_root(Path(os.path.realpath(Path.cwd()))) is None:
        settings = at_home(settings, names)
    edit = editing(settings, console, how.dry_run or how.review)
    need_whole(edit.session)
    answers, saved = _answers(edit, names, given, how.mapping)
    if how.review:
        answers = _without_questions(answers, as_of(settings))
    sources = _sources(console, names)
    own = list(own_exports(sources))
    if own:
        bring_back(edit, console, own, dry_run=edit.dry_run)
        sources = [source for source in sources if all(source is not each for each, _ in own)]
        if not sources:
            return None
    answers, made = _settled(edit, sources, answers, how, ask_columns=saved is None)
    # large sources take a third of the memory
    sources.clear()
    placed, known = Placement(), _known(edit)
    for one in made:
        values_dated(one, answers.value_date)
        if how.review:
            _without_past(one, as_of(settings))
        placement(one, known, placed, drafts=not how.review)
    save = how.save
    if _asks(edit) and saved is None and (placed.new_items or placed.new_reports):
        question = f"Keep these answers in {safe.path(_mapping_path(edit, names))} for next time?"
        save = save or agreed(console, question)
    whole = _planned(edit, placed, _mapping_file(edit, names, answers, made) if save else {})
    findings = _judged(edit.ws, whole.workspace, made, as_of(settings)) if how.review else None
    if findings is None:
        _prove(edit, whole)
    files = _carried_out(edit, whole, placed, how)
    titles = {tool.name: tool.title for tool in tools()}
    name = edit.ws.config.organization
    return Arrived(name, made, placed, files, as_of(settings), titles, edit.dry_run, settings.verbose, findings)


def _asks(edit: Editing) -> bool:
    """Whether someone can answer, and something will be written."""
    return edit.console.interactive and not edit.dry_run


def _settled(
    edit: Editing, sources: Sequence[Source], answers: Answers, how: ImportOptions, *, ask_columns: bool
) -> tuple[Answers, list[Arrival]]:
    """The answers after all questions, and the resulting decisions; Stop if a blocking question stays open."""
    decide, console = partial(_decided, edit, sources), edit.console
    made = decide(answers)
    if _asks(edit) and ask_columns:
        answers, made = columns_confirmed(console, decide, answers)
    while blocking := [each for one in made for each in one.remarks if each.blocks]:
        if not console.interactive or not all(each.key for each in blocking):
            for each in blocking:
                _refused(console, each, beside=how.report_only)
            raise Stop("nothing written", EXIT_FINDINGS)
        answers = asked(console, blocking, answers, list(edit.ws.departments))
        made = decide(answers)
    further = optional(console, made, answers) if _asks(edit) else answers
    return further, made if further == answers else decide(further)


def _carried_out(edit: Editing, whole: Planned, placed: Placement, how: ImportOptions) -> list[tuple[str, str]]:
    """Show or write the files; return each with what happens to it."""
    console, planned = edit.console, whole.proposal
    files = [(path, "changed") for path in planned.updated] + [(path, "new") for path in planned.created]
    if how.dry_run or how.review:
        if not (how.report_only or how.review):
            show(console, planned)
    elif files:
        new = f"{counted(placed.new_items, 'new item')} and {counted(placed.new_reports, 'new check-in')}"
        if _asks(edit) and not agreed(console, f"Write {new} to {counted(len(files), 'file')}?"):
            raise Stop("nothing written", EXIT_FINDINGS)
        write(edit.session, console, planned)
    return files


def _answers(
    edit: Editing, names: Sequence[str], given: Mapping[str, str | None], mapping: str | None
) -> tuple[Answers, str | None]:
    """Answers from options, then from the mapping file; by default that of an earlier import of the same file name."""
    said: dict[str, Any] = {}
    for key, value in given.items():
        if value is not None:
            said[key] = parse_answer(key, value)
            if said[key] is None:
                raise Stop(f"--{wrong_answer(key, value).replace('_', '-', 1)}")
    known = {tool.name for tool in tools()}
    if said.get("system") not in (None, *known):
        raise Stop(f"unknown system {said['system']!r}", hint=f"available: {', '.join(sorted(known))}")
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
        edit.console.note(f"using the answers in {safe.path(os.path.relpath(saved))}")
    return answers.over(found), saved


def _mapping_path(edit: Editing, names: Sequence[str]) -> str:
    """Where answers are saved: beside the plan, but not where `files:` would match them."""
    stem = Path(names[0]).resolve().stem or "import"
    path = f"imports/{stem}.yaml"
    return f".okrctl/{path}" if edit.would_find(path) else path


def _sources(console: Console, names: Sequence[str]) -> list[Source]:
    need_files(names)
    found = read_files(names)
    bad = [each for each in found if isinstance(each, Unread)]
    for each in bad:
        remark = Remark("import-unread", Where(each.file, each.at), each.message, each.way)
        _refused(console, remark)
    if bad:
        raise Stop("nothing written", EXIT_FINDINGS)
    if not found:
        raise Stop("no file to import", hint="name CSV, XLSX, JSON, YAML or Markdown files")
    return [each for each in found if isinstance(each, Source)]


def _decided(edit: Editing, sources: Sequence[Source], answers: Answers) -> list[Arrival]:
    found = merged(arrivals(sources, answers))
    for each in found:
        decide(each, answers, edit.ws, as_of(edit.settings))
    return found


def _refused(console: Console, remark: Remark, *, beside: bool = False) -> None:
    """Report what blocks the import, in the form of findings; on stderr if stdout is for a program."""
    if beside:
        console.complain(safe.line(remark_line(remark)), safe.line(remark.way) or None)
        return
    console.tell(safe.line(remark_line(remark)))
    if remark.way:
        console.tell(f"  {safe.line(remark.way)}")


def _mapping_file(edit: Editing, names: Sequence[str], answers: Answers, made: Sequence[Arrival]) -> dict[str, str]:
    path = _mapping_path(edit, names)
    columns = {heading: field for one in made for heading, field in one.columns.items()}
    text = "# Answers of okrctl import about these files. Edit them, and import again.\n"
    text += "".join(pair(key, value).block for key, value in as_mapping(answers, columns).items())
    if (edit.session.root / path).exists():
        edit.console.note(f"{path} already exists and is unchanged")
        return {}
    return {path: text}


def _known(edit: Editing) -> Known:
    """The items of earlier imports, read only from files that contain an ``x-id``."""
    files = []
    for facts in edit.ws.files:
        text = edit.session.text(facts.path) or ""
        if facts.department is not None and (facts.check_ins or "x-id" in text):
            files.append((facts.department, read(facts.path, text).data))
    return known_in(files, edit.ws.entries)


def _planned(edit: Editing, placed: Placement, extra: Mapping[str, str]) -> Planned:
    try:
        planned = proposal(edit.ws, edit.files, placed, edit.would_find, extra)
    except NotWritten as error:
        raise Stop(f"{error} cannot be written safely; nothing written", EXIT_FINDINGS) from None
    if isinstance(planned, Doubt):
        reason = safe.line(planned.refusal.reason)
        raise Stop(f"{planned.path} is unchanged: {reason}; nothing written", EXIT_FINDINGS)
    return planned


def _prove(edit: Editing, planned: Planned) -> None:
    """Stop if the import would cause errors in the workspace."""
    follows = consequences(edit.ws, planned.workspace, as_of(edit.settings))
    if follows.errors:
        for line in edit.lines(planned.proposal, follows.errors):
            edit.console.complain(line)
        raise Stop("this would make the files wrong; nothing was written", EXIT_FINDINGS)


def _without_questions(answers: Answers, today: date) -> Answers:
    """The same answers, with a cycle and a department for items without one; nothing is written."""
    return replace(answers, cycle=answers.cycle or _quarter(today), department=answers.department or _REVIEWED)


def _without_past(arrival: Arrival, today: date) -> None:
    """Move past items to the current quarter: rules skip past cycles, but here only the writing matters."""
    present = parse_cycle(_quarter(today))
    assert present is not None
    for item in arrival.items:
        if item.cycle is not None and item.cycle.end < today:
            item.cycle = present


def _quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _judged(before: Workspace, after: Workspace, made: Sequence[Arrival], today: date) -> list[Remark]:
    """New findings about a document's items, each at the line or cell of its item; in the document's order."""
    sources = {item.ref: item.where for one in made for item in one.items if item.ref}
    places = {
        (entry.path, entry.at): sources[entry.ref]
        for ids in after.entries.values()
        for entries in ids.values()
        for entry in entries
        if entry.ref in sources
    }
    found = consequences(before, after, today)
    order = {where: number for number, where in enumerate(sources.values())}
    remarks = [
        Remark(problem.rule, where, problem.message, problem.help or "")
        for problem in (*found.errors, *found.others)
        if (where := _where(problem, places)) is not None
    ]
    return sorted(remarks, key=lambda each: order[each.where])


def _where(problem: Problem, places: Mapping[tuple[str, DocPath], Where]) -> Where | None:
    """The source of the innermost item that a finding is about."""
    path, at = problem.place.path, problem.place.at
    return next((places[path, at[:n]] for n in range(len(at), 0, -1) if (path, at[:n]) in places), None)
