"""The neutral form of an import: objectives, key results and check-ins with their places in the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from okrctl.core.values.counted import counted
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.frozen import frozen

Kind = Literal["objective", "key result", "other"]


@frozen
class Where:
    """A place in a source: its file, and a line, a cell (``okrs!B4``) or a path (``[3].Title``) in it."""

    file: str
    at: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.at}" if self.at else self.file


@frozen
class Remark:
    """A remark about a place in the source.

    Attributes:
        rule: the slug of the rule that explains it.
        where: the place.
        message: what was found.
        way: the flag or the line of the mapping that decides it.
        blocks: nothing can be written before that is decided.
        key: of the answer that decides it, where one question can be asked for it.
    """

    rule: str
    where: Where
    message: str
    way: str = ""
    blocks: bool = False
    key: str = ""


@frozen
class Leftover:
    """Something without a place in the format: its column or key, and the ``x-`` key that keeps it."""

    where: Where
    what: str
    text: str
    kept: str = ""


@dataclass(slots=True)
class Report:
    """A dated value or note. ``rounded`` is the abbreviation in the source, such as ``1.12 K``."""

    where: Where
    day: date
    by: str = ""
    value: Fraction | None = None
    note: str = ""
    confidence: Fraction | None = None
    rounded: str = ""
    id: str = ""
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Item:
    """An objective, a key result, or another row (task, deliverable): as in the source, then as decided.

    Attributes:
        key: names it within its source; ``parents`` are keys of others, or texts after ``title:``.
        progress: the share of the way that the source gives, 0 to 1 and beyond.
        direction: ``at_least`` or ``at_most`` where the source names it.
        unknown: what the source does not tell and nobody may invent; each makes the item a draft.
        extra: what has no key of its own in the format; kept under ``x-`` keys.
        above: its parents, once they are found; ``objective`` is that of a key result.
        xid: the ``x-id`` by which a later import recognizes it.
        home: its department; ``id`` its id there, ``cycle`` its own cycle.
    """

    kind: Kind
    where: Where
    title: str
    key: str
    parents: list[str] = field(default_factory=list)
    department: str = ""
    owners: list[str] = field(default_factory=list)
    period: str = ""
    start: date | None = None
    end: date | None = None
    why: str = ""
    unit: str = ""
    weight: Fraction | None = None
    ambition: str = ""
    tags: list[str] = field(default_factory=list)
    baseline: Fraction | None = None
    value: Fraction | None = None
    target: Fraction | None = None
    direction: str = ""
    yes_no: bool = False
    steps: list[tuple[str, str, bool]] = field(default_factory=list)
    checkpoints: dict[str, Fraction] = field(default_factory=dict)
    progress: Fraction | None = None
    confidence: Fraction | None = None
    status: str = ""
    dropped: bool = False
    reports: list[Report] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    above: list[Item] = field(default_factory=list)
    objective: Item | None = None
    xid: str = ""
    home: str = ""
    id: str = ""
    cycle: Cycle | None = None

    @property
    def ref(self) -> str:
        """Its reference; empty if it isn't placed."""
        return f"{self.home}/{self.id}" if self.id else ""

    @property
    def span(self) -> Cycle | None:
        """The cycle it runs in: that of its objective."""
        return (self.objective or self).cycle

    def newest(self) -> Fraction | None:
        """Its newest value: that of its last check-in with one, else the one without a date."""
        values = [each.value for each in sorted(self.reports, key=lambda each: each.day) if each.value is not None]
        return values[-1] if values else self.value

    @property
    def rises(self) -> bool | None:
        """Whether its way leads upwards; None without a way."""
        return None if self.baseline is None or self.target is None else self.target > self.baseline

    def in_first(self, departments: Sequence[str], others: str) -> None:
        """Put it in the first of several departments; the key ``others`` keeps the rest."""
        self.department = departments[0] if departments else ""
        if departments[1:]:
            self.extra[others] = departments[1:]


@dataclass(slots=True)
class Arrival:
    """Everything from one or several files of one tool.

    ``ids``: the tool has ids of its own; otherwise items are recognized by department and titles. ``columns`` has the
    meaning of each heading, ``names`` those of departments by their ids. ``undated`` counts values without a date,
    ``others`` and ``links`` what is only listed.
    """

    system: str
    files: Sequence[str] = ()
    items: list[Item] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    columns: dict[str, str | None] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    undated: int = 0
    others: int = 0
    links: int = 0
    ids: bool = True
    keys: set[str] = field(default_factory=set)

    def add(self, *items: Item) -> None:
        """Add items from rows or lines; one with a key that already exists gets a key of its own."""
        for item in items:
            if item.key in self.keys:
                item.extra["x-source-id"] = item.key
                message = f"{item.key} occurs twice with different contents; both are imported"
                self.remark("import-row", item.where, message)
                item.key = f"{item.key}#{item.where.at}"
            self.keys.add(item.key)
            self.items.append(item)

    def of(self, kind: Kind) -> list[Item]:
        """The items of a kind."""
        return [item for item in self.items if item.kind == kind]

    def planned(self) -> list[Item]:
        """Objectives, then key results."""
        return [*self.of("objective"), *self.of("key result")]

    def remark(
        self, rule: str, where: Where, message: str, way: str = "", *, blocks: bool = False, key: str = ""
    ) -> None:
        """Add a remark."""
        self.remarks.append(Remark(rule, where, message, way, blocks, key))

    def remark_on(
        self, rule: str, items: Sequence[Item], one: str, many: str, way: str, *, more: str = "", key: str = ""
    ) -> None:
        """Add a remark about any number of items, which names the first; those about their place block."""
        if items:
            message = f"{counted(len(items), one, many)}; the first is {items[0].title!r}{more}"
            self.remark(rule, items[0].where, message, way, blocks=rule == "import-place", key=key)

    def leave(self, where: Where, what: str, text: str, kept: str = "") -> None:
        """List something without a place in the format."""
        self.leftovers.append(Leftover(where, what, text, kept))
