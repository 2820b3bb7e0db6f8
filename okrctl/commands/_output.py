"""How commands speak: data to stdout or a file, everything else to stderr, and one way to stop with an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import typer

from okrctl.commands._settings import Settings

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INTERNAL = 3
EXIT_INTERRUPTED = 130


def emit(text: str, output: Path | None = None) -> None:
    """Write a result: to stdout, or whole or not at all to ``output`` (``-`` is stdout).

    YAML files that are there already are never overwritten: they are what okrctl reads, not what it reports.
    """
    if text and not text.endswith("\n"):
        text += "\n"
    if output is None or str(output) == "-":
        sys.stdout.write(text)
        return
    from okrctl.shell.report import write_report
    from okrctl.shell.write import WriteError

    try:
        write_report(output, text)
    except WriteError as error:
        # a full disk is not wrong usage
        fail(error.message, EXIT_FINDINGS if isinstance(error.__cause__, OSError) else EXIT_USAGE, error.hint)


def tell(text: str) -> None:
    """Words of ours as the result, with names of users in them."""
    from okrctl.core.values.safe import terminal

    emit(terminal(text))


def note(settings: Settings, message: str) -> None:
    """Something to know beside the result; ``--quiet`` leaves it out."""
    if not settings.quiet:
        _write(message)


def complain(message: str, way_out: str | None = None) -> None:
    """What is wrong, in one line, and in a second line what to do about it; what is quoted cannot add lines."""
    from okrctl.core.values.safe import path

    _write(f"okrctl: {path(message)}")
    if way_out is not None:
        _write(f"  {path(way_out)}")


def fail(message: str, code: int = EXIT_USAGE, way_out: str | None = None) -> NoReturn:
    """Say what is wrong and end with this exit code (wrong usage unless told otherwise)."""
    complain(message, way_out)
    raise typer.Exit(code)


@contextmanager
def having(done: str | None) -> Iterator[None]:
    """What was done before these steps is not in doubt when Ctrl-C or a full disk ends them: it is said then."""
    try:
        yield
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(*(stop.args or [] if done is None else [done])) from None
    except OSError:
        if done is not None:
            complain(done)
        raise


def _write(text: str) -> None:
    from okrctl.core.values.safe import terminal

    line = terminal(text) + "\n"
    # who cannot be told what happened must not undo it: trouble with stdout shows again at the end of the run
    with suppress(OSError):
        sys.stdout.flush()
    with suppress(OSError):
        sys.stderr.write(line)
        sys.stderr.flush()
