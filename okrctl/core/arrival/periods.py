"""The cycle of each item: its own, by its dates, from the name of its file or sheet, or from an answer."""

from __future__ import annotations

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.days import read_period
from okrctl.core.arrival.values import Arrival, Item
from okrctl.core.values.cycle import Cycle, FiscalYear, parse_cycle, span_name

_CYCLE_WAY = (
    "--cycle 2026-Q1 for items without one; or in a mapping `cycle: 2026-Q1`, or for one `items: {ID: {cycle: …}}`"
)


def set_cycles(arrival: Arrival, answers: Answers, fiscal: FiscalYear) -> None:
    """Set the cycle of each objective, and of key results with another period.

    ``fiscal`` is the fiscal year of the workspace.
    """
    hints: dict[str, str] = {}
    waiting = {item for item in arrival.items if _waits(item, answers)}
    for item in arrival.items:
        item.cycle = _own_cycle(item, answers, fiscal, arrival)
        if item.cycle is None and item.kind == "objective":
            name = _around(item, answers, arrival)
            item.cycle = parse_cycle(name, fiscal) if name else None
            if item.cycle is not None:
                hints.setdefault(item.where.file, item.cycle.name)
    answered = parse_cycle(answers.cycle, fiscal) if answers.cycle else None
    missing: list[Item] = []
    for item in arrival.planned():
        if item.cycle is None and item.objective is None and item not in waiting:
            item.cycle = answered
            missing += [item] if answered is None else []
    arrival.notes += [f"{file}: {cycle} is taken from its name" for file, cycle in hints.items()]
    arrival.remark_on("import-place", missing, "item has no cycle", "items have no cycle", _CYCLE_WAY, key="cycle")


def _waits(item: Item, answers: Answers) -> bool:
    """Whether its period is known as soon as the start of the fiscal year is."""
    if not item.period or answers.fiscal_year is not None or answers.workspace_fiscal or (item.start and item.end):
        return False
    found = read_period(item.period)
    return found is not None and found.fiscal


def _own_cycle(item: Item, answers: Answers, fiscal: FiscalYear, arrival: Arrival) -> Cycle | None:
    if item.period:
        name = _period(item.period, item, answers, arrival, whole=arrival.system != "markdown")
        cycle = parse_cycle(name, fiscal) if name else None
        if cycle is not None:
            return cycle
        if name is None and not read_period(item.period, whole=False):
            item.extra.setdefault("x-period", item.period)
            arrival.leave(item.where, "period", item.period, "x-period")
    if item.start and item.end and item.start <= item.end:
        return parse_cycle(span_name(item.start, item.end))
    return None


def _period(text: str, item: Item, answers: Answers, arrival: Arrival, *, whole: bool) -> str | None:
    found = read_period(text, whole=whole)
    if found is not None and found.fiscal and answers.fiscal_year is not None:
        cycle = parse_cycle(found.name, answers.fiscal_year)
        return span_name(cycle.start, cycle.end) if cycle else found.name
    if found is None or not found.fiscal or answers.workspace_fiscal:
        return found.name if found else None
    if item.start and item.end:
        return span_name(item.start, item.end)
    if not any(each.key == "fiscal_year" for each in arrival.remarks):
        message = f"{text.strip()[:60]!r} is a fiscal year, and nothing says in which month it begins"
        way = "--fiscal-year 2, or 2:end if named after its end; or in a mapping `fiscal_year: {starts: 2}`"
        arrival.remark("import-place", item.where, message, way, blocks=True, key="fiscal_year")
    return None


def _around(item: Item, answers: Answers, arrival: Arrival) -> str | None:
    """The period in the name of the sheet or of the file."""
    sheet = item.where.at.partition("!")[0] if "!" in item.where.at else ""
    stem = item.where.file.rpartition("/")[2].rpartition(".")[0]
    for text in filter(None, (sheet, stem)):
        found = read_period(text, whole=False)
        if found is not None and not (found.name.isdigit() and text != found.name):
            return _period(text, item, answers, arrival, whole=False)
    return None
