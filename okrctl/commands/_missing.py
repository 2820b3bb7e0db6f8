"""Asks for missing arguments on a terminal, and only there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from okrctl.commands import load, parts
from okrctl.commands._terminal import opened
from okrctl.shell.terminal import is_interactive

_ROUNDS = 10


def completed(parse: Callable[[Any, list[str]], list[str]], ctx: Any, args: list[str]) -> list[str]:
    """Parse arguments; ask for a required one that is missing and parse again.

    ``parse`` is Typer's own parsing.
    """
    given = list(args)
    for _ in range(_ROUNDS):
        try:
            return parse(ctx, list(given))
        except Exception as error:
            parameter = getattr(error, "param", None)
            missing = type(error).__name__ == "MissingParameter" and parameter is not None
            if not missing or ctx.resilient_parsing or not is_interactive():
                raise
            given = _with(given, parameter, _answer(ctx, parameter))
    return parse(ctx, given)


def chosen_part(ctx: Any, name: str) -> str | None:
    """The subcommand that the user chooses (``new objective``); None without a terminal."""
    words = {part: module.CHOICE for part, module in parts(load(name)).items() if hasattr(module, "CHOICE")}
    if not words or ctx.resilient_parsing or not is_interactive():
        return None
    from okrctl.core.values.stop import Stop
    from okrctl.flows.plan.answers import Answers, Back

    _, console = opened(ctx)
    try:
        return Answers(console).chosen("", "What do you want to add (number)", words)
    except (Stop, Back):
        return None


def _answer(ctx: Any, parameter: Any) -> str:
    from okrctl.flows.plan.pick import pick

    settings, console = opened(ctx)
    return pick(settings, console, parameter.metavar or parameter.name.upper(), parameter.help or parameter.name)


def _with(args: list[str], parameter: Any, answer: str) -> list[str]:
    """The arguments with the answer inserted."""
    if parameter.param_type_name != "argument":
        return [f"{parameter.opts[-1]}={answer}", *args]
    return [*args, answer] if not answer.startswith("-") else [*args, "--", answer]
