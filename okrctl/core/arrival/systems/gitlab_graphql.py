"""GitLab: a saved response of its GraphQL API, which has the values. `import --query gitlab` prints the query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import HUNDRED
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._data import day, mapping, mappings, number, text
from okrctl.core.arrival.values import Arrival, Item, Kind, Leftover, Report, Where
from okrctl.core.arrival.words import fold

TITLE = "GitLab work items"
NAME = "gitlab"
ORIGIN = "docs.gitlab.com, GraphQL reference, WorkItemWidget types"
SURE = "documentation"
QUERY = """\
query {
  project(fullPath: "GROUP/PROJECT") {
    workItems(types: [OBJECTIVE, KEY_RESULT], first: 100) {
      pageInfo { endCursor hasNextPage }
      nodes {
        id iid title state webUrl workItemType { name }
        widgets {
          type
          ... on WorkItemWidgetAssignees { assignees { nodes { id username name } } }
          ... on WorkItemWidgetDescription { description }
          ... on WorkItemWidgetHierarchy { parent { id iid title } }
          ... on WorkItemWidgetStartAndDueDate { startDate dueDate }
          ... on WorkItemWidgetHealthStatus { healthStatus }
          ... on WorkItemWidgetProgress { progress updatedAt currentValue startValue endValue }
        }
      }
    }
  }
}
"""
_KINDS: dict[str, Kind] = {"objective": "objective", "key result": "key result"}


def _lists(data: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The connections of work items, anywhere in the response."""
    if isinstance(data, dict) and depth < 8:
        found = data.get("workItems")
        if isinstance(found, dict) and isinstance(found.get("nodes"), list):
            yield found
        else:
            for inner in data.values():
                yield from _lists(inner, depth + 1)
    elif isinstance(data, list) and depth < 8:
        for inner in data:
            yield from _lists(inner, depth + 1)


def fits(files: Sequence[Source]) -> list[Source]:
    """Responses with a list of work items."""
    return [file for file in files if file.kind == "data" and any(True for _ in _lists(file.data))]


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """All nodes; a value with a time is a check-in."""
    arrival = Arrival(NAME, [file.file for file in files])
    for file in files:
        for found in _lists(file.data):
            if mapping(found.get("pageInfo")).get("hasNextPage") is True:
                where = Where(file.file, "pageInfo.hasNextPage")
                arrival.remark(
                    "import-open",
                    where,
                    "the answer is one page of several",
                    "save the other pages, too, and import all of them together",
                )
            for place, node in enumerate(found["nodes"]):
                if isinstance(node, dict):
                    arrival.items.append(_item(Where(file.file, f"nodes[{place}]"), node, arrival))
    return arrival


def _id(value: Any) -> str:
    return text(value).rpartition("/")[2]


def _item(where: Where, node: Mapping[str, Any], arrival: Arrival) -> Item:
    kind = _KINDS.get(fold(text(mapping(node.get("workItemType")).get("name"))), "other")
    item = Item(kind, where, text(node.get("title")), _id(node.get("id")))
    item.status = text(node.get("state")).capitalize()
    if node.get("webUrl"):
        item.extra["x-url"] = text(node["webUrl"])
        arrival.leftovers.append(Leftover(where, "webUrl", text(node["webUrl"]), "x-url"))
    for widget in mappings(node.get("widgets")):
        _WIDGETS.get(text(widget.get("type")), _nothing)(item, widget, arrival)
    return item


def _nothing(item: Item, widget: Mapping[str, Any], arrival: Arrival) -> None:
    pass


def _assignees(item: Item, widget: Mapping[str, Any], arrival: Arrival) -> None:
    people = mappings(mapping(widget.get("assignees")).get("nodes"))
    item.owners = [text(each.get("name")) or text(each.get("username")) for each in people]


def _description(item: Item, widget: Mapping[str, Any], arrival: Arrival) -> None:
    item.why = text(widget.get("description"))


def _hierarchy(item: Item, widget: Mapping[str, Any], arrival: Arrival) -> None:
    parent = _id(mapping(widget.get("parent")).get("id"))
    item.parents = [parent] if parent else []


def _dates(item: Item, widget: Mapping[str, Any], arrival: Arrival) -> None:
    item.start, item.end = day(widget.get("startDate")), day(widget.get("dueDate"))


def _health(item: Item, widget: Mapping[str, Any], arrival: Arrival) -> None:
    if text(widget.get("healthStatus")):
        item.extra["x-health"] = text(widget["healthStatus"])
        arrival.leftovers.append(Leftover(item.where, "healthStatus", text(widget["healthStatus"]), "x-health"))


def _progress(item: Item, widget: Mapping[str, Any], arrival: Arrival) -> None:
    share = number(widget.get("progress"))
    item.progress = None if share is None else share / HUNDRED
    if item.kind != "key result":
        return
    item.baseline, item.target = number(widget.get("startValue")), number(widget.get("endValue"))
    value, when = number(widget.get("currentValue")), day(widget.get("updatedAt"))
    if value is not None and when is not None:
        item.reports.append(Report(item.where, when, value=value))
    else:
        item.value = value


_WIDGETS = {
    "ASSIGNEES": _assignees,
    "DESCRIPTION": _description,
    "HIERARCHY": _hierarchy,
    "START_AND_DUE_DATE": _dates,
    "HEALTH_STATUS": _health,
    "PROGRESS": _progress,
}
