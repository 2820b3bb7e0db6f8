"""The latest check-ins of a key result, a KPI or an objective, with what people wrote about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from okrctl.core.company.people import name_of
from okrctl.core.model.figures import number
from okrctl.core.model.settings import Person
from okrctl.core.model.values import Observation
from okrctl.core.scores.scoring import ScoredKeyResult
from okrctl.core.values.width import width
from okrctl.views.blocks import Blank, Block, Heading, Line, Run
from okrctl.views.figures import said

_LATEST = 8
_DATE = 10
_GAP = "  "

People = Mapping[str, Person]


def journal(people: People, observations: Sequence[Observation]) -> Iterator[Block]:
    """The latest check-ins of one key result or KPI: value, confidence, author, and comments."""
    rows: list[tuple[str, str, Observation]] = []
    done: frozenset[str] = frozenset()
    for look in observations:
        rows.append((said(look, done), _sure(look), look))
        done = look.done
    if rows:
        yield from _heading(len(rows))
    rows = rows[-_LATEST:]
    value_room = max((width(value) for value, _, _ in rows), default=0)
    sure_room = max((width(sure) for _, sure, _ in rows), default=0)
    for value, sure, look in rows:
        text = f"{look.day}{_GAP}{' ' * (value_room - width(value))}{value}"
        confidence = f"{_GAP}{sure}{' ' * (sure_room - width(sure))}" if sure_room else ""
        words = [Run(name_of(people, look.author), "dim"), look.note or Run(look.remark or "", "dim")]
        cells = [part for word in words for part in (_GAP, word)]
        yield Line((text, Run(confidence, "dim"), *cells), 2, width(text + confidence) + len(_GAP))


def journal_of_all(people: People, results: Sequence[ScoredKeyResult]) -> Iterator[Block]:
    """The latest check-ins of an objective: one line per day for all its key results."""
    days: dict[tuple[date, str], tuple[list[str], str | None]] = {}
    for result in results:
        done: frozenset[str] = frozenset()
        for look in result.series.observations:
            words, _ = days.setdefault((look.day, look.author), ([], look.remark))
            sure = f" ({_sure(look)})" if look.confidence is not None else ""
            words.append(f"{result.planned.key_result.id} {said(look, done)}{sure}")
            done = look.done
    if days:
        yield from _heading(len(days))
    for (day, author), (words, remark) in sorted(days.items(), key=lambda each: each[0])[-_LATEST:]:
        name = Run(f"{_GAP}{name_of(people, author)}{_GAP}", "dim")
        yield Line((f"{day}{_GAP}{', '.join(words)}", name, Run(remark or "", "dim")), 2, _DATE + len(_GAP))


def _sure(look: Observation) -> str:
    return "" if look.confidence is None else f"{number(look.confidence)}/10"


def _heading(count: int) -> Iterator[Block]:
    yield Blank()
    more = Run(f"the latest {_LATEST} of {count}", "dim") if count > _LATEST else ""
    yield Heading("Check-ins", more, level=2)
