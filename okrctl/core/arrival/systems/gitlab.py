"""GitLab: its CSV export of work items has the structure, a saved response of its GraphQL API the values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import HUNDRED, OKR_KINDS, typed
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._entry import Entry, entries
from okrctl.core.arrival.tool import Tool, headed, records_of
from okrctl.core.arrival.values import Arrival, Item, Report, Where
from okrctl.core.arrival.words import fold
from okrctl.core.values.pattern import pattern

_QUERY = """\
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
_LAYOUT = Layout(columns={"milestone": "period"}, kept=frozenset({"weight", "author"}), sign="point")
_BOX = pattern(r"^\s*[-*] \[([ xX])\] (.+)$", re.MULTILINE)


def _rows(files: Sequence[Source], answers: Answers, arrival: Arrival) -> None:
    """All rows; check boxes of a description are milestones."""
    for records in records_of(files, _LAYOUT, answers, arrival):
        for item in typed(records, arrival):
            item.steps = [(name.strip(), "", box != " ") for box, name in _BOX.findall(item.why)]
            homes = [tag.partition("::")[2] for tag in item.tags if tag.startswith("department::")]
            item.department = homes[0] if homes else item.department
            for word in ("committed", "aspirational"):
                item.ambition = word if word in item.tags else item.ambition
            item.extra.pop("x-parent-iid", None)
            item.extra.pop("x-parent-title", None)
            if item.extra.get("x-weight") and item.kind == "key result" and "weight" in str(answers.columns):
                item.extra.pop("x-weight")
        first = next((item for item in arrival.items if item.extra.get("x-weight")), None)
        if first is not None:
            message = "a GitLab weight may be effort; it is kept as x-weight"
            arrival.remark("import-open", first.where, message, "in a mapping `columns: {Weight: weight}`")


def _lists(data: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The connections of work items, anywhere in the response."""
    found = data.get("workItems") if isinstance(data, dict) else None
    if depth < 8 and isinstance(found, dict) and isinstance(found.get("nodes"), list):
        yield found
    elif depth < 8 and isinstance(data, dict | list):
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _lists(inner, depth + 1)


def _nodes(files: Sequence[Source], answers: Answers, arrival: Arrival) -> None:
    """All nodes of responses."""
    for file in files:
        for found in _lists(file.data):
            page = found.get("pageInfo")
            if isinstance(page, dict) and page.get("hasNextPage") is True:
                where, message = Where(file.file, "pageInfo.hasNextPage"), "the answer is one page of several"
                way = "save the other pages, too, and import all of them together"
                arrival.remark("import-open", where, message, way)
            arrival.items += [_item(node, arrival) for node in entries(Where(file.file, "nodes"), found["nodes"])]


def _item(node: Entry, arrival: Arrival) -> Item:
    kind = OKR_KINDS.get(fold(node.inside("workItemType").text("name")), "other")
    item = node.item(kind, "title", "id")
    item.key, item.status = _id(item.key), node.text("state").capitalize()
    # each widget has keys of its own
    told = Entry(node.where, {key: value for widget in node.each("widgets") for key, value in widget.data.items()})
    for entry, key, name in ((node, "webUrl", "x-url"), (told, "healthStatus", "x-health")):
        if entry.text(key):
            item.extra[name] = entry.text(key)
            arrival.leave(item.where, key, entry.text(key), name)
    item.owners = [each.text("name", "username") for each in told.inside("assignees").each("nodes")]
    item.why, item.start, item.end = told.text("description"), told.day("startDate"), told.day("dueDate")
    parent = _id(told.inside("parent").text("id"))
    item.parents = [parent] if parent else []
    share = told.number("progress")
    item.progress = None if share is None else share / HUNDRED
    if item.kind == "key result":
        item.baseline, item.target = told.number("startValue"), told.number("endValue")
        value, when = told.number("currentValue"), told.day("updatedAt")
        if value is not None and when is not None:
            item.reports.append(Report(item.where, when, value=value))
        else:
            item.value = value
    return item


def _id(value: str) -> str:
    return value.rpartition("/")[2]


TOOLS = (
    Tool(
        name="gitlab",
        title="GitLab work items",
        origin="docs.gitlab.com, Export issues to CSV (18.4)",
        sure="documentation",
        # older exports call the first one Id
        fits=headed({"id", "title", "type", "author", "author username"}),
        take=_rows,
    ),
    Tool(
        name="gitlab",
        title="GitLab work items",
        origin="docs.gitlab.com, GraphQL reference, WorkItemWidget types",
        sure="documentation",
        fits=lambda files: [file for file in files if any(True for _ in _lists(file.data))],
        take=_nodes,
        query=_QUERY,
    ),
)
