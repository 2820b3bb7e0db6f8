"""BurningOKR: the Excel export, sheet `okr`, where Start, End and Actual are values."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import flat
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._common import headed, records_of
from okrctl.core.arrival.values import Arrival

TITLE = "BurningOKR"
NAME = "burningokr"
ORIGIN = "BurningOKR/BurningOKR on GitHub, the Excel export"
SURE = "code"

_LAYOUT = Layout(
    columns={
        "team": "department",
        "start": "baseline",
        "end": "target",
        "ende": "target",
        "actual": "value",
        "aktuell": "value",
        "progress": "progress",
    },
    sign="point",
)


def fits(files: Sequence[Source]) -> list[Source]:
    """Those with its headings, in English or German."""
    english = headed(files, {"team", "objective", "corporate objective", "key result", "start", "end", "actual"})
    german = {"team", "objective", "uebergeordnetes unternehmensziel", "key result", "start", "ende", "aktuell"}
    return english + headed([file for file in files if file not in english], german)


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """A row for each key result; the progress is that of the objective."""
    arrival = Arrival(NAME, [file.file for file in files], ids=False)
    for records in records_of(files, _LAYOUT, answers, arrival):
        flat(records, arrival)
    owners = {item.key: item for item in arrival.of("objective")}
    for item in arrival.of("key result"):
        if item.parents and item.progress is not None:
            owners[item.parents[0]].progress = item.progress
        item.progress = None
    return arrival
