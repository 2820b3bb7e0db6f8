"""The rows that are measured: what is run, what it is held against, and the goal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cases import COLD, EDITED, OTHER_DAY, Place, Workspace
from measure import Program
from peers import peers

NINE = Workspace(9, "quarter")
FORTY = Workspace(40, "two-years")
HUNDRED = Workspace(100, "year")
THOUSAND = Workspace(1_000, "year")
TEN_THOUSAND = Workspace(10_000, "year")
COMMANDS = ("validate", "status", "deps")

Make = Callable[[Place], Program | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One ratio: what ``case`` costs as a multiple of ``against``; without a goal it is only told.

    A case that cannot be made here (a program is not installed) is None, and its row is left out.
    """

    name: str
    what: str
    case: Make
    against: Make
    goal: float | None = None
    mebibytes: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are measured together, in turns."""

    title: str
    unit: str
    rounds: int
    quick: int
    rows: Sequence[Row]


def _ask(command: str, where: Workspace, how: str) -> Make:
    return lambda place: place.ask(command, where, how)


def _floor(place: Place) -> Program:
    return place.floor()


def _start() -> Group:
    rows = [
        Row(
            "version",
            "`--version`",
            lambda place: place.start("okrctl", ["--version"]),
            lambda place: place.start("empty"),
            1.2,
        ),
        Row(
            "help",
            "`--help`, against plain help",
            lambda place: place.start("okrctl", ["--help"]),
            lambda place: place.start("tool", ["--help"]),
            1.1,
        ),
        Row(
            "help-rich",
            "`--help`, against Typer's default help",
            lambda place: place.start("okrctl", ["--help"]),
            lambda place: place.start("rich_tool", ["--help"]),
        ),
        Row(
            "completion",
            "completion",
            lambda place: place.start("okrctl", completing="okrctl st"),
            lambda place: place.start("tool", completing="tool comm"),
            1.1,
        ),
    ]
    unit = "an empty console script, or a Typer program with as many commands that is asked the same"
    return Group("Start-up", unit, 15, 7, rows)


def _nine() -> Group:
    goals = {COLD: 1.5, EDITED: 1.3, OTHER_DAY: 1.3}
    rows = [
        Row(f"nine-{command}-{_short(how)}", f"`{command}`, {how}", _ask(command, NINE, how), _floor, goal)
        for how, goal in goals.items()
        for command in COMMANDS
    ]
    return Group("9 files of 12 KB", "the floor", 11, 3, rows)


def _forty() -> Group:
    goals = {COLD: 3.0, EDITED: 1.6}
    rows = [
        Row(f"forty-{command}-{_short(how)}", f"`{command}`, {how}", _ask(command, FORTY, how), _floor, goal)
        for how, goal in goals.items()
        for command in ("validate", "status")
    ]
    return Group("40 departments, 100 weekly check-ins each (72,000 lines)", "the floor", 7, 2, rows)


def _thousand() -> Group:
    cold = _ask("validate", THOUSAND, COLD)
    rows = [
        Row(
            "thousand-cold",
            "`validate`, cold, against PyYAML's events of the same bytes",
            cold,
            lambda place: place.events(THOUSAND),
            4,
            300,
        ),
        Row(
            "thousand-edited",
            f"`validate`, {EDITED}, against cold",
            _ask("validate", THOUSAND, EDITED),
            cold,
            1 / 6,
        ),
    ]
    rows += [
        Row(
            f"thousand-{command}-day",
            f"`{command}`, {OTHER_DAY}, against `validate`, cold",
            _ask(command, THOUSAND, OTHER_DAY),
            cold,
            1 / 3,
        )
        for command in ("status", "deps")
    ]
    title = f"1,000 files, 28 MB, {THOUSAND.results:,} results"
    return Group(title, "what each row names", 3, 1, rows)


def _ten_thousand() -> Group:
    row = Row(
        "ten-thousand-cold",
        "`validate`, cold, against 1,000 files",
        _ask("validate", TEN_THOUSAND, COLD),
        lambda place: replace(place.ask("validate", THOUSAND, COLD), name="validate of 1,000 files"),
        11,
        1_229,
    )
    return Group(f"10,000 files, 280 MB, {TEN_THOUSAND.results:,} results", "the 1,000 files", 1, 0, [row])


def _peers() -> Group:
    rows = [Row(f"peer-{name}", what, make, _ask("validate", HUNDRED, COLD)) for name, what, make in peers(HUNDRED)]
    title = f"Other programs, on 100 of the 1,000 files (2.8 MB, {HUNDRED.results:,} results)"
    return Group(title, "`okrctl validate` of the same files, cold", 2, 0, rows)


def groups() -> list[Group]:
    """Everything that `make bench` measures."""
    return [_start(), _nine(), _forty(), _thousand(), _ten_thousand(), _peers()]


def _short(how: str) -> str:
    return {COLD: "cold", EDITED: "edited", OTHER_DAY: "day"}[how]
