"""The output of commands: results to stdout or a file, everything else to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from okrctl.core.values.stop import EXIT_FINDINGS, EXIT_USAGE
from okrctl.flows.settings import Settings


def emit(text: str | bytes, output: Path | None = None, *, paged: bool = False) -> None:
    """Write a result, text or bytes, to stdout, or completely or not at all to ``output`` (``-`` is stdout).

    With ``paged``, a result longer than the terminal goes through the pager. Existing YAML files are never overwritten:
    they are input, not reports.
    """
    if isinstance(text, str) and text and not text.endswith("\n"):
        text += "\n"
    if output is None or str(output) == "-":
        if isinstance(text, bytes):
            sys.stdout.buffer.write(text)
            return
        from okrctl.shell.terminal import page

        if not (paged and output is None and page(text)):
            sys.stdout.write(text)
        return
    from okrctl.shell.report import write_data
    from okrctl.shell.write import WriteError

    try:
        write_data(output, text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace"))
    except WriteError as error:
        # a full disk isn't a usage error
        error.code = EXIT_FINDINGS if isinstance(error.__cause__, OSError) else EXIT_USAGE
        raise


def write(settings: Settings, format: str, output: Path | None = None, **values: Callable[[], Any]) -> None:
    """Write a report in a format, from the first of its values that the format accepts; no other value is computed.

    ``values`` makes each value that the report has, by the names of ``okrctl.render``; ``documents`` are for screens
    and for pages.
    """
    from okrctl.render import SIZED, formats, renderer
    from okrctl.shell.progress import working
    from okrctl.shell.terminal import width

    if "documents" in values:
        documents = values.pop("documents")
        values = {"screens": documents, "pages": documents, **values}
    value = formats(*values)[format]
    to_file = output is not None and str(output) != "-"
    screen = (None if to_file else width(sys.stdout), settings.color and not to_file) if value in SIZED else ()

    def render() -> str | bytes:
        with working("Preparing the report"):
            result: str | bytes = renderer(value, format)(values[value](), *screen)
            return result

    emit(render(), output, paged=bool(screen))
    if to_file:
        note(settings, f"wrote {output}")


def tell(text: str) -> None:
    """Print text as the result; it may contain names from the user's files."""
    from okrctl.core.values.safe import terminal

    emit(terminal(text))


def note(settings: Settings, message: str) -> None:
    """Print a note beside the result; ``--quiet`` suppresses it."""
    if not settings.quiet:
        _write(message)


def complain(message: str, hint: str | None = None) -> None:
    """Print a problem in one line and its hint in a second one; quoted text cannot add lines."""
    from okrctl.core.values.safe import path

    _write(f"okrctl: {path(message)}")
    if hint is not None:
        _write(f"  {path(hint)}")


def _write(text: str) -> None:
    from okrctl.core.values.safe import terminal

    line = terminal(text) + "\n"
    # failing to report a result must not undo it; an error of stdout shows again at the end of the run
    with suppress(OSError):
        sys.stdout.flush()
    with suppress(OSError):
        sys.stderr.write(line)
        sys.stderr.flush()
