"""What needs attention today: trouble with its dependents, overdue check-ins with their commands, items to close."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from okrctl.core.checkin.own_file import grows, home_file
from okrctl.core.company.people import name_of
from okrctl.core.company.workspace import Workspace
from okrctl.core.contracts.requests import Request
from okrctl.core.model.figures import band, quantity
from okrctl.core.review.due import owed
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.forecast import projected
from okrctl.core.scores.rollup import badness
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredKpi
from okrctl.core.values.counted import counted, some
from okrctl.core.values.frozen import frozen
from okrctl.views.blocks import Line, Run
from okrctl.views.figures import current, goal, share, standing, watched
from okrctl.views.projection import by_owner
from okrctl.views.signs import only_sign

SHOWN = 10
# a few of each kind come first, so that one kind doesn't hide another
_FIRST = (3, 2, 2, 1, 1, 1)
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*", re.ASCII)
_UNSURE = 3


@frozen
class Need:
    """One item that needs attention: the problem, its dependents, and the command to run.

    ``name`` is the reference of an item, the id of a department, or empty; ``about`` is the item, if it is one.
    """

    status: str
    name: str
    title: str
    owner: str
    facts: str
    waiting: str = ""
    command: str = ""
    about: ScoredKeyResult | ScoredKpi | None = None


def urgent(report_day: ReportDay, selection: Selection, room: int = SHOWN) -> tuple[list[Need], int]:
    """What needs attention, the most urgent kinds first, and the number of items beyond ``room``."""
    results, kpis = _wanted(report_day, selection)
    results.sort(key=badness)
    kinds: list[list[ScoredKeyResult | ScoredKpi | Need]] = [
        [each for each in results if each.status in ("off-track", "missed")],
        list(_overdue(report_day, selection)),
        [_request(report_day, each) for each in asked_of(report_day, selection)],
        [each for each in kpis if each.health == "unhealthy"],
        [each for each in results if each.status == "at-risk"],
        list(_to_close(report_day, selection)),
    ]
    chosen = [kind[:first] for kind, first in zip(kinds, _FIRST, strict=True)]
    for position, kind in enumerate(kinds):
        left = room - sum(len(each) for each in chosen)
        chosen[position] += kind[len(chosen[position]) :][: max(0, left)]
    # details include a forecast, so only those shown are computed
    shown = [_need(report_day, each) for kind in chosen for each in kind][:room]
    return shown, sum(len(kind) for kind in kinds) - len(shown)


def _need(report_day: ReportDay, each: ScoredKeyResult | ScoredKpi | Need) -> Need:
    if isinstance(each, Need):
        return each
    return _unhealthy(report_day, each) if isinstance(each, ScoredKpi) else _trouble(report_day, each)


class CheckinCommands:
    """The command for a department's check-in, ready to copy; it uses the file name if that is unique."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._names = Counter(file.path.rpartition("/")[2] for file in ws.files)

    def __call__(self, department: str) -> str:
        """The command for one department."""
        journal, home = self._ws.journal.get(department, ()), self._ws.departments[department]
        paths = (each.path for each in reversed(journal) if grows(each.path))
        path = next(paths, home_file(home))
        name = path.rpartition("/")[2]
        return f"okrctl checkin {name if self._names[name] == 1 and _PLAIN_NAME.fullmatch(name) else department}"


def _wanted(report_day: ReportDay, selection: Selection) -> tuple[list[ScoredKeyResult], list[ScoredKpi]]:
    results = [
        result
        for objective in report_day.scores.objectives
        if objective.counted
        for result in selection.key_results(objective)
        if result.counted
    ]
    return results, [kpi for kpi in report_day.scores.kpis if selection.kpi(kpi)]


def _trouble(report_day: ReportDay, result: ScoredKeyResult) -> Need:
    planned = result.planned
    facts = [f"{_state(report_day.day, result)}: {standing(result)}"]
    ahead = projected(result)
    if ahead is not None:
        facts.append(f"heading for {share(Fraction(ahead.at_end))}")
    if owned := by_owner(result):
        facts.append(f"its owner expects {owned}")
    if result.series.confidence is not None and result.series.confidence <= _UNSURE:
        facts.append(f"confidence {quantity(result.series.confidence, None)} of 10")
    owner = _person(report_day, planned.owner)
    return Need(
        result.status,
        planned.ref,
        planned.title,
        owner,
        "; ".join(facts),
        waiting_for(report_day, result),
        about=result,
    )


def _state(day: date, result: ScoredKeyResult) -> str:
    measure, told = result.planned.key_result.measure, (goal(result), current(result))
    if measure is None:
        return "{}, now {}".format(*told)
    return measure.standing(*told, result.series, result.planned.window, day)


def waiting_for(report_day: ReportDay, result: ScoredKeyResult) -> str:
    """The dependents of a key result, or of its objective as a whole."""
    planned = result.planned
    links = [
        *report_day.waiting.get((planned.path, planned.at), ()),
        *report_day.waiting.get((planned.path, planned.key[1]), ()),
    ]
    links = [link for link in links if link.source.objective is None or link.source.department != planned.department]
    if not links:
        return ""
    links.sort(key=lambda link: (link.due or date.max, link.source.ref))
    names = list(dict.fromkeys(link.source.ref for link in links))
    due = f" (due {links[0].due})" if links[0].due else ""
    return f"{some(names, 1)} {'wait' if len(names) > 1 else 'waits'} for this{due}"


def _overdue(report_day: ReportDay, selection: Selection) -> Iterator[Need]:
    days: dict[str, list[int]] = {}
    commands = CheckinCommands(report_day.ws)
    for each in owed(report_day, selection):
        if each.overdue_days:
            days.setdefault(each.department, []).append(each.overdue_days)
    for department, late in sorted(days.items(), key=lambda item: (-max(item[1]), item[0])):
        since = report_day.day - timedelta(days=max(late) - 1)
        count = counted(len(late), "check-in")
        lead = _person(report_day, report_day.ws.departments[department].head.lead)
        yield Need("stale", department, f"{count} overdue since {since}", lead, "", command=commands(department))


def asked_of(report_day: ReportDay, selection: Selection) -> list[Request]:
    """Unanswered requests to the selected departments, and to the selected owners if any."""
    found = (each for each in report_day.requests() if selection.department(each.department))
    return [each for each in found if not selection.owners or _answers(report_day, each).casefold() in selection.owners]


def _answers(report_day: ReportDay, asked: Request) -> str:
    """Who answers a request: the owner of what is asked for, else the lead of the department."""
    provider, home = asked.row.provider, report_day.ws.departments.get(asked.department)
    return (provider.planned.owner if provider else home.head.lead if home else None) or ""


def _request(report_day: ReportDay, asked: Request) -> Need:
    """A request to a department without an answer, with the command that confirms it."""
    need = asked.contract.need.need or asked.row.on
    due = f" by {asked.row.due}" if asked.row.due else ""
    owner = _person(report_day, _answers(report_day, asked))
    return Need("unconfirmed", asked.row.on, f"{asked.row.waits} needs: {need}{due}", owner, "", command=asked.command)


def request_lines(asked: Request) -> tuple[Line, Line]:
    """One request, with the command that confirms it below."""
    need = f"“{asked.contract.need.need}”" if asked.contract.need.need else asked.row.on
    due = f" by {asked.row.due}" if asked.row.due else ""
    words = (only_sign("unconfirmed"), " ", Run(asked.row.waits, "strong"), f" needs {need}{due}")
    return Line(words, 2, 2), Line((Run("confirm: ", "dim"), Run(asked.command, "info")), 4, 4)


def _unhealthy(report_day: ReportDay, kpi: ScoredKpi) -> Need:
    healthy = band(kpi.at_least, kpi.at_most, kpi.planned.unit)
    owner, facts = _person(report_day, kpi.planned.owner), f"{watched(kpi)}, healthy {healthy}"
    return Need("unhealthy", kpi.planned.ref, kpi.planned.title, owner, facts, about=kpi)


def _to_close(report_day: ReportDay, selection: Selection) -> Iterator[Need]:
    refs = [
        ref
        for department in report_day.company.departments
        for ref in department.total.to_close
        if selection.department(department.id)
    ]
    if refs:
        what = counted(len(refs), "objective has", "objectives have")
        told = f"{what} ended and can be closed: {some(refs, 3)}"
        yield Need("", "", told, "", "", command=f"okrctl close {refs[0]}")


def _person(report_day: ReportDay, owner: str | None) -> str:
    return name_of(report_day.ws.config.people, owner) if owner else ""


def need_lines(need: Need) -> Iterator[Line]:
    """The item and its owner; its state; its dependents; the command."""
    who = Run(f" · {need.owner}", "dim") if need.owner else ""
    mark = only_sign(need.status) if need.status else "·"
    name = (Run(need.name, "strong"), "  ") if need.name else ()
    yield Line((mark, " ", *name, need.title, who), indent=2, hang=4)
    for text in (need.facts, need.waiting):
        if text:
            yield Line(text, indent=6, hang=2)
    if need.command:
        yield Line(Run(need.command, "info"), indent=6)
