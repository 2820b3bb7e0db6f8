"""Options that the subcommands of ``new`` share; a subcommand passes the values of all its options by name."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints

from okrctl.commands._options import argument, option
from okrctl.commands._terminal import Context

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


def measured(function: Callable[..., None]) -> Callable[..., None]:
    """Add options, after the id, for the keys that kinds of key results add; the command takes them as a mapping,
    ``said``."""
    from okrctl.core.model.kind_fields import asked, offered_keys

    asks = {f"measured_{key}": ask for key in offered_keys() if (ask := asked(key)) is not None}

    def command(ctx: Context, **given: Any) -> None:
        said = {name.removeprefix("measured_"): given.pop(name) for name in asks}
        function(ctx, **given, said={key: value for key, value in said.items() if value})

    own = {name: each for name, each in signature(function).parameters.items() if name != "said"}
    at = list(own).index("id") + 1
    types = {name: Many if ask.takes == "steps" else One for name, ask in asks.items()}
    more = {
        name: Parameter(name, Parameter.KEYWORD_ONLY, default=option(ask.option, ask.metavar, ask.help))
        for name, ask in asks.items()
    }
    names = [*list(own)[:at], *asks, *list(own)[at:]]
    command.__doc__, command.__annotations__ = function.__doc__, types | get_type_hints(function)
    made = [(own | more)[name].replace(kind=Parameter.KEYWORD_ONLY) for name in names]
    command.__signature__ = Signature(made)  # type: ignore[attr-defined]
    return command
