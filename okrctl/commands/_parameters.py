"""Reads the values of options and arguments, the same way with every version of Typer.

Typer 0.29 and newer build a pydantic adapter for each parameter of a command, even for those that were not given. That
takes longer than everything else ``okrctl status --help`` does. All our parameters are flags, text, paths, choices, or
have a parser, so they are converted here. How arguments look in the help also differs between versions of Typer; here
they look the way their ``metavar`` is written.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from functools import cached_property, partial
from inspect import unwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import typer
from typer.core import TyperCommand
from typer.utils import get_params_from_function

from okrctl.commands._complete import choices, complete, completes

Convert = Callable[[str], Any]


class OwnParameters:
    """Mixed into a Typer command: its parameters are converted here, and its arguments look as they are written."""

    if TYPE_CHECKING:
        callback: Any

    @cached_property
    def converters(self) -> dict[str, Convert]:
        """How to convert one value of each parameter; what is missing here is left to Typer."""
        found: dict[str, Convert] = {}
        for name, parameter in get_params_from_function(unwrap(self.callback)).items():
            parser = getattr(parameter.default, "parser", None)
            convert = parser or _converter(_single(parameter.annotation))
            if convert is not None:
                found[name] = convert
        return found

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters as Typer has them, with those for help and completion."""
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            _take_over(parameter, self.converters.get(parameter.name))
        return parameters


class Command(OwnParameters, TyperCommand):
    """A command without parts; what its command line lacks is asked for on a terminal."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As Typer does it."""
        from okrctl.commands._missing import completed

        return completed(super().parse_args, ctx, args)


def _take_over(parameter: Any, convert: Convert | None) -> None:
    kind = type(parameter)
    if isinstance(convert, Choice):
        parameter.shell_complete = partial(choices, convert.words)
    elif completes(parameter):
        parameter.shell_complete = partial(complete, parameter)
    parameter.process_value = partial(_process, parameter, kind.process_value, convert)
    if isinstance(convert, Choice):
        parameter.metavar = parameter.metavar or f"[{'|'.join(convert.words)}]"
    if parameter.param_type_name == "argument":
        parameter.get_usage_pieces = lambda ctx: [parameter.metavar]
        parameter.get_help_record = lambda ctx: (parameter.metavar, kind.get_help_record(parameter, ctx)[1])


def _process(parameter: Any, by_typer: Callable[..., Any], convert: Convert | None, ctx: Any, value: Any) -> Any:
    if value is None and parameter.required and ctx.resilient_parsing:
        # somebody is still typing; what Typer makes of that costs it the import of pydantic
        return None
    if (value is None and parameter.required) or (value is not None and convert is None):
        return by_typer(parameter, ctx, value)
    if parameter.nargs == -1 or getattr(parameter, "multiple", False):
        value = tuple(map(convert, value)) if value and convert else ()
    elif value is not None and convert:
        value = convert(value)
    return value if parameter.callback is None else parameter.callback(ctx, parameter, value)


def _single(annotation: Any) -> Any:
    """The type of one value: ``str`` for ``list[str] | None``."""
    if get_origin(annotation) in (Union, types.UnionType, list):
        return _single(get_args(annotation)[0])
    return annotation


def _converter(wanted: Any) -> Convert | None:
    if get_origin(wanted) is Literal:
        return Choice(get_args(wanted))
    return wanted if wanted in (str, Path) else None


class Choice:
    """Converts to one of a few words, and refuses all others."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    def __call__(self, text: str) -> str:
        """This word, when it is one of them."""
        if text not in self.words:
            raise typer.BadParameter(f"'{text}' is not one of {', '.join(map(repr, self.words))}.")
        return text
