"""A remembered result is returned only for the same arguments."""

from __future__ import annotations

from datetime import date

from okrctl.core.model.parts import Dropped
from okrctl.core.values.remembered import remembered


def test_equal_numbers_and_texts_are_known_and_equal_documents_are_not() -> None:
    calls: list[object] = []

    @remembered
    def note(what: object, day: date) -> int:
        calls.append(what)
        return len(calls)

    day = date(2026, 1, 1)
    one, other = (Dropped.model_construct(date=day, why="x") for _ in range(2))
    assert one == other
    assert [note(each, day) for each in ("a", "a", ("a", ("b", 1)), ("a", ("b", 1)), ("a", ("b", 2)))] == [
        1,
        1,
        2,
        2,
        3,
    ]
    assert [note(each, day) for each in ((one,), (other,), one, other, one)] == [4, 5, 6, 7, 6]
    assert note("a", date(2026, 1, 2)) == 8


def test_only_the_last_few_are_kept() -> None:
    calls: list[int] = []

    @remembered
    def note(number: int) -> int:
        calls.append(number)
        return number

    for number in (1, 2, 3, 4, 5, 5, 1):
        note(number)
    assert calls == [1, 2, 3, 4, 5, 1]
