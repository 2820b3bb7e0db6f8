"""What a template asks for: from options, from a person at a terminal, or by default."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

import typer

from okrctl.commands._options import day
from okrctl.commands._output import fail
from okrctl.core.setup.template import Variable, first_day_problem, value_problem
from okrctl.core.values import safe
from okrctl.shell.terminal import is_interactive


def values_of(variables: Sequence[Variable], given: Mapping[str, str], unused: Collection[str] = ()) -> dict[str, str]:
    """A value for every variable; given ones that the template does not ask for end the run.

    Nobody is asked about ``unused`` ones.
    """
    asked = [variable.name for variable in variables]
    for name, value in given.items():
        if name not in asked:
            near = get_close_matches(name, asked, n=1)
            hint = f"did you mean {near[0]}?" if near else f"it asks for {', '.join(asked) or 'nothing'}"
            fail(f"the template does not ask for {safe.line(name)}; {hint}")
        problem = value_problem(value)
        if problem:
            fail(f"{name} {problem}")
    values = {}
    for variable in variables:
        if variable.name in given:
            values[variable.name] = given[variable.name].strip()
        elif variable.name in unused:
            values[variable.name] = variable.default
        else:
            values[variable.name] = _ask_or_take(variable.ask, variable.default, _value)
    return values


def first_day(given: date | None, default: date) -> date:
    """The day on which the cycles begin."""
    chosen: date = given or _ask_or_take("First day of the cycles", str(default), day)
    problem = first_day_problem(chosen)
    if problem:
        fail(problem)
    return chosen


def assignments(texts: Sequence[str]) -> dict[str, str]:
    """Values written as ``NAME=VALUE``."""
    values = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            fail(f"--var {safe.line(text)} lacks a value; write NAME=VALUE")
        values[name] = value
    return values


def _ask_or_take(question: str, default: str, convert: Callable[[str], Any]) -> Any:
    """On a terminal, ask until the answer will do (Enter takes the default); elsewhere, take the default."""
    if not is_interactive():
        return convert(default)
    return typer.prompt(question, default=default, value_proc=convert, err=True)


def _value(text: str) -> str:
    problem = value_problem(text)
    if problem:
        raise typer.BadParameter(f"this {problem}")
    return text.strip()
