"""Options that the subcommands of ``new`` share; a subcommand passes the values of all its options by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from inspect import Parameter, Signature
from typing import Any

import typer

from okrctl.commands._options import argument, option
from okrctl.commands._parameters import Command

Many = list[str] | None
One = str | None
TITLE = option("--title", "TEXT", "Its title, in one line.")
ID = option("--id", "ID", "Its id; by default made from the title.")
OWNER = option("--owner", "WHO", "Who is responsible for it.")
WHY = option("--why", "TEXT", "Why it matters.")
WEIGHT = option("--weight", "NUMBER", "Its weight in the score above; 0 for a guardrail.")
CYCLE = option("--cycle", "CYCLE", "Its cycle, such as 2026-H1; by default the file's.")
UNIT = option("--unit", "UNIT", "The unit of its values.")
METRIC = option("--metric", "ID", "The id of a metric in okrctl.yaml or in okrctl's dictionary.")
DEFINITION = option("--definition", "TEXT", "How the value is calculated.")
AT_LEAST = option("--at-least", "NUMBER", "The lower bound of a level.")
AT_MOST = option("--at-most", "NUMBER", "The upper bound of a level.")
HOME = argument("DEPARTMENT", "A department, or one of its files.")

_SAID = "okrctl.measured"


class WithKinds(Command):
    """A command with an option for each key that a kind of key result adds."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its own options, with those of the kinds after the id."""
        own = super().get_params(ctx)
        at = [option.name for option in own].index("id") + 1
        return [*own[:at], *_options(), *own[at:]]


def said(ctx: Any) -> dict[str, Any]:
    """The values of these options, by key."""
    found: dict[str, Any] = ctx.meta.get(_SAID, {})
    return found


def _options() -> Iterator[Any]:
    """Options made by Typer from a function's parameters: how its classes are built differs between versions."""
    from okrctl.core.model.kind_fields import asked, offered_keys

    def command() -> None:
        """Take these options."""

    asks = {key: ask for key in offered_keys() if (ask := asked(key)) is not None}
    names = {f"measured_{key}": ask for key, ask in asks.items()}
    types = {name: Many if ask.takes == "steps" else One for name, ask in names.items()}
    defaults = {name: option(ask.option, ask.metavar, ask.help) for name, ask in names.items()}
    parameters = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=defaults[name], annotation=types[name]) for name in names
    ]
    command.__annotations__, command.__signature__ = types, Signature(parameters)  # type: ignore[attr-defined]
    app = typer.Typer(add_completion=False)
    app.command()(command)
    made: Any = typer.main.get_command(app)
    for key, one in zip(asks, made.params, strict=True):
        one.expose_value, one.callback = False, partial(_keep, key)
        yield one


def _keep(key: str, ctx: Any, option: Any, value: Any) -> Any:
    if value:
        ctx.meta.setdefault(_SAID, {})[key] = value
    return value
