"""Appfire OKR for Jira (BigPicture): the CSV that it imports, with the hierarchy in `Order`."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import only_measured, typed
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._common import headed, records_of
from okrctl.core.arrival.values import Arrival, Kind

TITLE = "Appfire OKR for Jira"
NAME = "appfire-okr"
ORIGIN = "appfire.atlassian.net, page 603652686, Import OKRs"
SURE = "documentation"

_KINDS: dict[str, Kind] = {"objective": "objective", "key result": "key result"}
_LAYOUT = Layout(
    columns={"order": "id", "current value": "value", "expected start date": "start", "expected end date": "end"},
    kept=frozenset({"okr type"}),
    sign="point",
)


def fits(files: Sequence[Source]) -> list[Source]:
    """Those with its starred headings."""
    return headed(files, {"order", "type", "summary", "period", "start value"})


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """All rows; `1.2` belongs to `1`, and `2.10` is the tenth of `2`."""
    arrival = Arrival(NAME, [file.file for file in files])
    for records in records_of(files, _LAYOUT, answers, arrival):
        found = typed(records, _KINDS, arrival)
        orders = {item.key for item in found}
        for item in found:
            above = item.key.partition("#")[0].rpartition(".")[0]
            if above in orders:
                item.parents = [above]
            elif above:
                arrival.remark("import-open", item.where, f"{item.key} belongs to no {above} in these files")
            only_measured(item)
    return arrival
