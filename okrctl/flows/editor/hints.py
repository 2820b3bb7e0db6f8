"""Inlay hints in a plan: score, expected score today, and status."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.editor.names import entries_of
from okrctl.core.scores.scoring import ScoredKpi
from okrctl.core.values.diagnostic import Span
from okrctl.core.values.frozen import frozen
from okrctl.flows.editor.desk import Snapshot
from okrctl.flows.editor.hover import scored_of
from okrctl.views.figures import standing, watched
from okrctl.views.signs import sign


@frozen
class Hint:
    """A few words after the id of an item."""

    span: Span
    words: str


def hints(snapshot: Snapshot, path: str, first: int, last: int) -> Iterator[Hint]:
    """The hints for lines ``first`` to ``last``, counted from 1."""
    places = snapshot.plan(path).all
    for entry in entries_of(snapshot.known, path):
        span = places.values.get((*entry.at, "id"))
        if span is None or not first <= span.line <= last:
            continue
        scored = scored_of(snapshot.report_day, entry)
        if isinstance(scored, ScoredKpi):
            yield Hint(span, f"{sign(scored.health)} {watched(scored)}")
        elif scored is not None:
            yield Hint(span, f"{sign(scored.status)} {standing(scored)}")
