"""Warning signs for people and programs: what was seen and where, never who is to blame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from okrctl.core.review.calibration import Calibration
from okrctl.core.review.health import Health, Share, Signal
from okrctl.core.review.report_day import ReportDay
from okrctl.core.values.diagnostic import Place
from okrctl.views.blocks import Block, Cell, Column, Document, Heading, Line, Run, Table, document, runs, section
from okrctl.views.published import sheet
from okrctl.views.records import TEXT, Record, head, listed, maybe, report

_EVIDENCE = {"evidence": listed(Record("path line"))}
_SIGNAL = Record({"signal": TEXT}, "department", {"ref": maybe(TEXT)}, "message", _EVIDENCE)
CALIBRATION = Record("department band count achieved low high")
_SHARE = Record("department count total", _EVIDENCE)
SHAPE = report(
    "okrctl/health/v1",
    {
        "signals": listed(_SIGNAL),
        "calibration": listed(Record(CALIBRATION, _EVIDENCE)),
        "overdue": listed(_SHARE),
        "tasks": listed(_SHARE),
    },
)
_SHOWN = 4
LineOf = Callable[[Place], int]
_WORDS = {
    "dropped-late": "Dropped while failing, near the end",
    "eased": "Goals made easier mid-cycle",
    "last-minute": "Nothing until just before the end",
    "never-moves": "Values that never move",
    "only-when-good": "Levels reported only when good",
}


def document_of(report_day: ReportDay, found: Health, line: LineOf, *, spare: bool = False) -> Document:
    """Signals by kind, then calibration, overdue check-ins and tasks by department.

    With ``spare``, places are below what they show, to fit a terminal; otherwise in a column of their own.
    """
    title = (Run(report_day.ws.config.organization, "strong"), f"  warning signs as of {report_day.day}")
    blocks: list[Block] = [Heading(title)]
    if not found.signals:
        blocks.append(Line(Run("✓ no pattern stands out", "good")))
    for name in dict.fromkeys(signal.name for signal in found.signals):
        own = [signal for signal in found.signals if signal.name == name]
        shown = [part for signal in own for part in _lines(signal, line)] if spare else [_signals(own, line)]
        blocks += section(_WORDS.get(name, name), *shown)
    blocks += _calibration(report_day, found, line, spare=spare)
    blocks += _shares(report_day, "Overdue check-ins", found.overdue, line, spare=spare)
    blocks += _shares(report_day, "Key results that read like tasks", found.tasks, line, spare=spare)
    return document(blocks)


def _signals(own: Sequence[Signal], line: LineOf) -> Block:
    rows = [(signal.ref, signal.message, Run(_places(signal.evidence, line), "dim")) for signal in own]
    return Table((Column("What"), Column("Seen"), Column("Where")), tuple(rows), header=False, indent=2)


def _lines(signal: Signal, line: LineOf) -> list[Block]:
    return [
        Line((Run(signal.ref, "strong"), f"  {signal.message}"), 2, 2),
        Line(Run(_places(signal.evidence, line), "dim"), 4),
    ]


def _places(places: tuple[Place, ...], line: LineOf) -> str:
    return ", ".join(f"{place.path}:{line(place)}" for place in places)


def _some(places: tuple[Place, ...], line: LineOf) -> Run:
    """Places in short form: the same file only once, and only some of many."""
    words: list[str] = []
    for number, place in enumerate(places[:_SHOWN]):
        same = number and places[number - 1].path == place.path
        words.append(f":{line(place)}" if same else f"{place.path}:{line(place)}")
    more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
    return Run(", ".join(words) + more, "dim")


def _calibration(report_day: ReportDay, found: Health, line: LineOf, *, spare: bool) -> tuple[Block, ...]:
    if not found.calibration:
        return ()
    names = report_day.ws.departments
    columns: tuple[Column, ...] = (
        Column("Department"),
        Column("Confidence"),
        Column("Ended", "right"),
        Column("Achieved", "right"),
        Column("That is", "right"),
        Column("Stated"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            names[each.department].name,
            each.band,
            str(each.count),
            str(each.achieved),
            chance(each),
            _some(each.evidence, line),
        )
        for each in found.calibration
    ]
    if spare:
        below: list[Cell] = [("  ", *runs(row[-1])) for row in rows]
        rows = [part for row, places in zip(rows, below, strict=True) for part in (row[:-1], (places,))]
        columns = columns[:-1]
    return section("Confidence halfway, and outcome", Table(columns, tuple(rows), indent=2))


def chance(calibration: Calibration) -> str:
    """The share achieved, and the 80% interval that so few cases allow."""
    known = calibration.achieved / calibration.count
    return f"{known:.0%} ({calibration.low:.0%} to {calibration.high:.0%})"


def _shares(
    report_day: ReportDay, title: str, shares: tuple[Share, ...], line: LineOf, *, spare: bool
) -> tuple[Block, ...]:
    rows = [
        (report_day.ws.departments[each.department].name, f"{each.part} of {each.whole}", _some(each.evidence, line))
        for each in shares
        if each.part
    ]
    if spare or not rows:
        lines = (Line(part, at, 4) for row in rows for part, at in ((f"{row[0]}  {row[1]}", 2), (row[2], 4)))
        return section(title, *lines)
    columns = (Column("Department"), Column("Key results", "right"), Column("Where"))
    return section(title, Table(columns, tuple(rows), header=False, indent=2))


def table_of(report_day: ReportDay, found: Health, line: LineOf) -> Document:
    """One row per place with a signal, and one per number about a department."""
    told = object_of(report_day, found, line)
    rows = [signal | place for signal in told["signals"] for place in signal["evidence"]]
    rows += [{"signal": name} | each for name in ("calibration", "overdue", "tasks") for each in told[name]]
    return sheet("signal department ref message band achieved low high count total path line", rows)


def object_of(report_day: ReportDay, found: Health, line: LineOf) -> dict[str, Any]:
    """The signals as one versioned object."""
    return SHAPE.of(
        head(report_day.ws.config.organization, report_day.day),
        signals=[
            _SIGNAL.of(signal, signal=signal.name, evidence=_evidence(signal.evidence, line))
            for signal in found.signals
        ],
        calibration=[
            calibration_json(each) | {"evidence": _evidence(each.evidence, line)} for each in found.calibration
        ],
        overdue=_shares_json(found.overdue, line),
        tasks=_shares_json(found.tasks, line),
    )


def calibration_json(found: Calibration) -> dict[str, Any]:
    """How reliable confidence was, without the evidence."""
    return CALIBRATION.of(found, band=found.band.replace("–", "-"))


def _shares_json(shares: tuple[Share, ...], line: LineOf) -> list[dict[str, Any]]:
    return [
        _SHARE.of(each, count=each.part, total=each.whole, evidence=_evidence(each.evidence, line)) for each in shares
    ]


def _evidence(places: tuple[Place, ...], line: LineOf) -> list[dict[str, Any]]:
    return [{"path": place.path, "line": line(place)} for place in places]
