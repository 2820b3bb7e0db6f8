"""Amendments of list items that have no id: promises, needs, links, and exceptions of a KPI's range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.edit.changes import Add, Change, Cut, Put
from okrctl.core.edit.written import Plain, Short
from okrctl.core.format.doc import keys
from okrctl.core.planning.fields import Subject
from okrctl.core.planning.propose import Files

Edit = tuple[list[Change], Any, Any, str]
"""The changes that set a field; its old and new value as data (None if absent); and its name in the record."""

_WORDS = re.compile(r"\s|^$")
_NEED = ("due", "need")
_BAND = ("from", "to", "at_least", "at_most", "why")


def listed(files: Files, subject: Subject, field: str, value: str) -> Edit | Mistake | None:
    """The change of such a field; None if it is another one."""
    name, _, rest = field.partition("/")
    if name not in keys(subject.model) or name not in ("promised_to", "depends_on", "links", "except"):
        return None
    found = files.at(subject.path, (*subject.at, name))
    there = found if isinstance(found, list) else [] if found is None else [found]
    if name == "links":
        return _links((*subject.at, name), there, value)
    if name == "except" and not rest:
        return _new_exception((*subject.at, name), value)
    head, slash, key = rest.rpartition("/")
    inner = _NEED if name == "depends_on" else _BAND if name == "except" else ()
    who, key = (head, key) if slash and key in inner else (rest, "")
    index = next((place for place, each in enumerate(there) if _name_of(each) == who), None)
    if index is None:
        return _nothing(subject, name, who, there)
    at = (*subject.at, name, index)
    if name == "promised_to":
        return _promise(at, there[index], who, value)
    if not key:
        if value:
            example = f"{name}/{who}/{'due' if name == 'depends_on' else 'at_most'}"
            return Mistake(f"{name}/{who} has several fields", f"name one, such as {example}")
        return [Cut(at)], there[index], None, f"{name}/{who}"
    before = there[index].get(key)
    if not value and before is None:
        return Mistake(f"{field} needs a value", "write FIELD=VALUE")
    after = None if not value else value if key in ("need", "why") else Plain(value)
    changes: list[Change] = [Cut((*at, key)) if after is None else Put((*at, key), after)]
    if name == "depends_on":
        return changes, before, after, field
    # a range is compared as a whole, by its first day
    kept = {part: text for part, text in there[index].items() if part != key}
    return changes, there[index], as_data(kept if after is None else kept | {key: after}), f"except/{who}"


def as_data(value: Any) -> Any:
    """An old value from a file, as repeated in the record."""
    if isinstance(value, dict):
        return Short(
            {key: Plain(text) if isinstance(text, str) and key != "title" else text for key, text in value.items()}
        )
    if isinstance(value, list):
        return [as_data(each) for each in value]
    return Plain(value) if isinstance(value, str) and not _WORDS.search(value) else value


def named(there: Any) -> Iterator[tuple[str, Any]]:
    """Items by the names that amendments use."""
    for each in there if isinstance(there, list) else [] if there is None else [there]:
        yield str(_name_of(each)), each


def _name_of(item: Any) -> Any:
    return item.get("ref", item.get("from")) if isinstance(item, dict) else item


def _nothing(subject: Subject, name: str, who: str, there: list[Any]) -> Mistake:
    known = ", ".join(f"{name}/{_name_of(each)}" for each in there)
    add = {
        "promised_to": f"to promise it: okrctl confirm {subject.ref} --for {who or 'REF'}",
        "depends_on": f"to ask for it: okrctl ask {who or 'REF'} --for {subject.ref} --need …",
        "except": "to add one: except=11-20/12-02 at_most=55 why=Black Friday",
    }[name]
    return Mistake(f"{subject.ref} has no {name}{f'/{who}' if who else ''}", f"available: {known}" if known else add)


def _promise(at: tuple[Any, ...], before: Any, who: str, value: str) -> Edit:
    """A promise with another date, or none."""
    field = f"promised_to/{who}"
    if not value:
        return [Cut(at)], before, None, field
    if isinstance(before, dict) and "due" in before:
        return [Put((*at, "due"), Plain(value))], before, as_data(before | {"due": Plain(value)}), field
    after = Short(ref=Plain(who), due=Plain(value))
    return [Add(at[:-1], after), Cut(at)], before, after, field


def _links(at: tuple[Any, ...], before: list[Any], value: str) -> Edit:
    """All links, separated by semicolons: an address, then its title if any."""
    parts = [part.split(None, 1) for part in value.split(";") if part.strip()]
    after = [Short(({"title": rest[0].strip()} if rest else {}) | {"url": Plain(url)}) for url, *rest in parts]
    if not before:
        return [Put(at, after)], None, after or None, "links"
    return list_changes(at, before, after), before, after or None, "links"


def list_changes(at: tuple[Any, ...], before: Sequence[Any], after: Sequence[Any]) -> list[Change]:
    """The changes that make one list of another: new items come last."""
    gone = [Cut((*at, place)) for place, each in enumerate(before) if each not in after]
    return [*(Add(at, each) for each in after if each not in before), *gone]


def _new_exception(at: tuple[Any, ...], value: str) -> Edit | Mistake:
    """Another range for part of the year: ``11-20/12-02 at_most=55 why=Black Friday``."""
    words, _, why = value.partition("why=")
    days, *bounds = words.split() or [""]
    start, slash, end = days.partition("/")
    given = dict(bound.split("=", 1) for bound in bounds if "=" in bound)
    if not slash or not given or len(given) != len(bounds) or given.keys() - {"at_least", "at_most"}:
        return Mistake(f"{value or 'an empty range'} isn't understood", "write 11-20/12-02 at_most=55 why=Black Friday")
    said: dict[str, Any] = {"from": Plain(start), "to": Plain(end)} | {k: Plain(text) for k, text in given.items()}
    after = Short(said | ({"why": why.strip()} if why.strip() else {}))
    return [Add(at, after)], None, after, f"except/{start}"
