"""Where a flow speaks and asks. The terminal is one such place; a test or a web form can be others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from okrctl.views.blocks import Document

Check = Callable[[str], str | None]
"""What is wrong with an answer; None when it is fine."""


class Console(Protocol):
    """What flows need of whoever started them."""

    @property
    def interactive(self) -> bool:
        """Whether somebody is there to be asked."""
        ...

    def ask(self, question: str) -> str:
        """One line of answer, without blanks around it.

        Raises:
            KeyboardInterrupt: the person wants to leave, or there will be no answer.
        """
        ...

    def aside(self, document: Document) -> None:
        """Show something beside the questions."""
        ...

    def show(self, document: Document) -> None:
        """Show a part of the result."""
        ...

    def tell(self, text: str) -> None:
        """Words of ours as the result, with users' texts in them."""
        ...

    def note(self, message: str) -> None:
        """Something to know beside the result, which can be left out."""
        ...

    def complain(self, message: str, hint: str | None = None) -> None:
        """What is wrong, and what to do about it."""
        ...


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
    """An answer that passes a check, asked for until there is one; Enter is the default, where there is one."""
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
    """What was done before these steps is not in doubt when Ctrl-C or a full disk ends them: it is said then."""
    try:
        yield
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(*(stop.args or [] if done is None else [done])) from None
    except OSError:
        if done is not None:
            console.complain(done)
        raise
