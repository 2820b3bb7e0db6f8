"""Journal entries that are plainly right, from plain data: most of a file, and the same shape over and over.

The models of ``core/document.py`` decide what an entry may hold. This is the short way for a journal without a fault;
a single doubt sends all of it through the models, which find the words for what is wrong.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from okrctl.core.cycle import parse_date
from okrctl.core.model import CheckIn, Result
from okrctl.core.quantity import parse_number
from okrctl.core.references import parse_reference

_ENTRY = {"date", "by", "note", "results", "unchanged", "corrects"}
_RESULT = {"value", "done", "baseline", "confidence", "note"}
_WITHDRAWN = Result(withdrawn=True)


class _Doubt(Exception):  # noqa: N818 - a jump out of the depth, not an error
    """Something that the models have to look at."""


def plain_entries(journal: Any) -> tuple[CheckIn, ...] | None:
    """The entries of a file's ``check_ins`` as read; None where any of it might be wrong."""
    try:
        return tuple([_entry(data, ("check_ins", position)) for position, data in enumerate(_list(journal))])
    except _Doubt:
        return None


def _entry(data: Any, at: tuple[str, int]) -> CheckIn:
    given = _mapping(data, _ENTRY)
    corrects, said, unchanged = given.get("corrects"), given.get("results"), given.get("unchanged")
    results: dict[str, Result] = {}
    for key, value in _mapping({} if said is None else said).items():
        # outside a correction an absent value says nothing
        if value is not None:
            results[_reference(key)] = _result(value)
        elif corrects is not None:
            results[_reference(key)] = _WITHDRAWN
        else:
            _reference(key)
    return CheckIn(
        _day(given.get("date")),
        _text(given.get("by")),
        at,
        _optional_text(given.get("note")),
        results,
        tuple(map(_reference, () if unchanged is None else _texts(_one_or_many(unchanged)))),
        None if corrects is None else _day(corrects),
    )


def _result(data: Any) -> Result:
    if type(data) is str:
        return _bare(data)
    if type(data) is list:
        return Result(done=_texts(data))
    given = _mapping(data, _RESULT).get
    return Result(
        _optional_text(given("value")),
        None if given("done") is None else _texts(_one_or_many(given("done"))),
        _number(given("baseline")),
        _number(given("confidence")),
        _optional_text(given("note")),
    )


@lru_cache(maxsize=8192)
def _bare(text: str) -> Result:
    return Result(value=_text(text))


@lru_cache(maxsize=8192)
def _reference(text: str) -> str:
    found = parse_reference(text)
    if found is None:
        raise _Doubt
    return found


def _mapping(data: Any, keys: set[str] | None = None) -> dict[str, Any]:
    if type(data) is not dict or not (keys is None or data.keys() <= keys):
        raise _Doubt
    return data


def _list(data: Any) -> list[Any]:
    if type(data) is not list:
        raise _Doubt
    return data


def _one_or_many(data: Any) -> list[Any] | None:
    return [data] if type(data) is str else None if data is None else _list(data)


def _texts(data: Any) -> tuple[str, ...]:
    return tuple(map(_text, data))


def _text(data: Any) -> str:
    if type(data) is not str or not data:
        raise _Doubt
    return data


def _optional_text(data: Any) -> str | None:
    return None if data is None else _text(data)


def _number(data: Any) -> Any:
    if data is None:
        return None
    found = parse_number(_text(data))
    if found is None:
        raise _Doubt
    return found


def _day(data: Any) -> date:
    found = parse_date(_text(data))
    if found is None:
        raise _Doubt
    return found
