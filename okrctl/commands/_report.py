"""What all reports share: references, ``--format``, ``--output``, filters, and the exit code.

The decorator ``report`` adds these options around those of a command, which takes a ``Report`` first. A keyword-only
parameter of the command comes last in its help, and one with the name of a filter in that filter's place.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn, get_type_hints

import typer

from okrctl.commands._options import CYCLES, DEPARTMENTS, OUTPUT, OWNERS, REFS, STATUSES, TAGS, format_option
from okrctl.commands._terminal import Terminal, opened
from okrctl.render import Value

if TYPE_CHECKING:
    from okrctl.flows.report.look import Looked
    from okrctl.flows.settings import Settings

FILTERS = {"department": DEPARTMENTS, "cycle": CYCLES, "owner": OWNERS, "status": STATUSES, "tag": TAGS}


class Report:
    """One run of a report: what was asked for, and what it reads."""

    def __init__(self, ctx: typer.Context, given: dict[str, Any]) -> None:
        self._ctx = ctx
        self.format: str = given.pop("format")
        self.output: Path | None = given.pop("output")
        self.refs: list[str] | None = given.pop("refs", None)
        self.filters: dict[str, list[str] | None] = {}

    @cached_property
    def _opened(self) -> tuple[Settings, Terminal]:
        return opened(self._ctx)

    @property
    def settings(self) -> Settings:
        """The global options."""
        return self._opened[0]

    @property
    def console(self) -> Terminal:
        """The terminal."""
        return self._opened[1]

    @cached_property
    def looked(self) -> Looked:
        """The workspace on the report day, and the rows asked for."""
        return self.look()

    def look(self) -> Looked:
        """The same, read anew."""
        from okrctl.flows.report.look import Filters, look

        return look(*self._opened, self.refs, Filters(*map(self.filters.get, FILTERS)))

    def write(self, end: Callable[[], int] | None = None, **values: Callable[[], Any]) -> NoReturn:
        """Write the report from the values it has (see ``_output.write``), and end the run.

        ``end`` says what had to be left out and returns the exit code; without it, the workspace does, if it was read.
        """
        from okrctl.commands._output import write

        write(self.settings, self.format, self.output, **values)
        if end is None and "looked" in self.__dict__:
            end = self.looked.end
        raise typer.Exit(end() if end else 0)


def report(
    *values: Value | Literal["documents"],
    refs: bool = True,
    filters: tuple[str, ...] = tuple(FILTERS),
    format: str = "text",
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a command of a function that writes a report with these values (see ``format_option``)."""

    def made(function: Callable[..., None]) -> Callable[..., None]:
        _, *own = signature(function).parameters.values()
        known = {each.name: each for each in own}
        common = FILTERS | {"format": format_option(*values, default=format), "output": OUTPUT, "refs": REFS}
        several = dict.fromkeys((*FILTERS, "refs"), list[str] | None)
        types = several | {"format": str, "output": Path | None, "ctx": typer.Context} | get_type_hints(function)
        first = [each.name for each in own if each.kind is not Parameter.KEYWORD_ONLY]
        chosen = [name for name in FILTERS if (name in filters or name in known) and name not in first]
        names = ["ctx", *(["refs"] if refs else []), *first, "format", "output", *chosen]
        names += [name for name in known if name not in names]

        def command(ctx: typer.Context, **given: Any) -> None:
            asked = Report(ctx, given)
            asked.filters = {name: given.pop(name) for name in chosen if name not in known}
            function(asked, **given)

        defaults = {"ctx": Parameter.empty} | common | {each.name: each.default for each in own}
        made = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=defaults[name], annotation=types[name]) for name in names
        ]
        command.__doc__, command.__annotations__ = function.__doc__, {name: types[name] for name in names}
        command.__signature__ = Signature(made)  # type: ignore[attr-defined]
        return command

    return made
