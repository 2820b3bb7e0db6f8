"""The cycle of each item: its own, by its dates, from the name of its file or sheet, or from an answer."""

from __future__ import annotations

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.days import fiscal_span, read_period, span_name
from okrctl.core.arrival.decided import Decided, Given
from okrctl.core.arrival.values import Arrival, Item, Where
from okrctl.core.values.counted import counted
from okrctl.core.values.cycle import Cycle, parse_cycle

_CYCLE_WAY = (
    "--cycle 2026-Q1 for items without one; or in a mapping `cycle: 2026-Q1`, or for one `items: {ID: {cycle: …}}`"
)


def cycles_of(made: Decided, answers: Answers, given: Given) -> None:
    """Set the cycle of each objective, and of key results with another period."""
    arrival: Arrival = made.arrival
    missing: list[Item] = []
    hints: dict[str, str] = {}
    waiting = {item.key for item in arrival.items if _waits(item, answers)}
    for item in arrival.items:
        cycle = _own_cycle(item, answers, given, arrival)
        if cycle is None and item.kind == "objective":
            name = _around(item.where, answers, arrival)
            cycle = parse_cycle(name, given.fiscal_year) if name else None
            if cycle is not None:
                hints.setdefault(item.where.file, cycle.name)
        if cycle is not None:
            made.cycles[item.key] = cycle
    answered = parse_cycle(answers.cycle, given.fiscal_year) if answers.cycle else None
    for item in [*arrival.of("objective"), *arrival.of("key result")]:
        if item.key in made.cycles or item.key in made.owner_of or item.key in waiting:
            continue
        if answered is None:
            missing.append(item)
        else:
            made.cycles[item.key] = answered
    arrival.notes += [f"{file}: {cycle} is taken from its name" for file, cycle in hints.items()]
    if missing:
        what = counted(len(missing), "item has no cycle", "items have no cycle")
        what += f"; the first is {missing[0].title!r}"
        arrival.remark("import-place", missing[0].where, what, _CYCLE_WAY, blocks=True, key="cycle")


def _waits(item: Item, answers: Answers) -> bool:
    """Whether its period is known as soon as the start of the fiscal year is."""
    if not item.period or answers.fiscal_year is not None or answers.workspace_fiscal or (item.start and item.end):
        return False
    found = read_period(item.period)
    return found is not None and found.fiscal


def _own_cycle(item: Item, answers: Answers, given: Given, arrival: Arrival) -> Cycle | None:
    if item.period:
        name = _period(item.period, item, answers, arrival, whole=arrival.system != "markdown")
        cycle = parse_cycle(name, given.fiscal_year) if name else None
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
    if found is None:
        return None
    if not found.fiscal:
        return found.name
    if answers.fiscal_year is not None:
        return fiscal_span(found.name, answers.fiscal_year)
    if answers.workspace_fiscal:
        return found.name
    if item.start and item.end:
        return span_name(item.start, item.end)
    asked = any(each.rule == "import-place" and "fiscal" in each.message for each in arrival.remarks)
    if not asked:
        message = f"{text.strip()[:60]!r} is a fiscal year, and nothing says in which month it begins"
        way = "--fiscal-year 2, or 2:end if named after its end; or in a mapping `fiscal_year: {starts: 2}`"
        arrival.remark("import-place", item.where, message, way, blocks=True, key="fiscal_year")
    return None


def _around(where: Where, answers: Answers, arrival: Arrival) -> str | None:
    """The period in the name of the sheet or of the file."""
    sheet = where.at.partition("!")[0] if "!" in where.at else ""
    stem = where.file.rpartition("/")[2].rpartition(".")[0]
    for text in filter(None, (sheet, stem)):
        found = read_period(text, whole=False)
        if found is not None and not (found.name.isdigit() and text != found.name):
            return _period(text, Item("objective", where, text, ""), answers, arrival, whole=False)
    return None
