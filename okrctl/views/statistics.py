"""How many findings each rule has, for `validate --statistics`."""

from __future__ import annotations

from collections import Counter
from typing import Any

from okrctl.core.values.diagnostic import SEVERITIES
from okrctl.views.blocks import Column, Document, Line, Table, document
from okrctl.views.diagnostics import SUMMARY, Report, summary
from okrctl.views.records import Record, listed, top

_RULE = Record("code name severity count")
SHAPE = top("okrctl/statistics/v1", {"statistics": listed(_RULE), "summary": SUMMARY})


def document_of(report: Report) -> Document:
    """The rules with their counts, most first, as a table."""
    found = object_of(report)["statistics"]
    rows = tuple((str(each["count"]), each["code"], each["name"], each["severity"]) for each in found)
    columns = (Column("Count", "right"), Column("Code"), Column("Name"), Column("Severity"))
    return document([Table(columns, rows) if rows else Line("No findings.")])


def object_of(report: Report) -> dict[str, Any]:
    """The same as one versioned object. A rule with several severities is counted by severity."""
    counts = Counter((each.code, each.name, each.severity) for each in report.diagnostics)
    ordered = sorted(counts.items(), key=lambda each: (-each[1], SEVERITIES.index(each[0][2]), each[0][0]))
    rules = [
        _RULE.of(code=code, name=name, severity=severity, count=count) for (code, name, severity), count in ordered
    ]
    return SHAPE.of(statistics=rules, summary=summary(report))
