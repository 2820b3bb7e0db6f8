"""Tools whose tables have a row for each key result, with its objective in a column."""

from __future__ import annotations

from okrctl.core.arrival.assemble import flat, item_of
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.tables import Records
from okrctl.core.arrival.tool import Tool, headed, rows
from okrctl.core.arrival.values import Arrival


def _burningokr(records: Records, arrival: Arrival) -> None:
    """The progress in a row is that of the objective."""
    flat(records, arrival)
    owners = {item.key: item for item in arrival.of("objective")}
    for item in arrival.of("key result"):
        if item.parents and item.progress is not None:
            owners[item.parents[0]].progress = item.progress
        item.progress = None


def _okra(records: Records, arrival: Arrival) -> None:
    """A row is a piece of work, taken as a key result of the objective that it names."""
    before = len(arrival.items)
    for record in records.records:
        if not record.text("objective"):
            arrival.add(item_of(record, "key result", record.text("title"), record.text("id")))
    records.records = [record for record in records.records if record.text("objective")]
    flat(records, arrival)
    for item in arrival.items[before:]:
        item.dropped = item.dropped or "dropped" in item.status.lower()
        if item.status.lower() == "draft":
            item.unknown.append("agreement (its status is Draft)")


def _peoplecues(records: Records, arrival: Arrival) -> None:
    """Rows with one title are one objective."""
    flat(records, arrival)
    for item in arrival.items:
        kind = str(item.extra.get("x-metric-type", "")).lower()
        item.unit = item.unit or ("%" if kind == "percentage" else "")


TOOLS = (
    Tool(
        name="burningokr",
        title="BurningOKR",
        origin="BurningOKR/BurningOKR on GitHub, the Excel export",
        sure="code",
        fits=headed(
            {"team", "objective", "corporate objective", "key result", "start", "end", "actual"},
            {"team", "objective", "uebergeordnetes unternehmensziel", "key result", "start", "ende", "aktuell"},
        ),
        take=rows(Layout(columns={"start": "baseline", "end": "target", "ende": "target"}, sign="point"), _burningokr),
        ids=False,
    ),
    Tool(
        name="okra",
        title="okra",
        origin="tarides/okra on GitHub, the administration database",
        sure="file",
        fits=headed({"id", "title", "status", "quarter", "pillar", "funder"}),
        take=rows(Layout(sign="point"), _okra),
    ),
    Tool(
        name="peoplecues",
        title="PeopleCues",
        origin="docs.xto10x.com, Objectives bulk upload",
        sure="excerpt",
        fits=headed({"objective title", "metric name", "metric start value", "metric target value"}),
        take=rows(Layout(sign="point"), _peoplecues),
        ids=False,
    ),
)
