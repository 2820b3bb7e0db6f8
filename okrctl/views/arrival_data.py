"""The report of an import for programs, complete."""

from __future__ import annotations

from typing import Any

from okrctl.core.arrival.compare import differences, hidden
from okrctl.core.arrival.values import Arrival, Remark
from okrctl.core.findings.rule import rule_named
from okrctl.views.arrival import Arrived, counts
from okrctl.views.records import COUNT, FLAG, NUMBER, TEXT, Record, head, listed, maybe, report

_REMARK = Record("code name path at message help blocks")
_LEFT = Record("path at what text kept")
_DIFFERENCE = Record("at title", {"source": NUMBER, "computed": NUMBER})
_SOURCE = Record(
    {"system": TEXT},
    "files",
    {"counts": {"type": "object", "additionalProperties": COUNT}},
    "notes",
    {
        "remarks": listed(_REMARK),
        "left": listed(_LEFT),
        "differences": listed(_DIFFERENCE),
        "hidden": {"type": "object", "additionalProperties": listed(TEXT)},
    },
)
_CHANGED = Record("at ref field here", {"source": TEXT}, "command")
_HOW_MANY = Record({"items": COUNT, "check_ins": COUNT})
_FILE = Record("path", {"change": TEXT})
SHAPE = report(
    "okrctl/import/v1",
    {
        "dry_run": FLAG,
        "sources": listed(_SOURCE),
        "new": _HOW_MANY,
        "known": _HOW_MANY,
        "changed": listed(_CHANGED),
        "files": listed(_FILE),
        "findings": maybe(listed(_REMARK)),
    },
)


def arrival_data(arrived: Arrived) -> dict[str, Any]:
    """The report as JSON."""
    placed, today = arrived.placed, arrived.today
    return SHAPE.of(
        head(arrived.organization, today),
        arrived,
        sources=[_source(made, arrived) for made in arrived.made],
        new=_HOW_MANY.of(items=placed.new_items, check_ins=placed.new_reports),
        known=_HOW_MANY.of(items=placed.known_items, check_ins=placed.known_reports),
        changed=[
            _CHANGED.of(
                each,
                field=each.key,
                at=str(each.where),
                here=each.here or None,
                source=each.there,
                command=each.command(today),
            )
            for each in placed.differences
        ],
        files=[_FILE.of(path=path, change=what) for path, what in arrived.files],
        findings=None if arrived.findings is None else [_remark(each) for each in arrived.findings],
    )


def _source(found: Arrival, arrived: Arrived) -> dict[str, Any]:
    return _SOURCE.of(
        found,
        counts={name.replace(" ", "_").replace("-", "_"): count for name, count in counts(found).items()},
        remarks=[_remark(each) for each in found.remarks],
        left=[_LEFT.of(each, each.where, path=each.where.file, kept=each.kept or None) for each in found.leftovers],
        differences=[
            _DIFFERENCE.of(each, each.item, at=str(each.item.where), source=each.says) for each in differences(found)
        ],
        hidden={words: [item.title for item in items] for words, items in hidden(found, arrived.today).items()},
    )


def _remark(remark: Remark) -> dict[str, Any]:
    return _REMARK.of(remark, remark.where, rule_named(remark.rule), path=remark.where.file, help=remark.way or None)
