"""The report of an import: what was imported, what the format has no place for, hidden problems, next steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from okrctl.core.arrival.compare import differences, hidden, overruled
from okrctl.core.arrival.measured import plain
from okrctl.core.arrival.place import Placement
from okrctl.core.arrival.values import Arrival, Item, Leftover, Remark
from okrctl.core.findings.rule import rule_named
from okrctl.core.values.counted import counted, some
from okrctl.core.values.frozen import frozen
from okrctl.views.blocks import Blank, Block, Column, Document, Heading, Line, Run, Table, document

_AT_MOST = 8
_ONE = {
    "objectives": "objective",
    "key results": "key result",
    "other rows": "other row",
    "check-ins": "check-in",
    "undated values": "undated value",
    "people and teams": "person or team",
    "key results of an objective": "key result of an objective",
    "other links": "other link",
    "weights": "weight",
}


@frozen
class Arrived:
    """Everything for the report; ``files`` are those written, each with what happened to it."""

    organization: str
    made: Sequence[Arrival]
    placed: Placement
    files: Sequence[tuple[str, str]]
    today: date
    titles: Mapping[str, str]
    dry_run: bool = False
    verbose: bool = False
    findings: Sequence[Remark] | None = None


def counts(arrival: Arrival) -> dict[str, int]:
    """The number of each kind in the source, for comparison with it."""
    parts = [item for item in arrival.of("other") if item.extra.get("x-type") == "part"]
    ranked = [*arrival.of("objective"), *arrival.of("key result"), *parts]
    objectives = {item for item in arrival.of("objective") if "x-unassigned" not in item.extra}
    owners = {name for item in ranked for name in item.owners}
    owners = owners or {report.by for item in arrival.items for report in item.reports if report.by}
    results = arrival.of("key result")
    reports = [report for item in arrival.items for report in item.reports]
    return {
        "objectives": len(objectives),
        "key results": len(results),
        "other rows": len(arrival.of("other")) + arrival.others,
        "check-ins": sum(report.value is not None for report in reports),
        "dated words without a value": sum(report.value is None for report in reports),
        "undated values": arrival.undated,
        "people and teams": len(owners),
        "key results of an objective": sum(each in objectives for item in results for each in item.above),
        "other links": arrival.links
        + sum(len(item.above) for item in arrival.items if item.kind != "key result")
        + sum(each.kind != "objective" for item in results for each in item.above),
        "weights": sum(item.weight is not None or "x-weight" in item.extra for item in arrival.items),
    }


def arrival_document(arrived: Arrived) -> Document:
    """The report for people."""
    blocks: list[Block] = []
    for arrival in arrived.made:
        blocks += _source(arrival, arrived)
    blocks += _written(arrived) if arrived.findings is None else _judged(arrived, arrived.findings)
    return document(blocks)


def _judged(arrived: Arrived, findings: Sequence[Remark]) -> Iterable[Block]:
    if findings:
        yield from _remarks("What the rules say", findings, replace(arrived, verbose=True))
    else:
        yield Line("No findings.")
    yield Blank()
    yield Line(Run("Nothing was written. okrctl rule CODE explains a finding.", "dim"))


def _source(arrival: Arrival, arrived: Arrived) -> Iterable[Block]:
    files = some([name.rpartition("/")[2] for name in arrival.files], 3)
    yield Heading(f"{arrived.titles.get(arrival.system, arrival.system)}: {files}")
    came = [
        (str(count), _ONE.get(name, name) if count == 1 else name) for name, count in counts(arrival).items() if count
    ]
    yield Table((Column("count", "right"), Column("what")), tuple(came), header=False)
    for note in arrival.notes:
        yield Line(note, hang=2)
    yield from _remarks("Left out", [each for each in arrival.remarks if each.rule == "import-row"], arrived)
    yield from _remarks(
        "Not known, so draft or only kept", [each for each in arrival.remarks if each.rule == "import-open"], arrived
    )
    yield from _differs(arrival, arrived)
    yield from _hid(arrival, arrived)
    yield from _rounded(arrival, arrived)
    yield from _leftovers(arrival.leftovers, arrived)
    yield Blank()


def _listing(title: str, entries: Sequence[Sequence[Line]], arrived: Arrived) -> Iterable[Block]:
    """The first entries below a title, or all of them; nothing without entries."""
    if not entries:
        return
    yield Heading(title, level=2)
    for entry in entries if arrived.verbose else entries[:_AT_MOST]:
        yield from entry
    if not arrived.verbose and len(entries) > _AT_MOST:
        yield Line(Run(f"and {len(entries) - _AT_MOST} more; okrctl --verbose import … shows all", "dim"), indent=2)


def remark_line(remark: Remark) -> str:
    """A remark in one line, with its code, in the format of `validate --format concise`."""
    rule, at = rule_named(remark.rule), remark.where.at or "1"
    place = f"{at}:1" if at.isdigit() else at
    severity = "error" if remark.blocks or remark.rule == "import-unread" else rule.severity
    return f"{remark.where.file}:{place}: {rule.code} {severity} {rule.name} {remark.message}"


def _remarks(title: str, remarks: Sequence[Remark], arrived: Arrived) -> Iterable[Block]:
    entries = [
        [Line(remark_line(each), hang=2), *([Line(Run(each.way, "dim"), indent=2, hang=2)] if each.way else [])]
        for each in remarks
    ]
    return _listing(title, entries, arrived)


def _differs(arrival: Arrival, arrived: Arrived) -> Iterable[Block]:
    lines = [
        f"{each.item.where}: {each.item.title}: the source says {_percent(each.says)}, "
        f"its values come to {_percent(each.computed)}"
        for each in differences(arrival)
    ]
    lines += [
        f"{item.where}: {item.title}: the source says {plain(says)}, its last check-in {plain(last)}, which counts"
        for item, says, last in overruled(arrival)
    ]
    return _listing("The source's own figures", [[Line(line, indent=2, hang=2)] for line in lines], arrived)


def _percent(share: Any) -> str:
    return f"{float(share) * 100:.4g}%"


def _hid(arrival: Arrival, arrived: Arrived) -> Iterable[Block]:
    found = hidden(arrival, arrived.today)
    if not found:
        return
    yield Heading("What the old tool hid", level=2)
    for words, items in found.items():
        yield Line(f"{len(items)} {words}: {_titles(items)}", indent=2, hang=2)


def _titles(items: Sequence[Item]) -> str:
    shown = "; ".join(item.title for item in items[:4])
    return shown + (f"; and {len(items) - 4} more" if len(items) > 4 else "")


def _rounded(arrival: Arrival, arrived: Arrived) -> Iterable[Block]:
    lines = [
        f"{report.where}: {item.title}, {report.day}: {report.rounded}"
        for item in arrival.items
        for report in item.reports
        if report.rounded
    ]
    lines += [
        f"{item.where}: {item.title}: {key.removeprefix('x-rounded-')} {text}"
        for item in arrival.items
        for key, text in item.extra.items()
        if key.startswith("x-rounded-")
    ]
    return _listing("Rounded by the source", [[Line(line, indent=2, hang=2)] for line in lines], arrived)


def _leftovers(left: Sequence[Leftover], arrived: Arrived) -> Iterable[Block]:
    """By column or kind: how many, where they are kept, and their places."""
    if not left:
        return
    groups: dict[tuple[str, str], list[Leftover]] = {}
    for each in left:
        groups.setdefault((each.what, each.kept), []).append(each)
    yield Heading("No place of its own", level=2)
    for (what, kept), group in groups.items():
        where = some([each.where.at or each.where.file for each in group], 6)
        place = f"kept as {kept}" if kept else "listed only"
        yield Line(f"{what} ({len(group)}): {place}; at {where}", indent=2, hang=2)
        if arrived.verbose:
            for each in group:
                yield Line(Run(f"{each.where}: {each.text}", "dim"), indent=4, hang=2)


def _written(arrived: Arrived) -> Iterable[Block]:
    placed = arrived.placed
    yield Heading("What would be written" if arrived.dry_run else "What was written")
    new = f"{counted(placed.new_items, 'new item')} and {counted(placed.new_reports, 'new check-in')}"
    known = f"{counted(placed.known_items, 'item')} and {counted(placed.known_reports, 'check-in')} already here"
    yield Line(f"{new}; {known}" if placed.known_items or placed.known_reports else new)
    for path, what in arrived.files:
        yield Line(f"{what} {path}", indent=2)
    yield from _changed(arrived)
    drafts = Counter(
        reason for arrival in arrived.made for item in arrival.items for reason in dict.fromkeys(item.unknown)
    )
    if drafts:
        yield Heading("To do first", level=2)
        for reason, count in drafts.most_common(_AT_MOST):
            yield Line(f"Missing in {counted(count, 'draft')}: {reason}", indent=2)


def _changed(arrived: Arrived) -> Iterable[Block]:
    entries = []
    for each in arrived.placed.differences:
        here = f"here {each.here}" if each.here else "missing here"
        words = Line(f"{each.where}: {each.ref}: {each.key} {each.there}, {here}", indent=2, hang=2)
        entries.append([words, Line(Run(each.command(arrived.today), "dim"), indent=4, hang=2)])
    return _listing("Different in this export, and unchanged here", entries, arrived)
