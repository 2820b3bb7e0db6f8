"""GitLab: the CSV export of work items. It has the structure and no values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.assemble import typed
from okrctl.core.arrival.columns import Layout
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._common import headed, records_of
from okrctl.core.arrival.values import Arrival, Kind

TITLE = "GitLab work items"
NAME = "gitlab"
ORIGIN = "docs.gitlab.com, Export issues to CSV (18.4)"
SURE = "documentation"

_KINDS: dict[str, Kind] = {"objective": "objective", "key result": "key result"}
_LAYOUT = Layout(
    columns={
        "id": "id",
        "milestone": "period",
        "assignee": "owner",
        "parent id": "parent",
        "description": "why",
        "due date": "end",
    },
    kept=frozenset({"weight", "author", "url", "iid"}),
    sign="point",
)
_BOX = re.compile(r"^\s*[-*] \[([ xX])\] (.+)$", re.MULTILINE)


def fits(files: Sequence[Source]) -> list[Source]:
    """Those with its headings; older exports call the first one Id."""
    return headed(files, {"id", "title", "type", "author", "author username"})


def read(files: Sequence[Source], answers: Answers) -> Arrival:
    """All rows; check boxes of a description are milestones."""
    arrival = Arrival(NAME, [file.file for file in files])
    for records in records_of(files, _LAYOUT, answers, arrival):
        for item in typed(records, _KINDS, arrival):
            item.steps = [(name.strip(), "", box != " ") for box, name in _BOX.findall(item.why)]
            homes = [tag.partition("::")[2] for tag in item.tags if tag.startswith("department::")]
            item.department = homes[0] if homes else item.department
            for word in ("committed", "aspirational"):
                item.ambition = word if word in item.tags else item.ambition
            item.extra.pop("x-parent-iid", None)
            item.extra.pop("x-parent-title", None)
            if item.extra.get("x-weight") and item.kind == "key result" and "weight" in str(answers.columns):
                item.extra.pop("x-weight")
        if any(item.extra.get("x-weight") for item in arrival.items):
            first = next(item for item in arrival.items if item.extra.get("x-weight"))
            arrival.remark(
                "import-open",
                first.where,
                "a GitLab weight may be effort; it is kept as x-weight",
                "in a mapping `columns: {Weight: weight}`",
            )
    return arrival
