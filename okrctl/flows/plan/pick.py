"""Asks for a missing argument: a department, objective or other item of the workspace, or plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.core.values import safe
from okrctl.flows.console import Console
from okrctl.flows.stop import Stop
from okrctl.views.blocks import Line, Run, document

if TYPE_CHECKING:
    from okrctl.core.company.workspace import Workspace
    from okrctl.flows.settings import Settings

_LISTED = 40


def pick(settings: Settings, console: Console, metavar: str, about: str) -> str:
    """The answer for a missing argument or option: text, or the number of a listed item.

    Args:
        settings: the global options, with the place of the workspace.
        console: asks the question.
        metavar: its name in the help; ``DEPARTMENT`` and similar names come with a list.
        about: a description.
    """
    choices = _choices(settings, metavar)
    names = list(choices)
    shown = not names or len(names) <= _LISTED
    if names and shown:
        _list(console, choices)
    about = about.rstrip(".")
    how = " (number or name)" if names and shown else " (? lists them)" if names else ""
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


def _choices(settings: Settings, metavar: str) -> dict[str, str]:
    """References with titles; none if the workspace cannot be read, which the command reports."""
    from okrctl.flows.workspace import as_of, open_workspace

    wanted = {
        "DEPARTMENT": ("department",),
        "OBJECTIVE": ("objective",),
        "REF": ("objective", "key_result"),
        "PROVIDER": ("department", "objective", "key_result"),
        "CONSUMER": ("objective", "key_result"),
    }.get(metavar.strip("[]."), ())
    if not wanted:
        return {}
    try:
        ws = open_workspace(settings).workspace
    except Stop:
        return {}
    found = {id: each.name for id, each in ws.departments.items()} if "department" in wanted else {}
    return found | _items(ws, as_of(settings), wanted)


def _items(ws: Workspace, day: object, wanted: tuple[str, ...]) -> dict[str, str]:
    from okrctl.core.scores.plan import plan_on

    found: dict[str, str] = {}
    for objective in plan_on(ws, day).objectives:  # type: ignore[arg-type]
        if objective.dropped or objective.cycle.end < day:  # type: ignore[operator]
            continue
        if "objective" in wanted:
            found[objective.ref] = objective.title
        if "key_result" in wanted:
            found.update((result.ref, result.title) for result in objective.key_results if not result.dropped)
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
