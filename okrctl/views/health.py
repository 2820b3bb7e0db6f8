"""Honesty signals for people and machines: what was seen, where it stands, never who is to blame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from okrctl.core.diagnostic import Place
from okrctl.core.health import Health, Share
from okrctl.core.picture import Picture
from okrctl.core.quantity import round6
from okrctl.views.blocks import Blank, Block, Column, Document, Heading, Line, Run, Table, document
from okrctl.views.figures import share

SCHEMA = "okrctl/health/v1"
LineOf = Callable[[Place], int]
_WORDS = {
    "eased": "Goals made easier on the way",
    "last-minute": "Nothing until just before the end",
    "never-moves": "Values that never move",
    "only-when-good": "Levels reported only when good",
}


def document_of(picture: Picture, found: Health, line: LineOf) -> Document:
    """Signals by kind, then calibration, overdue check-ins and tasks by department."""
    title = (Run(picture.ws.config.organization, "strong"), f"  honesty signals as of {picture.day}")
    blocks: list[Block] = [Heading(title)]
    if not found.signals:
        blocks.append(Line(Run("✓ no pattern stands out", "good")))
    for name in dict.fromkeys(signal.name for signal in found.signals):
        rows = tuple(
            (signal.ref, signal.message, Run(_places(signal.evidence, line), "dim"))
            for signal in found.signals
            if signal.name == name
        )
        columns = (Column("What"), Column("Seen", shrink=True), Column("Where"))
        blocks += [Blank(), Heading(_WORDS.get(name, name), level=2), Table(columns, rows, header=False, indent=2)]
    blocks += _calibration(picture, found)
    blocks += _shares(picture, "Overdue check-ins", found.overdue)
    blocks += _shares(picture, "Key results that read like tasks", found.tasks)
    return document(blocks)


def _places(places: tuple[Place, ...], line: LineOf) -> str:
    return ", ".join(f"{place.path}:{line(place)}" for place in places)


def _calibration(picture: Picture, found: Health) -> list[Block]:
    if not found.calibration:
        return []
    columns = (Column("Department"), Column("Confidence"), Column("Ended", "right"), Column("Mean score", "right"))
    rows = tuple(
        (picture.ws.departments[each.department].name, each.band, str(each.count), share(each.mean_score))
        for each in found.calibration
    )
    return [Blank(), Heading("Confidence and outcome", level=2), Table(columns, rows, indent=2)]


def _shares(picture: Picture, title: str, shares: tuple[Share, ...]) -> list[Block]:
    rows = tuple(
        (picture.ws.departments[each.department].name, f"{each.part} of {each.whole}") for each in shares if each.part
    )
    if not rows:
        return []
    columns = (Column("Department"), Column("Key results", "right"))
    return [Blank(), Heading(title, level=2), Table(columns, rows, header=False, indent=2)]


def object_of(picture: Picture, found: Health, line: LineOf) -> dict[str, Any]:
    """The signals as one versioned object."""
    return {
        "schema": SCHEMA,
        "as_of": picture.day.isoformat(),
        "signals": [
            {
                "signal": signal.name,
                "department": signal.department,
                "ref": signal.ref,
                "message": signal.message,
                "evidence": [{"path": place.path, "line": line(place)} for place in signal.evidence],
            }
            for signal in found.signals
        ],
        "calibration": [
            {
                "department": each.department,
                "confidence": each.band.replace("–", "-"),
                "count": each.count,
                "mean_score": round6(each.mean_score),
            }
            for each in found.calibration
        ],
        "overdue": _shares_json(found.overdue),
        "tasks": _shares_json(found.tasks),
    }


def _shares_json(shares: tuple[Share, ...]) -> list[dict[str, Any]]:
    return [{"department": each.department, "count": each.part, "total": each.whole} for each in shares]
