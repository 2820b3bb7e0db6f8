"""PeopleCues: the XLSX of objectives, one row for each metric."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import flat
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._common import headed, records_of
from okrctl.core.arrival.values import Arrival

TITLE = "PeopleCues"
NAME = "peoplecues"
ORIGIN = "docs.xto10x.com, Objectives bulk upload"
SURE = "excerpt"

_LAYOUT = Layout(
    columns={"objective title": "objective", "metric name": "key result", "due date": "end", "start date": "start"},
    sign="point",
)


def fits(files: Sequence[Source]) -> list[Source]:
    """Those with its headings."""
    return headed(files, {"objective title", "metric name", "metric start value", "metric target value"})


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """Rows with one title are one objective."""
    arrival = Arrival(NAME, [file.file for file in files], ids=False)
    for records in records_of(files, _LAYOUT, answers, arrival):
        flat(records, arrival)
    for item in arrival.items:
        kind = str(item.extra.get("x-metric-type", "")).lower()
        item.unit = item.unit or ("%" if kind == "percentage" else "")
    return arrival
