"""Where a flow prints and asks: a terminal, a test or a web form; and a console without a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from okrctl.views.blocks import Document

Check = Callable[[str], str | None]
"""What is wrong with an answer; None if it is valid."""


class Console(Protocol):
    """What flows need from their caller."""

    @property
    def interactive(self) -> bool:
        """Whether a person can answer."""

    def ask(self, question: str) -> str:
        """An answer in one line, without surrounding spaces.

        Raises:
            KeyboardInterrupt: the person leaves, or no answer is possible.
        """

    def aside(self, document: Document) -> None:
        """Show something beside the questions."""

    def show(self, document: Document, *, exact: bool = False) -> None:
        """Show a part of the result; ``exact`` lines, such as those of a diff, are never wrapped."""

    def tell(self, text: str) -> None:
        """Print text as the result; it may contain users' text."""

    def note(self, message: str) -> None:
        """Print a note beside the result, which can be suppressed."""

    def complain(self, message: str, hint: str | None = None) -> None:
        """Print a problem and its hint."""


def agreed(console: Console, question: str, *, default: bool = True) -> bool:
    """Whether the answer is yes; Enter is the default."""
    while True:
        answer = console.ask(f"{question} {'[Y/n]' if default else '[y/N]'} ").lower()
        if not answer:
            return default
        if answer in ("y", "yes"):
            return True
        if answer in ("n", "no"):
            return False
        console.complain(f"answer y or n; Enter means {'yes' if default else 'no'}")


def answered(console: Console, question: str, check: Check, default: str | None = None) -> str:
    """Ask until an answer passes the check; Enter takes the default, if any."""
    prompt = f"{question} [{default}]: " if default else f"{question}: "
    while True:
        answer = console.ask(prompt)
        if not answer and default is not None:
            return default
        problem = check(answer) if answer else None
        if problem:
            console.complain(problem)
        elif answer:
            return answer


@contextmanager
def having(console: Console, done: str | None) -> Iterator[None]:
    """If Ctrl-C or a full disk ends these steps, report what was already done."""
    try:
        yield
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(*(stop.args or [] if done is None else [done])) from None
    except OSError:
        if done is not None:
            console.complain(done)
        raise


@dataclass
class Recorder:
    """Records results as text, and notes and complaints separately."""

    results: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def interactive(self) -> bool:
        """No person can answer."""
        return False

    def ask(self, question: str) -> str:
        """Raise KeyboardInterrupt: no answer is possible."""
        raise KeyboardInterrupt

    def aside(self, document: Document) -> None:
        """Ignore what is shown beside questions."""

    def show(self, document: Document, *, exact: bool = False) -> None:
        """Record a part of the result, as plain text."""
        from okrctl.render import renderer

        self.results.append(renderer("screens", "text")(document, None, False))

    def tell(self, text: str) -> None:
        """Record a part of the result."""
        self.results.append(text)

    def note(self, message: str) -> None:
        """Record a note."""
        self.notes.append(message)

    def complain(self, message: str, hint: str | None = None) -> None:
        """Record a problem and its hint."""
        self.complaints.append(f"{message}; {hint}" if hint else message)
