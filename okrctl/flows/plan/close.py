"""``close``: record final grades and learnings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from okrctl.core.checkin.judge import note_mistakes
from okrctl.core.company.workspace import Entry
from okrctl.core.planning import Doubt, propose, together
from okrctl.core.planning.close import Learned, add_learned, close, is_closed, of_cycle, refusal, unexplained
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.landing import landings, records
from okrctl.core.scores.scoring import ScoredObjective
from okrctl.core.values import safe
from okrctl.core.values.diagnostic import Spot
from okrctl.core.values.frozen import frozen
from okrctl.flows.console import Console, agreed
from okrctl.flows.plan.editing import Editing, need_whole
from okrctl.shell.rounds import KeptRound
from okrctl.views.blocks import Document, Line, Run, document
from okrctl.views.grades import document_of, record_of

_STOP, _BACK, _NONE = "s", "<", "-"
_HELP = "Enter: nothing · < back · - clear · ? explain · s stop, learnings can be added later"


def close_what(
    edit: Editing, what: str, *, learned: Sequence[str], on: date | None, departments: Sequence[str], ask: bool
) -> None:
    """Close a cycle, an objective or a key result as of a day.

    ``what`` is a cycle or a reference, ``learned`` has texts as ``[REF=]TEXT``, and ``on`` is the day of the grades (by
    default today). ``departments`` limit a cycle.
    """
    console = edit.console
    when = on or edit.today
    if when > edit.today:
        edit.refuse(f"{when} is after today, {edit.today}", "use today's or an earlier date")
    found = _entries(edit, what, departments, when)
    need_whole(edit.session)
    said = _learned(edit, found, learned)
    entries = [entry for entry in found if not is_closed(entry)]
    asks = console.interactive and ask
    if not entries and not said and not asks:
        edit.refuse(f"{what} is already closed", f"to add what you learned: okrctl close {found[0].ref} --learned TEXT")
    closed = _closed(edit, entries, when, said)
    homes = {each.home for each in found}
    graded = [each for place, each in closed.objectives.items() if place in homes]
    # unfinished answers are kept for the same command on the same day
    kept = KeptRound(edit.session.root, "close-" + re.sub(r"[^A-Za-z0-9-]", "-", what), when)
    if asks:
        said = questions(console, graded, said, kept, when)
    else:
        console.show(document_of(graded, when))
    _show_record(console.aside if asks else console.show, closed, entries)
    question = f"Close {_count(entries)}?" if entries else f"Add {'what was learned' if said else 'nothing'}?"
    if asks and not edit.dry_run and not agreed(console, question):
        console.complain("Nothing written. Run the same command to continue.")
        return
    added = edit.made(add_learned([entry for entry in found if is_closed(entry)], said))
    done = f"closed {_count(entries)} as of {when}" if entries else "added what was learned"
    edit.finish(together(close(entries, when, said), added), done, news=False)
    kept.forget()
    for line in () if asks else _untold(entries, graded, said):
        console.note(line)


def _entries(edit: Editing, what: str, departments: Sequence[str], day: date) -> list[Entry]:
    edit.known(departments)
    cycle = edit.ws.cycle(what)
    found = edit.made(of_cycle(edit.ws, cycle, departments, day)) if cycle else [edit.entry(what)]
    for entry in found:
        edit.made(None if is_closed(entry) else refusal(entry, day))
    return found


def _learned(edit: Editing, entries: list[Entry], texts: Sequence[str]) -> dict[Spot, str]:
    """The learnings from options, by item."""
    by_name: dict[str, list[tuple[str, Spot]]] = {}
    for entry in entries:
        parts = entry.objective.history.current.key_results if entry.kind == "objective" and entry.objective else ()
        places = [(entry.id, entry.spot), *((part.id, (entry.path, part.at)) for part in parts)]
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
        place = known[0][1] if known else entries[0].spot
        if place in said:
            edit.refuse(f"--learned {text}: there are two texts for the same item", "give one")
        said[place] = (words if known else text).strip()
        for mistake in note_mistakes(said[place], "--learned"):
            edit.made(mistake)
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
    silent = [entry.ref for entry in entries if entry.spot not in said and entry.kind == "objective"]
    if silent:
        lines.append(f"no learnings for {', '.join(silent)}; to add one: okrctl close {silent[0]} --learned TEXT")
    return lines


def _count(entries: list[Entry]) -> str:
    return entries[0].ref if len(entries) == 1 else f"{len(entries)} objectives"


@frozen
class Question:
    """One question: what it is about, and its text."""

    place: Spot
    objective: ScoredObjective
    text: str


def questions(
    console: Console, graded: Sequence[ScoredObjective], said: Learned, kept: KeptRound, day: date
) -> dict[Spot, str]:
    """All answers, including earlier ones; ``s`` skips the other questions."""
    asked = [question for objective in graded for question in _of(objective, said)]
    data: Any = kept.load()
    earlier = {name: text for name, text in (data if isinstance(data, dict) else {}).items() if isinstance(text, str)}
    answers = dict(said) | {each.place: earlier[_key(each.place)] for each in asked if _key(each.place) in earlier}
    if asked:
        console.aside(document([Line(Run(_HELP, "dim"))]))
    number, shown = 0, None
    while number < len(asked):
        question = asked[number]
        if question.objective is not shown:
            shown = question.objective
            console.aside(document_of([shown], day))
        answer = _ask(console, f"{number + 1} of {len(asked)}  {question.text}", answers.get(question.place))
        if answer == _STOP:
            break
        if answer == _BACK:
            number = max(0, number - 1)
            continue
        if answer:
            answers[question.place] = answer
        else:
            answers.pop(question.place, None)
        kept.save({_key(place): text for place, text in answers.items()})
        number += 1
    return answers


def _of(objective: ScoredObjective, said: Learned) -> Iterator[Question]:
    planned = objective.planned
    missed = [result.planned.key_result.id for result in unexplained(objective, said)]
    for item in (planned.objective, *planned.objective.key_results):
        place, name = (planned.path, item.at), safe.line(item.id)
        if place in said or (item.closed and item.closed.learned):
            continue
        if item.id in missed:
            yield Question(place, objective, f"{name} was committed and missed. Why, and what next?")
        elif item.closed:
            yield Question(place, objective, f"What did you learn from {name}?")


def _ask(console: Console, question: str, known: str | None) -> str:
    shown = f" [{safe.line(known)}]" if known else ""
    while True:
        answer = console.ask(f"{question}{shown} ")
        if answer == "?":
            console.complain("one or two sentences for the next plan: what was surprising, what to do differently")
            continue
        if answer == _NONE:
            return ""
        mistakes = note_mistakes(answer or None)
        if not mistakes:
            return answer or known or ""
        console.complain(mistakes[0].message, mistakes[0].help)


def _key(place: Spot) -> str:
    path, at = place
    return "/".join([path, *map(str, at)])
