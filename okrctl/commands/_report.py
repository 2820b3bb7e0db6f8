"""Writing a report in the format asked for; what is not asked for is not computed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okrctl.commands._output import emit
from okrctl.commands._settings import Settings

if TYPE_CHECKING:
    from okrctl.views.blocks import Document


def write(
    found: Settings, format: str, output: Path | None, *, document: Callable[[], Document], data: Callable[[], Any]
) -> None:
    """Write a report: its JSON object, or its document in any other format; width and colour only on a terminal."""
    from okrctl.render import document_renderer
    from okrctl.shell.terminal import width

    if format == "json":
        from okrctl.render.json import render

        emit(render(data()), output)
        return
    to_file = output is not None and str(output) != "-"
    columns = None if to_file else width(sys.stdout)
    emit(document_renderer(format)(document(), columns, found.color and not to_file), output)
