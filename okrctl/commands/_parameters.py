"""Converts the values of options and arguments the same way with every version of Typer.

Typer 0.29 and newer build a pydantic adapter for each parameter of a command, even for those that were not given. That
takes longer than everything else that ``okrctl status --help`` does. All our parameters are flags, text, paths or
choices, or have a parser, so they are converted here. Versions of Typer also differ in how the help shows arguments;
here it shows their ``metavar`` unchanged.
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
    """A mixin for Typer commands that converts parameters here and shows each ``metavar`` unchanged."""

    if TYPE_CHECKING:
        callback: Any

    @cached_property
    def converters(self) -> dict[str, Convert]:
        """The converter of each parameter; parameters without one are left to Typer."""
        found: dict[str, Convert] = {}
        for name, parameter in get_params_from_function(unwrap(self.callback)).items():
            parser = getattr(parameter.default, "parser", None)
            convert = parser or _converter(_single(parameter.annotation))
            if convert is not None:
                found[name] = convert
        return found

    def get_params(self, ctx: Any) -> list[Any]:
        """Typer's parameters, including those for help and completion."""
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            _take_over(parameter, self.converters.get(parameter.name))
        return parameters


class Command(OwnParameters, TyperCommand):
    """A command without subcommands; on a terminal it asks for missing arguments."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As in Typer."""
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
        # during completion; Typer's own handling would import pydantic
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
    """Accepts one of a few words."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    def __call__(self, text: str) -> str:
        """The word, if it is one of them."""
        if text not in self.words:
            raise typer.BadParameter(f"'{text}' is not one of {', '.join(map(repr, self.words))}.")
        return text
