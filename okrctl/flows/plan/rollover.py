"""``rollover``: carry unfinished work over to the next cycle and archive the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from okrctl.core.checkin.move import Doubt, to_archive
from okrctl.core.checkin.own_file import is_archive
from okrctl.core.edit.proposal import Proposal
from okrctl.core.planning import PlannedChanges, propose, together
from okrctl.core.planning.carried_references import pins
from okrctl.core.planning.carry import Carried
from okrctl.core.planning.rollover import roll_over, unfinished
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective
from okrctl.core.values import safe
from okrctl.core.values.counted import counted
from okrctl.core.values.cycle import Cycle, following
from okrctl.flows.console import Console, agreed, answered
from okrctl.flows.plan import answers as a
from okrctl.flows.plan.answers import Answers, asking
from okrctl.flows.plan.editing import Editing, need_whole
from okrctl.views.blocks import Line, Run, document
from okrctl.views.figures import goal, share
from okrctl.views.grades import outcome
from okrctl.views.rollover import document_of

_ALL, _NO = "all", "-"


def carry_over(
    edit: Editing, refs: Sequence[str], *, old: str, new: str, departments: Sequence[str], ask: bool, diff: bool
) -> None:
    """Carry unfinished work over to the next cycle, and archive the journal.

    Without ``refs``, everything unfinished of the old cycle is carried over, limited to ``departments`` if given.
    ``diff`` also shows the changed lines.
    """
    console = edit.console
    before = _cycle(edit, "--from", old)
    after = _cycle(edit, "--to", new, before)
    edit.known(departments)
    need_whole(edit.session)
    report_day = ReportDay(edit.ws, edit.today)
    chosen = _chosen(edit, report_day, before, refs, departments)
    asks = console.interactive and ask
    carried = questions(console, chosen) if asks and not refs else chosen
    made = edit.made(roll_over(edit.ws, edit.files, carried, before, after))
    proposal, kept = _proposal(edit, made.changes, before, after, report_day, departments)
    if not (proposal.updated or proposal.created):
        for each in made.left_out:
            console.note(safe.line(f"left behind: {each}"))
        console.note(f"nothing of {before.name} is left to carry over or archive")
        return
    going = [objective for objective, _ in made.objectives]
    ending = [each for each in _of_cycle(report_day, before, departments) if each not in going]
    console.show(document_of(before, after, made, ending, kept))
    for line in _graded_anew(edit, proposal, report_day, after):
        console.complain(safe.line(line))
    objectives, journal = counted(len(going), "objective"), f"the journal of {before.name} (nothing to carry over)"
    question = f"Carry {objectives} over to {after.name}?" if going else f"Archive {journal}?"
    done = f"carried {objectives} over to {after.name}" if going else f"archived {journal}"
    if asks and not edit.dry_run and not agreed(console, question):
        console.complain("Nothing written.")
        return
    edit.finish(proposal, done, news=False, shown=diff)


def _of_cycle(report_day: ReportDay, cycle: Cycle, departments: Sequence[str]) -> list[ScoredObjective]:
    """The objectives of a cycle in these departments, without drafts."""
    return [
        each
        for each in report_day.objectives.values()
        if each.planned.cycle.same_days(cycle)
        and not each.planned.draft
        and (not departments or each.planned.department in departments)
    ]


def _cycle(edit: Editing, option: str, text: str, last: Cycle | None = None) -> Cycle:
    if not text:
        names = (last.name, following(last)) if last else ("2026-Q1", "2026-Q2")
        if not edit.console.interactive:
            edit.refuse(f"{option} is missing", "okrctl rollover --from {} --to {}".format(*names))
        what = "Cycle that ended" if last is None else "Next cycle"
        ended = [each.cycle for each in edit.ws.objectives if each.cycle and each.cycle.end < edit.today]
        over = max(ended, key=lambda cycle: cycle.end).name if ended else None
        text = answered(edit.console, what, a.cycle, names[1] if last else over)
    found = edit.ws.cycle(text)
    if found is None:
        edit.refuse(
            f"{option} {text} is not a cycle", "write it as 2026, 2026-H1, 2026-Q1, 2026-03, FY2026 or two dates"
        )
    return found


def _chosen(
    edit: Editing, report_day: ReportDay, cycle: Cycle, refs: Sequence[str], departments: Sequence[str]
) -> list[Carried]:
    """The named items, or everything unfinished."""
    if not any(each.cycle.same_days(cycle) for each in edit.ws.objectives if each.cycle):
        known = sorted({each.cycle.name for each in edit.ws.objectives if each.cycle})
        edit.refuse(f"no objective runs in {cycle.name}", f"available: {', '.join(known) or 'no cycle yet'}")
    if not refs:
        found = unfinished(report_day, cycle)
        return [each for each in found if not departments or each.objective.planned.department in departments]
    chosen: dict[tuple[str, object], Carried] = {}
    for ref in refs:
        entry = edit.entry(ref if "@" in ref else f"{ref}@{cycle.name}")
        objective = report_day.objective_of(entry)
        if objective is None or entry.kind == "kpi":
            edit.refuse(f"{ref} isn't an objective or key result", "KPIs have no cycle")
        if entry.cycle is None or not entry.cycle.same_days(cycle):
            edit.refuse(f"{ref} doesn't run in {cycle.name}", f"it runs in {entry.cycle.name if entry.cycle else '–'}")
        whole = entry.kind == "objective"
        results = [each for each in objective.key_results if whole or each.planned.at == entry.at]
        place = (objective.planned.path, objective.planned.at)
        there = chosen[place].results if place in chosen else ()
        parts = [each for each in objective.key_results if each in there or each in results]
        chosen[place] = Carried(objective, tuple(each for each in parts if not each.planned.dropped))
    return list(chosen.values())


def _proposal(
    edit: Editing, changes: PlannedChanges, cycle: Cycle, new: Cycle, report_day: ReportDay, departments: Sequence[str]
) -> tuple[Proposal, list[str]]:
    """The new objectives and the archived journals; what happens to check-ins and references, in words."""
    made = edit.made(propose(edit.files, changes))
    pinned = pins(edit.ws, made.workspace(edit.ws), edit.files, new)
    stays = list(pinned.words)
    made = edit.made(propose(edit.files, together(changes, pinned.changes)))
    if report_day.day <= cycle.end:
        return made, [*stays, f"Check-ins stay where they are until {cycle.name} is over; run this again then"]
    for home in sorted({each.department for each in edit.ws.objectives if each.cycle and each.cycle.end == cycle.end}):
        if departments and home not in departments:
            continue
        moved = _archived(edit, made, home, cycle)
        if isinstance(moved, Doubt):
            stays.append(f"Check-ins of {home} stay where they are: {moved.path}: {moved.refusal.reason}")
            continue
        updated = {path: (edit.files.text(path), after) for path, (_, after) in moved.updated.items()}
        made = Proposal({**made.updated, **updated}, {**made.created, **moved.created})
    archives = [path for path in made.created if is_archive(path)]
    return made, [*stays, *([f"Check-ins move to {', '.join(archives)}"] if archives else [])]


def _archived(edit: Editing, made: Proposal, department: str, cycle: Cycle) -> Proposal | Doubt:
    """Archive a department's journal of a cycle, on top of the earlier changes."""
    texts, day = made.texts(), cycle.end + timedelta(days=1)

    def text(path: str) -> str:
        return texts[path] if path in texts else edit.files.text(path)

    return to_archive(made.workspace(edit.ws), department, cycle.name, day, text, edit.would_find)


def _graded_anew(edit: Editing, proposal: Proposal, report_day: ReportDay, new: Cycle) -> list[str]:
    """Key results of the old cycle whose score would change, because their last check-ins now belong to the new one."""
    after = ReportDay(proposal.workspace(edit.ws), report_day.day).scores.by_key
    return [
        f"{was.planned.ref}@{was.planned.cycle.name} goes from {share(was.progress)} to {share(after[key].progress)}: "
        f"a check-in after its end now belongs to {new.name}, unless it says {key[2]}@{was.planned.cycle.name}"
        for key, was in report_day.scores.by_key.items()
        if key in after and after[key].progress != was.progress
    ]


def questions(console: Console, chosen: Sequence[Carried]) -> list[Carried]:
    """What to carry over, objective by objective; ``<`` goes back."""
    wanted: list[Carried] = []

    def make(answers: Answers) -> None:
        wanted.clear()
        for number, each in enumerate(chosen, 1):
            kept = _one(console, answers, each, f"{number} of {len(chosen)}")
            if kept is not None:
                wanted.append(kept)

    asking(console, make)
    return wanted


def _one(console: Console, answers: Answers, each: Carried, counter: str) -> Carried | None:
    names = [str(number) for number in range(1, len(each.results) + 1)]

    def known(answer: str) -> str | None:
        good = answer in (_ALL, _NO) or all(part.strip() in names for part in answer.split(","))
        return None if good else f"type numbers from 1 to {len(names)}, such as {','.join(names[:2])}"

    if answers.at_end:
        _show(console, each, counter)
    question = f"    {each.objective.planned.objective.id}: carry over? (Enter: all, -: none, 1,3: only these)"
    answer = answers.offered(question, known, _ALL)
    if answer == _NO:
        return None
    picked = names if answer == _ALL else [part.strip() for part in answer.split(",")]
    results = tuple(result for number, result in zip(names, each.results, strict=True) if number in picked)
    anew = {result.planned.key_result.id for result in results if _anew(answers, result)}
    return replace(each, results=results, anew=frozenset(anew))


def _anew(answers: Answers, result: ScoredKeyResult) -> bool:
    """Whether a partly reached change starts again in full; asked only where that differs from the rest."""
    measure = result.planned.key_result.measure
    whole = measure.anew(result.series) if measure else None
    rest = measure.begun(result.series, result.progress) if measure else None
    if measure is None or whole is None or rest is None or not result.progress or whole == rest:
        return False
    asked = measure.change_asked() or goal(result)
    words = f"    {result.planned.key_result.id}: {float(result.progress):.0%} of {asked} is reached."
    question = f"{words} Continue with the rest? (Enter: the rest, a: all of it again)"
    return answers.offered(question, lambda text: None if text in ("a", "r") else "type a, or just Enter", "r") == "a"


def _show(console: Console, each: Carried, counter: str) -> None:
    planned = each.objective.planned
    lines = [Line((Run(f"{counter} ", "dim"), Run(planned.title, "strong"), Run(f"  {planned.ref}", "dim")), 0, 4)]
    for number, result in enumerate(each.results, 1):
        facts = Run(f"  {outcome(result)}", "dim")
        lines.append(Line((f"{number} {result.planned.title}", facts), 2, 4))
    console.aside(document(lines))
