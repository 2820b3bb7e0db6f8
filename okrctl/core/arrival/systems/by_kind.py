"""Tools whose tables have a row for each item, with its kind in a column."""

from __future__ import annotations

from fractions import Fraction

from okrctl.core.arrival.assemble import HUNDRED, item_of, only_measured, refuse, typed
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.tables import Records
from okrctl.core.arrival.tool import Tool, headed, rows
from okrctl.core.arrival.values import Arrival
from okrctl.core.arrival.words import fold

_UNITS = {"euro": "EUR", "dollar": "USD", "custom percent": "%"}


def _appfire(records: Records, arrival: Arrival) -> None:
    """`Order` has the hierarchy: `1.2` belongs to `1`, and `2.10` is the tenth of `2`."""
    found = typed(records, arrival)
    orders = {item.key for item in found}
    for item in found:
        above = item.key.partition("#")[0].rpartition(".")[0]
        if above in orders:
            item.parents = [above]
        elif above:
            arrival.remark("import-open", item.where, f"{item.key} belongs to no {above} in these files")
        only_measured(item)


def _betterworks(records: Records, arrival: Arrival) -> None:
    """Milestones are key results of the goal above them."""
    above = ""
    percents = {record.where for record in records.records if record.text("progress").endswith("%")}
    for item in typed(records, arrival, {"goal": "objective", "milestone": "key result"}):
        if item.kind == "objective":
            above = item.key
        elif above:
            item.parents = [above]
        if item.progress is None and item.kind == "key result":
            item.progress, item.extra["x-progress-blank"] = Fraction(0), "true"
        if item.progress is not None and item.where not in percents:
            item.progress /= HUNDRED
    if any("x-progress-blank" in item.extra for item in arrival.items):
        arrival.notes.append("a blank progress of a milestone is 0, as the maker says")
    if above:
        arrival.notes.append("milestones are taken as key results of the goal above them; nothing else says so")


def _peoplebox(records: Records, arrival: Arrival) -> None:
    """Rows whose progress is rolled up are objectives; the layout doesn't say so itself."""
    found = []
    goals = {record.text("goal"): record.text("id") for record in records.records if record.text("goal")}
    for record in records.records:
        if fold(record.text("action")) == "delete":
            refuse(arrival, record, "its action is Delete")
            arrival.others += 1
            continue
        kind = fold(record.text("kind"))
        rolled = kind == "default progress"
        item = item_of(record, "objective" if rolled else "key result", record.text("title"), record.text("id"))
        item.unit = item.unit or _UNITS.get(kind, "")
        item.yes_no = kind == "binary"
        others = (goals.get(each, f"goal {each}") for each in _split(record.text("parent goals")))
        item.parents = [*_split(record.text("parent")), *others]
        if record.text("goal"):
            item.extra["x-source-id"] = record.text("goal")
        item.in_first(_split(item.department, ", "), "x-departments")
        found.append(item)
    arrival.add(*found)
    arrival.notes.append("rows of the type Default Progress are taken as objectives, all others as key results")


def _split(text: str, sign: str = ",") -> list[str]:
    return [each.strip() for each in text.split(sign) if each.strip()]


TOOLS = (
    Tool(
        name="appfire-okr",
        title="Appfire OKR for Jira",
        origin="appfire.atlassian.net, page 603652686, Import OKRs",
        sure="documentation",
        fits=headed({"order", "type", "summary", "period", "start value"}),
        take=rows(Layout(columns={"order": "id"}, kept=frozenset({"okr type"}), sign="point"), _appfire),
    ),
    Tool(
        name="betterworks",
        title="Betterworks",
        origin="support.betterworks.com, article 360032818992",
        sure="excerpt",
        fits=headed({"name", "type", "progress", "owner email", "categories"}),
        take=rows(Layout(), _betterworks),
        ids=False,
    ),
    Tool(
        name="peoplebox",
        title="Peoplebox",
        origin="help.peoplebox.ai, Goals Import via CSV (V2)",
        sure="excerpt",
        fits=headed({"row id", "parent row ids", "goal title", "goal type"}),
        take=rows(
            Layout(
                columns={
                    "goal id": "goal",
                    "goal type": "kind",
                    "parent row ids": "parent",
                    "parent goal ids": "parent goals",
                    "action": "action",
                },
            ),
            _peoplebox,
        ),
    ),
)
