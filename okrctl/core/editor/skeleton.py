"""New keys, items and kinds as snippets: YAML with places to fill in, as the models describe them.

A snippet is in the language of the Language Server Protocol: ``${1:a word}`` is the first place to be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from okrctl.core.editor.held import Held
from okrctl.core.format.doc import Doc, fields, keys
from okrctl.core.format.meaning import Field
from okrctl.core.model.kind_fields import asked, offered, parts
from okrctl.core.model.measure import Measure

_PLACE = re.compile(r"\\([$}\\])|\$\{\d+:?((?:\\.|[^}\\])*)\}|\$\d+")


def plain(snippet: str) -> str:
    """A snippet for an editor that knows none: the same without places."""
    return _PLACE.sub(lambda found: found[1] or (plain(found[2]) if found[2] else ""), snippet)


def quoted(text: str) -> str:
    """A text as part of a snippet."""
    return re.sub(r"([$}\\])", r"\\\1", text)


class Writer:
    """Writes snippets, each place with a number of its own."""

    def __init__(self, today: str) -> None:
        self._numbers = count(1)
        self._today = today

    def place(self, words: str = "") -> str:
        """A place to fill in."""
        number = next(self._numbers)
        return f"${{{number}:{quoted(words)}}}" if words else f"${number}"

    def key(self, field: Field, *, flow: bool) -> str:
        """A key with what stands under it."""
        held = Held(field.info.annotation, tuple(field.info.metadata), field)
        name = field.key
        if held.items is not None and held.items.doc is not None and not held.items.alone:
            return f"{name}: [{self.braces(held.items.doc)}]" if flow else f"{name}:\n" + self._item(held.items.doc)
        if held.items is not None:
            return f"{name}: [{self.place()}]"
        if held.doc is not None:
            return f"{name}: {self.braces(held.doc)}"
        if held.by_key is not None:
            return f"{name}: {{{self.place()}}}" if flow else f"{name}:\n  {self.place()}"
        return f"{name}: {self._value(held)}"

    def _value(self, held: Held) -> str:
        return self.place(self._today if held.a_day else "")

    def braces(self, doc: type[Doc]) -> str:
        """A mapping in braces with what it cannot do without."""
        inside = ", ".join(self.key(field, flow=True) for field in needed(doc))
        return "{" + (inside or self.place()) + "}"

    def lines(self, doc: type[Doc]) -> str:
        """The same in lines."""
        return "\n".join(self.key(field, flow=False) for field in needed(doc))

    def _item(self, doc: type[Doc]) -> str:
        return "  - " + self.lines(doc).replace("\n", "\n    ")

    def kind(self, kind: type[Measure], key: str, *, flow: bool) -> str:
        """The keys that make a key result one of a kind."""
        found = [self.place_under(each) for each in kind.asked_first if each in keys(kind)]
        if key in parts() and parts()[key].model is not None:
            model = parts()[key].model
            assert model is not None
            more = [each for each in fields(model) if each.key == "due" or each.info.is_required()]
            item = "{" + ", ".join(self.place_under(each.key) for each in more) + "}"
            found.append(f"{key}: [{item}]" if flow else f"{key}:\n  - {item}")
        else:
            found.append(self.place_under(key))
        return (", " if flow else "\n").join(found)

    def place_under(self, key: str) -> str:
        """A key with a place to fill in."""
        return f"{key}: {self.place()}"


def needed(doc: type[Doc]) -> Iterator[Field]:
    """The fields of a mapping that nobody leaves out: the required ones, its title, and what a check-in reports."""
    for field in fields(doc):
        reports = field.means.counts == "journal" and Held(field.info.annotation).by_key is not None
        if field.info.is_required() or field.key == "title" or reports:
            yield field


def kinds_of(written: Iterable[str]) -> Iterator[tuple[type[Measure], str, str]]:
    """The kinds of key results with a key that decides for each, and what somebody chooses who takes it.

    Nothing where one of these keys is written already.
    """
    there = set(written)
    found: list[tuple[type[Measure], str, str]] = []
    for kind in offered():
        if there.intersection(kind.decided_by):
            return
        for key in kind.decided_by:
            told: Any = asked(key)
            if told is not None:
                found.append((kind, key, told.choice))
    yield from found
