"""Markdown documents as people write them: headings, nested lists, tables, or a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.outline import Outline
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.values import Arrival

TITLE = "Markdown document"
NAME = "markdown"
ORIGIN = "documents in public repositories"
SURE = "file"
LAST = True


def fits(files: Sequence[Source]) -> list[Source]:
    """Every page."""
    return [file for file in files if file.page is not None]


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """Objectives and key results of every page; whatever else stands there is listed."""
    arrival = Arrival(NAME, [file.file for file in files], ids=False)
    for file in files:
        if file.page is not None:
            Outline(file.page, answers, arrival).read()
    return arrival
