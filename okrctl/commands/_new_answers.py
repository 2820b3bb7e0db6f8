"""What is needed for something new: from options, from a person at a terminal, or a list of what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import typer

from okrctl.commands._output import fail
from okrctl.core.values.cycle import parse_cycle, parse_date
from okrctl.core.values.quantity import parse_amount, parse_number
from okrctl.core.yaml.characters import find_in_scalar
from okrctl.shell.terminal import is_interactive

_ID = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)
Check = Callable[[str], str | None]
"""Why an answer will not do; None when it will."""


class Answers:
    """Collects what is said; what is missing is asked for on a terminal, and elsewhere told all at once."""

    def __init__(self) -> None:
        self._missing: list[str] = []

    @property
    def asks(self) -> bool:
        """Whether there is somebody to ask."""
        return is_interactive()

    def needed(
        self, option: str, given: str | None, question: str, check: Check, default: str | None = None
    ) -> str | None:
        """An answer that must be there: as given, asked for, or the default."""
        if given is not None:
            return checked(option, given, check)
        if self.asks:
            return str(typer.prompt(question, default=default, value_proc=_convert(check), err=True))
        if default is None and option not in self._missing:
            self._missing.append(option)
        return default

    def wanted(self, option: str, given: str | None, question: str, check: Check) -> str | None:
        """An answer that may be left out: as given, or asked for."""
        if given is not None:
            return checked(option, given, check)
        if not self.asks:
            return None
        found = typer.prompt(question, default="", show_default=False, value_proc=_convert(check, empty=True), err=True)
        return str(found) or None

    def end(self) -> None:
        """End the run with 2 when something is missing."""
        if self._missing:
            fail(
                f"{' and '.join(self._missing)} {_verb(self._missing)} missing", way_out="on a terminal it is asked for"
            )


def _verb(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def checked(option: str, value: str, check: Check) -> str:
    """A value from the command line; one that will not do ends the run with 2."""
    problem = check(value.strip())
    if problem:
        fail(f"{option}: {problem}")
    return value.strip()


def given(option: str, value: str | None, check: Check) -> str | None:
    """A value that is never asked for."""
    return None if value is None else checked(option, value, check)


def text(value: str) -> str | None:
    """Any text that a file can hold."""
    if not value:
        return "it is empty"
    found = find_in_scalar(value)
    return found[1] if found else None


def usable_id(value: str) -> str | None:
    """An id."""
    usable = _ID.fullmatch(value) and any(char.isalpha() for char in value) and not value.startswith("x-")
    return None if usable else "an id is made of small letters, digits and hyphens, and does not begin with x-"


def number(value: str) -> str | None:
    """A plain number."""
    return None if parse_number(value) is not None else "write a plain number such as 57500 or 0.5"


def change(value: str) -> str | None:
    """A signed change."""
    amount = parse_amount(value)
    return None if amount is not None and amount.signed else "write +20% (relative), +2pp (points) or -1 (a difference)"


def day(value: str) -> str | None:
    """A date."""
    return None if parse_date(value) else "write it as 2026-02-14"


def cycle(value: str) -> str | None:
    """A cycle."""
    return None if parse_cycle(value) else "write 2026, 2026-H1, 2026-Q1, 2026-03, FY2026 or two dates"


def ambition(value: str) -> str | None:
    """How an objective is meant."""
    return one_of("committed", "aspirational")(value)


def one_of(*choices: str) -> Check:
    """One of some words."""
    return lambda value: None if value in choices else f"choose one of {', '.join(choices)}"


def _convert(check: Check, *, empty: bool = False) -> Callable[[Any], str]:
    def convert(value: Any) -> str:
        said = str(value).strip()
        problem = None if empty and not said else check(said)
        if problem:
            raise typer.BadParameter(problem)
        return said

    return convert
