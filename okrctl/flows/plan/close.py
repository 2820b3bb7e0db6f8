"""``close``: record final grades and learnings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from okrctl.core.checkin import Mistake
from okrctl.core.checkin.judge import note_mistakes
from okrctl.core.company.workspace import Entry
from okrctl.core.contracts.contracts import Spot, home, spot
from okrctl.core.planning import Doubt, PlannedChanges, propose, together
from okrctl.core.planning.close import Learned, add_learned, close, is_closed, of_cycle, refusal, unexplained
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.landing import landings, records
from okrctl.core.scores.scoring import ScoredObjective
from okrctl.flows.console import Console, agreed
from okrctl.flows.plan.editing import Editing, editing
from okrctl.flows.plan.proposal import need_whole
from okrctl.flows.settings import Settings
from okrctl.flows.workspace import as_of
from okrctl.views.blocks import Document
from okrctl.views.grades import document_of, record_of


def close_what(
    settings: Settings,
    console: Console,
    what: str,
    *,
    learned: Sequence[str],
    on: date | None,
    departments: Sequence[str],
    ask: bool,
    dry_run: bool,
) -> None:
    """Close a cycle, an objective or a key result as of a day.

    ``what`` is a cycle or a reference, ``learned`` has texts as ``[REF=]TEXT``, and ``on`` is the day of the grades (by
    default today). ``departments`` limit a cycle.
    """
    from okrctl.flows.plan.close_questions import Kept, questions

    edit = editing(settings, console, dry_run)
    when = _day(edit, on)
    found = _entries(edit, what, departments, when)
    need_whole(edit.session)
    said = _learned(edit, found, learned)
    entries = [entry for entry in found if not is_closed(entry)]
    asks = console.interactive and ask
    if not entries and not said and not asks:
        edit.refuse(f"{what} is already closed", f"to add what you learned: okrctl close {found[0].ref} --learned TEXT")
    closed = _closed(edit, entries, when, said)
    homes = set(map(home, found))
    graded = [each for place, each in closed.objectives.items() if place in homes]
    kept = Kept(edit.session.root, what, when)
    if asks:
        said = questions(console, graded, said, kept, when)
    else:
        console.show(document_of(graded, when))
    _show_record(console.aside if asks else console.show, closed, entries)
    if asks and not dry_run and not agreed(console, _question(entries, said)):
        console.complain("Nothing written. Run the same command to continue.")
        return
    edit.finish(_changes(edit, found, when, said), _done(entries, when), news=False)
    kept.forget()
    for line in () if asks else _untold(entries, graded, said):
        console.note(line)


def _day(edit: Editing, on: date | None) -> date:
    today = as_of(edit.settings)
    if on is not None and on > today:
        edit.refuse(f"{on} is after today, {today}", "use today's or an earlier date")
    return on or today


def _changes(edit: Editing, found: list[Entry], when: date, said: Learned) -> PlannedChanges:
    """The new closing entries, and learnings to add to earlier ones."""
    added = add_learned([entry for entry in found if is_closed(entry)], said)
    if isinstance(added, Mistake):
        edit.cannot(added)
    return together(close([entry for entry in found if not is_closed(entry)], when, said), added)


def _question(entries: list[Entry], said: Learned) -> str:
    if entries:
        return f"Close {_count(entries)}?"
    return f"Add {'what was learned' if said else 'nothing'}?"


def _done(entries: list[Entry], when: date) -> str:
    return f"closed {_count(entries)} as of {when}" if entries else "added what was learned"


def _entries(edit: Editing, what: str, departments: Sequence[str], day: date) -> list[Entry]:
    edit.known(departments)
    cycle = edit.ws.cycle(what)
    found = of_cycle(edit.ws, cycle, departments, day) if cycle else [edit.entry(what)]
    if isinstance(found, Mistake):
        edit.cannot(found)
    for entry in found:
        mistake = None if is_closed(entry) else refusal(entry, day)
        if mistake:
            edit.cannot(mistake)
    return found


def _learned(edit: Editing, entries: list[Entry], texts: Sequence[str]) -> dict[Spot, str]:
    """The learnings from options, by item."""
    by_name: dict[str, list[tuple[str, Spot]]] = {}
    for entry in entries:
        parts = entry.objective.history.current.key_results if entry.kind == "objective" and entry.objective else ()
        places = [(entry.id, spot(entry)), *((part.id, (entry.path, part.at)) for part in parts)]
        for id, place in places:
            ref = f"{entry.department}/{id}"
            for name in (id, ref):
                by_name.setdefault(name, []).append((ref, place))
    said: dict[Spot, str] = {}
    for text in texts:
        name, sign, words = text.partition("=")
        known = by_name.get(name.strip(), []) if sign else []
        if len(known) > 1:
            edit.refuse(
                f"--learned {text}: {name.strip()} could be {' or '.join(ref for ref, _ in known)}",
                "use the full reference",
            )
        if not known and len(entries) > 1:
            edit.refuse(f"--learned {text}: this needs a reference", f"write --learned {entries[0].ref}=TEXT")
        place = known[0][1] if known else spot(entries[0])
        if place in said:
            edit.refuse(f"--learned {text}: there are two texts for the same item", "give one")
        said[place] = (words if known else text).strip()
        for mistake in note_mistakes(said[place], "--learned"):
            edit.cannot(mistake)
    return said


def _closed(edit: Editing, entries: list[Entry], day: date, said: dict[Spot, str]) -> ReportDay:
    """The results after closing."""
    proposal = propose(edit.files, close(entries, day, said))
    return ReportDay(edit.ws if isinstance(proposal, Doubt) else proposal.workspace(edit.ws), day)


def _show_record(show: Callable[[Document], None], closed: ReportDay, entries: list[Entry]) -> None:
    """How far off the departments' projections were, if they made any."""
    departments = {entry.department for entry in entries}
    found = records(landings(each for each in closed.scores.objectives if each.planned.department in departments))
    if found:
        show(record_of(found, {each: closed.ws.departments[each].name for each in departments}))


def _untold(entries: list[Entry], graded: list[ScoredObjective], said: dict[Spot, str]) -> list[str]:
    lines = [
        f"{result.planned.ref} was committed and missed; to say why: okrctl close {result.planned.ref} --learned TEXT"
        for objective in graded
        for result in unexplained(objective, said)
    ]
    silent = [entry.ref for entry in entries if spot(entry) not in said and entry.kind == "objective"]
    if silent:
        lines.append(f"no learnings for {', '.join(silent)}; to add one: okrctl close {silent[0]} --learned TEXT")
    return lines


def _count(entries: list[Entry]) -> str:
    return entries[0].ref if len(entries) == 1 else f"{len(entries)} objectives"
