"""What is needed for something new: from options, from a person, or a list of what is missing."""

from __future__ import annotations

import re

from okrctl.core.values.cycle import parse_cycle, parse_date
from okrctl.core.values.quantity import parse_amount, parse_number
from okrctl.core.yaml.characters import find_in_scalar
from okrctl.flows.console import Check, Console, answered
from okrctl.flows.stop import Stop

_ID = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)


class Answers:
    """Collects what is said; what is missing is asked for where somebody is there, and else told all at once."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._missing: list[str] = []

    def needed(
        self, option: str, given: str | None, question: str, check: Check, default: str | None = None
    ) -> str | None:
        """An answer that must be there: as given, asked for, or the default."""
        if given is not None:
            return checked(option, given, check)
        if self._console.interactive:
            return answered(self._console, question, check, default)
        if default is None and option not in self._missing:
            self._missing.append(option)
        return default

    def wanted(self, option: str, given: str | None, question: str, check: Check) -> str | None:
        """An answer that may be left out: as given, or asked for."""
        if given is not None:
            return checked(option, given, check)
        return answered(self._console, question, check, "") or None if self._console.interactive else None

    def end(self) -> None:
        """Stop when something is missing."""
        if self._missing:
            raise Stop(
                f"{' and '.join(self._missing)} {_verb(self._missing)} missing", hint="on a terminal it is asked for"
            )


def _verb(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def checked(option: str, value: str, check: Check) -> str:
    """A value from the command line; Stop when it will not do."""
    problem = check(value.strip())
    if problem:
        raise Stop(f"{option}: {problem}")
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
