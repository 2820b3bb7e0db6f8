"""Answers for a new item: from options or from a person; without one, a list of what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from okrctl.core.checkin.shorthand import plain_number
from okrctl.core.values import safe
from okrctl.core.values.cycle import parse_cycle, parse_date
from okrctl.core.values.quantity import literal, parse_amount, parse_number
from okrctl.core.values.stop import EXIT_USAGE, Stop
from okrctl.core.yaml.characters import find_in_scalar
from okrctl.flows.console import Check, Console
from okrctl.views.blocks import Line, document

_DAY = re.compile(r"\d\d-\d\d", re.ASCII)
_ID = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)

BACK = "<"
_NONE = "-"


class Back(Exception):  # noqa: N818 - not an error
    """The user goes back to the previous question."""


class Left(Exception):  # noqa: N818 - not an error
    """The user leaves without a change."""


class Answers:
    """Collects answers. On a terminal it asks for missing ones; otherwise it reports all of them at once.

    Answers are kept: :func:`asking` repeats a flow with the answers so far, so that a person can go back, and offers
    them again if the result is refused.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._missing: list[str] = []
        self._given: list[tuple[str, str]] = []
        self._earlier: dict[str, str] = {}
        self._next = 0

    @property
    def interactive(self) -> bool:
        """Whether a person can answer."""
        return self._console.interactive

    @property
    def asked(self) -> bool:
        """Whether any question was asked."""
        return bool(self._given)

    def needed(
        self, option: str, given: str | None, question: str, check: Check, default: str | None = None
    ) -> str | None:
        """A required answer: as given, asked for, or the default."""
        if given is not None:
            return checked(option, given, check)
        if self._console.interactive:
            return self._answer(question, check, default, optional=False)
        if default is None and option not in self._missing:
            self._missing.append(option)
        return default

    def wanted(self, option: str, given: str | None, question: str, check: Check) -> str | None:
        """An optional answer: as given, or asked for."""
        if given is not None:
            return checked(option, given, check)
        return self._answer(question, check, None, optional=True) or None if self._console.interactive else None

    def chosen(self, option: str, question: str, choices: Mapping[str, str], also: Collection[str] = ()) -> str | None:
        """One of several choices, by number or name; ``choices`` maps names to descriptions.

        Names in ``also`` are accepted, too, but not listed. Without a terminal it is missing, like any other required
        answer.
        """
        if not self._console.interactive:
            return self.needed(option, None, question, text)
        names = list(choices)
        numbers = {str(number): name for number, name in enumerate(names, 1)}
        if self.at_end:
            width = max(map(len, numbers))
            rows = [Line(f"{number:>{width}}  {choices[name]}", 2, 2 + width + 2) for number, name in numbers.items()]
            self._console.aside(document(rows))

        def known(answer: str) -> str | None:
            return (
                None
                if answer in numbers or answer in names or answer in also
                else f"type a number from 1 to {len(names)}"
            )

        answer = self._answer(question, known, None, optional=False)
        return numbers.get(answer, answer)

    @property
    def at_end(self) -> bool:
        """Whether the next question is unanswered."""
        return self._next >= len(self._given)

    def offered(self, question: str, check: Check, default: str) -> str:
        """An answer with a default that the question explains."""
        return self._answer(question, check, default, False)

    def confirm(self, question: str) -> None:
        """If any question was asked, ask for confirmation before writing; "no" leaves."""
        if self.asked:
            words = f"{question} (Enter: yes, n: no, {BACK}: back)"
            if self._answer(words, one_of("y", "yes", "n", "no"), "yes", False) in ("n", "no"):
                raise Left

    def end(self) -> None:
        """Stop if an answer is missing."""
        if self._missing:
            raise Stop(
                f"{' and '.join(self._missing)} {'is' if len(self._missing) == 1 else 'are'} missing",
                hint="on a terminal, okrctl asks for it",
            )

    def repeat(self) -> None:
        """Start again with the answers so far."""
        self._next = 0
        self._missing.clear()

    def back(self) -> None:
        """Forget the last answer, but offer it again."""
        if self._given:
            question, answer = self._given.pop()
            self._earlier[question] = answer
        else:
            self._console.complain("this is the first question")

    def reopen(self) -> None:
        """Ask everything again, offering each earlier answer."""
        self._earlier.update(self._given)
        self._given.clear()

    def _answer(self, question: str, check: Check, default: str | None, optional: bool) -> str:
        if self._next < len(self._given):
            self._next += 1
            return self._given[self._next - 1][1]
        answer = self._ask(question, check, default, optional)
        self._given.append((question, answer))
        self._next += 1
        return answer

    def _ask(self, question: str, check: Check, default: str | None, optional: bool) -> str:
        earlier = self._earlier.get(question) or default
        shown = question
        if earlier and (earlier != default or "(Enter" not in question):
            shown = f"{question.partition(' (Enter')[0]} [{safe.line(earlier)}]"
        while True:
            answer = self._console.ask(f"{shown}: ")
            if answer == BACK:
                raise Back
            if answer == "?":
                self._explain(optional, earlier)
                continue
            if optional and answer == _NONE:
                return ""
            answer = answer or earlier or ""
            problem = check(answer) if answer else None
            if problem:
                self._console.complain(problem)
            elif answer or optional:
                return answer

    def _explain(self, optional: bool, earlier: str | None) -> None:
        keys = [f"Enter keeps {safe.line(earlier)}"] if earlier else ["Enter leaves it out"] if optional else []
        keys += [f"{_NONE} leaves it out"] if optional and earlier else []
        self._console.complain(
            " · ".join([*keys, f"{BACK} goes back", "Ctrl-C leaves; nothing is written before the end"])
        )


def asking(console: Console, make: Callable[[Answers], None]) -> None:
    """Run a flow that asks, and repeat it until its answers are accepted.

    ``<`` goes back one question. If the flow refuses the answers, it says why and asks again, offering every answer. If
    it refuses options, it ends, since they cannot be typed again.
    """
    answers = Answers(console)
    while True:
        answers.repeat()
        try:
            make(answers)
        except Back:
            answers.back()
        except Left:
            console.complain("Nothing written.")
            return
        except Stop as stop:
            if not answers.asked or stop.code != EXIT_USAGE or stop.message is None:
                raise
            console.complain(stop.message, stop.hint)
            console.complain("Nothing written. Your answers are kept: Enter keeps each, or type a better one.")
            answers.reopen()
        else:
            return


def checked(option: str, value: str, check: Check) -> str:
    """A value from the command line; Stop if it is invalid."""
    problem = check(value.strip())
    if problem:
        raise Stop(f"{option}: {problem}")
    return value.strip()


def given(option: str, value: str | None, check: Check) -> str | None:
    """An option that is never asked for."""
    return None if value is None else checked(option, value, check)


def text(value: str) -> str | None:
    """Any text that a file can hold."""
    if not value:
        return "it is empty"
    found = find_in_scalar(value)
    return found[1] if found else None


def in_full(value: str | None) -> str | None:
    """A number as written to a file; other text unchanged."""
    found = plain_number(value) if value and parse_number(value) is None else None
    return value if found is None else f"{literal(found):f}"


def change(value: str) -> str | None:
    """A signed change."""
    amount = parse_amount(value)
    return None if amount is not None and amount.signed else "write +20% (relative), +2pp (points) or -1 (a difference)"


def part_of_year(value: str) -> str | None:
    """Two days of any year, or two dates."""
    start, slash, end = value.replace("..", "/").partition("/")
    good = slash and all(_DAY.fullmatch(each.strip()) or parse_date(each.strip()) for each in (start, end))
    return None if good else "write two days, such as 11-20/12-02 (every year) or 2026-11-20/2026-12-02"


def one_of(*choices: str) -> Check:
    """One of some words."""
    return lambda value: None if value in choices else f"choose one of {', '.join(choices)}"


def readable(read: Callable[[str], object], way: str) -> Check:
    """What can be read by a function, which returns None for everything else."""
    return lambda value: way if read(value) is None else None


def _id(value: str) -> str | None:
    usable = _ID.fullmatch(value) and any(char.isalpha() for char in value) and not value.startswith("x-")
    return value if usable else None


usable_id = readable(_id, "use lowercase letters, digits and hyphens, such as page-speed")
number = readable(plain_number, "write a number without its unit, such as 57500 or 0.5")
day = readable(parse_date, "write it as 2026-02-14")
cycle = readable(parse_cycle, "write 2026, 2026-H1, 2026-Q1, 2026-03, FY2026 or 2026-01-15/2026-07-14")
