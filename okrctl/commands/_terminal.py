"""The terminal as a console of flows: results on stdout, questions and everything else on stderr."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

import typer

from okrctl.commands import _output
from okrctl.flows.settings import Settings

if TYPE_CHECKING:
    from okrctl.flows.plan.editing import Editing
    from okrctl.views.blocks import Document

Context = typer.Context
"""What a command gets from Typer, to open the workspace with."""


class Terminal:
    """Prints and asks as the global options say."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def interactive(self) -> bool:
        """Whether a person can answer."""
        from okrctl.shell.terminal import is_interactive

        return is_interactive()

    def ask(self, question: str) -> str:
        """Read one line from the terminal; the end of the input counts as Ctrl-C."""
        from okrctl.core.values import safe
        from okrctl.shell.terminal import wait_for_input

        _take_any_bytes()
        sys.stderr.write(safe.terminal(question))
        sys.stderr.flush()
        try:
            wait_for_input(sys.stdin)
            line = sys.stdin.readline()
        except KeyboardInterrupt:
            # what comes next starts on a line of its own
            sys.stderr.write("\n")
            raise
        if not line:
            raise KeyboardInterrupt
        return line.strip()

    def aside(self, document: Document) -> None:
        """Show something beside the questions."""
        from okrctl.render import renderer
        from okrctl.shell.terminal import wants_color, width

        color = self._settings.color and wants_color(sys.stderr)
        sys.stderr.write(renderer("screens", "text")(document, width(sys.stderr), color))

    def show(self, document: Document, *, exact: bool = False) -> None:
        """Print a part of the result; lines are wrapped to the width of a terminal, unless ``exact``."""
        from okrctl.render import renderer
        from okrctl.shell.terminal import width

        columns = None if exact else width(sys.stdout)
        _output.emit(renderer("screens", "text")(document, columns, self._settings.color))
        sys.stdout.flush()

    def tell(self, text: str) -> None:
        """Print text as the result."""
        _output.tell(text)

    def note(self, message: str) -> None:
        """Print a note beside the result; ``--quiet`` suppresses it."""
        _output.note(self._settings, message)

    def complain(self, message: str, hint: str | None = None) -> None:
        """Print a problem and its hint."""
        _output.complain(message, hint)


def opened(ctx: typer.Context, *, several: bool = False) -> tuple[Settings, Terminal]:
    """The global options of this run, and the terminal.

    The workspace is found from the files on the command line; a command that accepts files of
    ``several`` workspaces finds them itself.
    """
    from okrctl.shell.progress import allow

    settings = ctx.find_object(Settings) or Settings()
    allow(not settings.quiet)
    named = [] if several else _arguments(ctx)
    if any("." in text for text in named):
        from okrctl.flows.workspace import at_home

        settings = at_home(settings, named)
    return settings, Terminal(settings)


def edited(ctx: typer.Context, dry_run: bool) -> Editing:
    """The workspace, opened to change its plan."""
    from okrctl.flows.plan.editing import editing

    return editing(*opened(ctx), dry_run)


def _arguments(ctx: typer.Context) -> list[str]:
    """The arguments on the command line, without options."""
    names = [each.name for each in ctx.command.params if each.param_type_name == "argument"]
    values = [ctx.params.get(name or "") for name in names]
    texts = [text for value in values for text in (value if isinstance(value, list | tuple) else [value])]
    return [text for text in texts if isinstance(text, str)]


def _take_any_bytes() -> None:
    """Decode invalid bytes to characters that every file refuses, so that the question is asked again."""
    # only before the first question of a run: a stream that was read from cannot be reconfigured
    if isinstance(sys.stdin, TextIOWrapper) and sys.stdin.errors != "surrogateescape":
        sys.stdin.reconfigure(errors="surrogateescape")
