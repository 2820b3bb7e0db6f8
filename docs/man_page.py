"""The manual page okrctl(1), made from the same descriptions as ``--help``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_ENDINGS = {
    0: "Done; nothing fails the run.",
    1: "There are findings, or files that had to be left out.",
    2: "Wrong usage, or it can't be done.",
    3: "An error of okrctl itself.",
    130: "Interrupted.",
}
_SUMMARY = "objectives and key results in plain-text files"


def page() -> str:
    """The page in the man macros of roff: global options, then each command with its arguments and options."""
    import typer

    from okrctl import __version__, cli

    group: Any = typer.main.get_command(cli.app)
    context = group.make_context("okrctl", [], resilient_parsing=True)
    lines = [
        '.\\" Written by docs/generate.py (make docs); change the docstrings of commands, not this file.',
        f'.TH OKRCTL 1 "" "okrctl {__version__}" "User Commands"',
        ".SH NAME",
        f"okrctl \\- {_SUMMARY}",
        ".SH SYNOPSIS",
        ".B okrctl",
        ".RI [ OPTIONS ]",
        ".I COMMAND",
        ".RI [ ARGS ]...",
        ".SH DESCRIPTION",
        *_prose(group.help or ""),
        ".SH OPTIONS",
        *_parameters(group, context),
        ".SH COMMANDS",
    ]
    for name in group.list_commands(context):
        lines += _command(group.get_command(context, name), name, context)
    lines += [".SH EXIT STATUS", *_exit_codes()]
    return "\n".join(lines) + "\n"


def _command(command: Any, name: str, parent: Any) -> Iterator[str]:
    """A command, and below it the commands that it consists of."""
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    yield f".SS {_text(context.command_path)}"
    yield ".B " + _text(context.command_path)
    yield _text(" ".join(command.collect_usage_pieces(context)))
    yield ".PP"
    yield from _prose(command.help or "")
    yield from _parameters(command, context)
    for part, inner in getattr(command, "commands", {}).items():
        yield from _command(inner, part, context)


def _parameters(command: Any, context: Any) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            name, words = record
            yield from (".TP", f".B {_text(' '.join(name.split()))}", _text(" ".join(words.split())) or "\\&")


def _exit_codes() -> Iterator[str]:
    for code, words in _ENDINGS.items():
        yield from (".TP", f".B {code}", _text(words))


def _prose(text: str) -> Iterator[str]:
    """Paragraphs; lines of one paragraph belong together."""
    for number, paragraph in enumerate(part for part in text.replace("\b", "").split("\n\n") if part.strip()):
        if number:
            yield ".PP"
        yield _text(" ".join(paragraph.split()))
    if text.strip():
        yield ".PP"


def _text(text: str) -> str:
    """Text as roff reads it: no escapes, no requests, and hyphens that can be copied."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...").replace("'", "\\(aq")
    return f"\\&{plain}" if plain.startswith(".") else plain
