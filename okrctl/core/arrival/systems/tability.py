"""Tability: responses of its API, one list each of plans, objectives, outcomes, check-ins and initiatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.systems._entry import Entry, Parts, text
from okrctl.core.arrival.tool import Tool
from okrctl.core.arrival.values import Arrival, Item
from okrctl.core.values.pattern import pattern

_PARTS = Parts(
    {
        "outcomes": {"objective_id", "from", "to"},
        "checkins": {"outcome_id", "checkin_date", "score"},
        "initiatives": {"outcome_id", "title", "state"},
        "objectives": {"plan_id", "title"},
        "plans": {"start_at", "finish_at", "title"},
    },
    needed="outcomes",
    under="data",
)
_IGNORED = frozenset(
    {
        "workspace_id", "nano_slug", "created_at", "updated_at", "membership", "membership_id", "completed", "from",
        "to", "score_format", "weight", "objective_id", "plan_id", "outcome_id", "outcome_progress_prct",
        "current_checkin", "body", "is_pending_checkin", "is_dummy", "rank", "column_rank", "open_initiatives_count",
        "closed_initiatives_count", "parent", "parent_id", "total_initiatives_count", "initiative_progress_prct",
        "outcome_type",
    }
)  # fmt: skip
_FORMAT = pattern(r"\s*_number_\w*\s*")


def _take(files: Sequence[Source], answers: Answers, arrival: Arrival) -> None:
    """Plans give the cycle, outcomes are key results."""
    parts = _PARTS.read(files)
    plans = {plan.text("id"): plan for plan in parts["plans"]}
    arrival.items += [_objective(each, plans, arrival) for each in parts["objectives"]]
    arrival.items += [_outcome(each, arrival) for each in parts["outcomes"]]
    items = {item.key: item for item in arrival.items}
    for each in parts["checkins"]:
        _check_in(each, items, arrival)
    for item in arrival.of("key result"):
        if not item.reports:
            # it is computed from check-ins, and there are none
            item.progress = None
    used = {objective.text("plan_id") for objective in parts["objectives"]}
    arrival.links += sum(plan.text("parent_id") in plans for id, plan in plans.items() if id in used)
    arrival.items += [_initiative(each, arrival) for each in parts["initiatives"]]


def _person(entry: Entry) -> list[str]:
    who = entry.inside("membership")
    name = f"{who.text('cached_firstname')} {who.text('cached_lastname')}".strip()
    return [name] if name else who.texts("cached_email")


def _shared(entry: Entry, item: Item) -> Item:
    tags = entry.get("cached_tag_list")
    parts = tags.split(",") if isinstance(tags, str) else tags if isinstance(tags, list) else []
    item.tags = [text(tag) for tag in parts if text(tag)]
    item.dropped = entry.get("archived") is True
    return item


def _objective(entry: Entry, plans: Mapping[str, Entry], arrival: Arrival) -> Item:
    item = _shared(entry, entry.item("objective", "title", "id", why="description"))
    plan = plans.get(entry.text("plan_id"))
    if plan is not None:
        item.start, item.end = plan.day("start_at"), plan.day("finish_at")
        item.extra["x-plan"] = plan.text("title")
        above = plans.get(plan.text("parent_id"))
        item.extra["x-plan-above"] = above.text("title") if above else ""
    entry.keep(item, arrival, _IGNORED)
    return item


def _outcome(entry: Entry, arrival: Arrival) -> Item:
    fields = {"baseline": "from", "target": "to", "weight": "weight", "progress": "outcome_progress_prct"}
    item = entry.item("key result", "title", "id", why="description", **fields)
    item.parents, item.owners = [entry.text("objective_id")], _person(entry)
    item.unit = _FORMAT.sub("", entry.text("score_format"))
    if entry.get("completed") is True:
        item.status = "completed"
    _shared(entry, item)
    entry.keep(item, arrival, _IGNORED)
    return item


def _check_in(entry: Entry, items: Mapping[str, Item], arrival: Arrival) -> None:
    item = items.get(entry.text("outcome_id"))
    report = entry.report(item, "checkin_date", "id", "outcome", arrival)
    if item is None or report is None:
        return
    report.by, report.value, report.note = "".join(_person(entry)), entry.number("score"), entry.text("body")
    if entry.text("confidence"):
        # red, yellow and green aren't numbers
        report.extra["x-confidence"] = entry.text("confidence")
    for other in item.reports:
        same = (other.day, other.value, other.note, other.by) == (report.day, report.value, report.note, report.by)
        if same:
            message = f"the same check-in as {other.where}, except for its id; imported once"
            arrival.remark("import-row", entry.where, message)
            return
    item.reports.append(report)


def _initiative(entry: Entry, arrival: Arrival) -> Item:
    item = entry.item("other", "title", "id", why="body", status="state", end="due_at")
    item.parents, item.owners = [entry.text("outcome_id")], _person(entry)
    item.extra["x-type"] = "initiative"
    arrival.leave(entry.where, "initiative", f"{item.title}: {item.status}", "initiatives")
    return item


TOOLS = (
    Tool(
        name="tability",
        title="Tability",
        origin="guides.tability.app, API reference; objectives by a public client",
        sure="documentation",
        fits=_PARTS.fits,
        take=_take,
    ),
)
