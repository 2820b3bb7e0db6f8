"""Asks for a missing argument: a department, objective or other item of the workspace, or plain text."""

from __future__ import annotations

from datetime import date

from okrctl.core.company.workspace import Workspace
from okrctl.core.values import safe
from okrctl.core.values.stop import Stop
from okrctl.flows.console import Console
from okrctl.flows.settings import Settings
from okrctl.views.blocks import Line, Run, document

_LISTED = 20
"""How many items are listed at once; of more, the departments are listed first."""
_BACK = "<"
_SETTINGS = "okrctl.yaml"
_OF_REQUESTS = ("The objective or key result that delivers", "The one that depends on it")
"""Questions about a request that isn't confirmed yet."""
_KINDS = {
    "DEPARTMENT": ("department",),
    "OBJECTIVE": ("objective",),
    "REF": ("objective", "key result"),
    "PROVIDER": ("department", "objective", "key result"),
    "CONSUMER": ("objective", "key result"),
}


def pick(settings: Settings, console: Console, metavar: str, about: str) -> str:
    """The answer for a missing argument or option: text, or the number of a listed item.

    If there are many items, the departments are listed, and then the items of the chosen one.

    ``metavar`` is the argument's name in the help; ``DEPARTMENT`` and similar names come with a list. ``about``
    describes it, and names the kinds of items to list.
    """
    about = about.rstrip(".")
    choices, names = _choices(settings, metavar, about)
    homes = {id: names.get(id, title) for ref, title in choices.items() for id in [ref.partition("/")[0]]}
    if len(choices) <= _LISTED or len(homes) == 1:
        return _one(console, metavar, about, choices)
    while True:
        home = _one(console, metavar, about, homes)
        inner = {ref: title for ref, title in choices.items() if ref.partition("/")[0] == home}
        if home not in homes or len(inner) < 2:
            return home
        chosen = _one(console, metavar, f"Which one of {home}", inner, back=True)
        if chosen != _BACK:
            return chosen


def _one(console: Console, metavar: str, about: str, choices: dict[str, str], *, back: bool = False) -> str:
    names = list(choices)
    if names:
        _list(console, choices)
    keys = f"number or name, {_BACK}: back" if back else "number or name"
    how = f" ({keys})" if names else ""
    while True:
        answer = console.ask(f"{about}{how}: ")
        if answer == "?":
            _list(console, choices) if names else console.complain(f"{metavar}: {about}", "Ctrl-C leaves")
        elif answer.isdecimal() and 0 < int(answer) <= len(names):
            return names[int(answer) - 1]
        elif answer:
            return answer
        else:
            console.complain("type a number or a name" if names else "type an answer", "Ctrl-C leaves")


def _choices(settings: Settings, metavar: str, about: str) -> tuple[dict[str, str], dict[str, str]]:
    """References with titles, and departments with names; none if the workspace can't be read, which the command
    reports."""
    from okrctl.flows.workspace import as_of, open_workspace

    usual = _KINDS.get(metavar.strip("[]."), ())
    if not usual:
        return {}, {}
    try:
        ws = open_workspace(settings).workspace
    except Stop:
        return {}, {}
    requests = _requests(ws, as_of(settings), metavar) if about in _OF_REQUESTS else {}
    if requests:
        return requests, {}
    named = tuple(kind for kind in ("department", "objective", "key result", "KPI") if kind in about)
    names = {id: each.name for id, each in ws.departments.items()}
    found = names if "department" in named or ("department" in usual and not named) else {}
    items = found | _items(ws, as_of(settings), named or usual)
    return items | ({_SETTINGS: "The settings of the whole company"} if _SETTINGS in about else {}), names


def _requests(ws: Workspace, day: date, metavar: str) -> dict[str, str]:
    """Who is asked for something (or who asks) and isn't answered yet, with what is needed."""
    from okrctl.core.review.report_day import ReportDay

    found: dict[str, str] = {}
    for each in ReportDay(ws, day).requests():
        terms, need = each.terms, each.contract.need.need or ""
        who, other = (terms.provider, terms.consumer) if metavar == "PROVIDER" else (terms.consumer, terms.provider)
        words = f"{other}: “{need}”" if need else other
        found[who] = f"{found[who]}; {words}" if who in found else words
    return found


def _items(ws: Workspace, day: date, wanted: tuple[str, ...]) -> dict[str, str]:
    from okrctl.core.scores.plan import plan_on

    found: dict[str, str] = {}
    for objective in plan_on(ws, day).objectives:
        if objective.dropped or objective.cycle.end < day:
            continue
        if "objective" in wanted:
            found[objective.ref] = objective.title
        if "key result" in wanted:
            found.update((result.ref, result.title) for result in objective.key_results if not result.dropped)
    if "KPI" in wanted:
        found.update((f"{each.department}/{each.kpi.id}", each.kpi.title) for each in ws.kpis)
    return found


def _list(console: Console, choices: dict[str, str]) -> None:
    width, room = len(str(len(choices))), max(map(len, choices), default=0)
    rows = [
        Line(
            (f"{number:>{width}}  ", f"{safe.line(name):<{min(room, 40)}}  ", Run(safe.line(title), "dim")),
            2,
            4 + width,
        )
        for number, (name, title) in enumerate(choices.items(), 1)
    ]
    console.aside(document(rows))
