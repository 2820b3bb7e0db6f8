"""The history of an item: changes of its plan, with dates and authors, and its check-ins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from itertools import compress
from operator import attrgetter
from typing import Any

from okrctl.core.company.people import name_of
from okrctl.core.diff.judge import FieldChange
from okrctl.core.model.figures import NONE, number
from okrctl.core.model.kind_fields import goal_keys
from okrctl.core.model.settings import Person
from okrctl.core.model.values import Value
from okrctl.core.review.history import PlanEvent, Point
from okrctl.core.scores.landing import Landing
from okrctl.core.values.frozen import frozen
from okrctl.views.blocks import Blank, Block, Column, Document, Heading, Line, Run, Style, Table, document, section
from okrctl.views.figures import change, share, signed, spark
from okrctl.views.landing import LANDING, landed, landing_json
from okrctl.views.projection import expected, projected_json, projected_share
from okrctl.views.published import CHANGED, field_json, sheet
from okrctl.views.records import COUNT, NUMBER, NUMBER_OR_TEXT, TEXT, Record, head, listed, maybe, report
from okrctl.views.signs import marked

_EVENT = Record(
    {"date": TEXT, "commit": maybe(TEXT), "by": maybe(TEXT), "subject": TEXT, "event": TEXT, "fields": listed(CHANGED)}
)
_ENTRY = Record(
    "date by value change confidence score expected",
    {"status": TEXT, "projected": maybe(NUMBER_OR_TEXT), "trend": maybe(NUMBER)},
    "note",
)
SHAPE = report(
    "okrctl/history/v1",
    "ref title unit",
    {"plan": listed(_EVENT), "check_ins": listed(_ENTRY), "earlier_days": COUNT, "landing": maybe(LANDING)},
)
_JUDGED: dict[str, Style] = {"easier": "bad", "changed": "bad"}


@frozen
class Life:
    """Everything about one item's history.

    ``tracked`` is False outside git; ``earlier`` is the number of days left out because there are too many.
    """

    organization: str
    day: date
    ref: str
    title: str
    unit: str | None
    events: Sequence[PlanEvent]
    points: Sequence[Point]
    tracked: bool
    earlier: int = 0
    landing: Landing | None = None
    people: Mapping[str, Person] = field(default_factory=dict)


def document_of(life: Life) -> Document:
    """The history in reading order: the curve, the plan's changes, the check-ins."""
    blocks: list[Block] = [Heading((Run(life.ref, "strong"), f"  {life.title}"))]
    scores = [point.score for point in life.points if point.score is not None]
    for name, of in (("values ", attrgetter("value")), ("changes", attrgetter("change"))):
        known = [point for point in life.points if of(point) is not None]
        if known:
            ends = f"  {_value(known[0])} → {_value(known[-1])}"
            blocks.append(Line((f"{name} ", Run(spark([of(point) for point in known]), "info"), ends)))
    if scores:
        blocks.append(Line(("score   ", Run(spark(scores), "info"), f"  {share(scores[0])} → {share(scores[-1])}")))
    rows = [row for event in life.events for row in _event_rows(event)]
    columns = (Column("Day"), Column("Commit"), Column("Author"), Column("What", shrink=True))
    why = "no commit up to that day has touched it" if life.tracked else "not in a git repository"
    nothing = Line(Run(why, "dim"), 2)
    blocks += section("Plan", Table(columns, tuple(rows), header=False, indent=2) if rows else nothing)
    if life.points:
        blocks += section("Check-ins", _points_table(life))
        if life.earlier:
            blocks.append(Line(Run(f"{life.earlier:,} earlier days aren't calculated", "dim"), 2))
        if life.landing is not None:
            blocks += [Blank(), *landed(life.landing)]
    else:
        blocks += section("Check-ins", Line((Run("none yet · ", "dim"), f"okrctl checkin {life.ref}"), 2))
    return document(blocks)


def _event_rows(event: PlanEvent) -> list[tuple[Any, ...]]:
    who = (event.day, Run(event.commit[:9] or event.subject, "dim"), event.author)
    about = event.subject if event.commit else ""
    texts: list[Any] = []
    if event.event != "changed":
        texts.append(
            (Run(event.event, "strong"), _goal(event) if event.event == "set" else "", Run(f"  {about}", "dim"))
        )
    if event.event != "set":
        texts += [_change(change) for change in event.fields]
    return [(*(who if not position else ("", "", "")), text) for position, text in enumerate(texts)]


def _change(change: FieldChange) -> tuple[Any, ...]:
    judged = Run(f"  {change.judgement}", _JUDGED.get(change.judgement, "dim"))
    return (f"{change.field} ", Run(change.before or "nothing", "dim"), f" → {change.after or 'nothing'}", judged)


def _goal(event: PlanEvent) -> str:
    """The original goal."""
    given = {change.field: change.after for change in event.fields}
    return "".join(f"  {name} {given[name]}" for name in (*goal_keys(), "due", "cycle", "ambition") if name in given)


def _value(point: Point) -> str:
    return number(point.value) if point.value is not None else change(_told(point)) or NONE


def _told(point: Point) -> Value:
    return Value(number=point.value, change=point.change, suffix=point.suffix)


_ALWAYS = ("Day", "Value", "Score", "Plan", "Status", "By", "Note")


def _points_table(life: Life) -> Table:
    """One row per day, without empty columns."""
    columns = (
        Column("Day"),
        Column("Value", "right"),
        Column("Score", "right"),
        Column("Plan", "right"),
        Column("Status"),
        Column("Owner", "right"),
        Column("Trend", "right"),
        Column("Conf.", "right"),
        Column("By", shrink=True, least=12),
        Column("Note", shrink=True),
    )
    rows = [_point_row(point, life.people) for point in life.points]
    filled = [column.title in _ALWAYS or any(row[at] != NONE for row in rows) for at, column in enumerate(columns)]
    shown = tuple(tuple(compress(row, filled)) for row in rows)
    return Table(tuple(compress(columns, filled)), shown, indent=2)


def _point_row(point: Point, people: Mapping[str, Person]) -> tuple[Any, ...]:
    owner = NONE if point.projected is None else expected(point.projected)
    return (
        point.day.isoformat(),
        _value(point),
        share(point.score),
        share(point.expected),
        marked(point.status),
        owner if point.foreseen is None else share(point.foreseen),
        NONE if point.trend is None else projected_share(point.trend.at_end),
        number(point.confidence) if point.confidence is not None else NONE,
        name_of(people, point.author),
        point.note or "",
    )


def table_of(life: Life) -> Document:
    """The check-ins, one row each, as precise as the JSON."""
    columns = "date value change score expected status confidence projected trend by note"
    return sheet(columns, object_of(life)["check_ins"])


def object_of(life: Life) -> dict[str, Any]:
    """The history as one versioned object."""
    return SHAPE.of(
        head(life.organization, life.day),
        life,
        plan=[
            _EVENT.of(
                event,
                date=event.day,
                commit=event.commit or None,
                by=event.author or None,
                fields=[field_json(change) for change in event.fields],
            )
            for event in life.events
        ],
        check_ins=[
            _ENTRY.of(
                point,
                date=point.day,
                by=point.author,
                change=signed(_told(point)),
                projected=projected_json(point.projected),
                trend=point.trend.at_end if point.trend else None,
            )
            for point in life.points
        ],
        earlier_days=life.earlier,
        landing=landing_json(life.landing),
    )
