"""New keys, items and kinds as snippets: YAML with places to fill in, as the models describe them.

A snippet is in the language of the Language Server Protocol: ``${1:a word}`` is the first place to be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from okrctl.core.editor.held import Held
from okrctl.core.format.doc import Doc, fields
from okrctl.core.format.meaning import Field
from okrctl.core.model.measure import Measure
from okrctl.core.setup.snippets import first_keys

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
            item = self.braces(held.items.doc) if flow else self.lines(held.items.doc).replace("\n", "\n    ")
            return f"{name}: [{item}]" if flow else f"{name}:\n  - {item}"
        if held.items is not None:
            return f"{name}: [{self.place()}]"
        if held.doc is not None:
            return f"{name}: {self.braces(held.doc)}"
        if held.by_key is not None:
            return f"{name}: {{{self.place()}}}" if flow else f"{name}:\n  {self.place()}"
        return f"{name}: {self.place(self._today if held.a_day else '')}"

    def braces(self, doc: type[Doc]) -> str:
        """A mapping in braces with what it cannot do without."""
        inside = ", ".join(self.key(field, flow=True) for field in needed(doc))
        return "{" + (inside or self.place()) + "}"

    def lines(self, doc: type[Doc]) -> str:
        """The same in lines."""
        return "\n".join(self.key(field, flow=False) for field in needed(doc))

    def kind(self, kind: type[Measure], key: str, *, flow: bool) -> str:
        """The keys that make a key result one of a kind."""
        first, inside = first_keys(kind, key)
        found = [f"{each}: {self.place()}" for each in first]
        if inside:
            item = "{" + ", ".join(f"{each}: {self.place()}" for each in inside) + "}"
            found.append(f"{key}: [{item}]" if flow else f"{key}:\n  - {item}")
        else:
            found.append(f"{key}: {self.place()}")
        return (", " if flow else "\n").join(found)


def needed(doc: type[Doc]) -> Iterator[Field]:
    """The fields of a mapping that nobody leaves out: the required ones, its title, and what a check-in reports."""
    for field in fields(doc):
        reports = field.means.counts == "journal" and Held(field.info.annotation).by_key is not None
        if field.info.is_required() or field.key == "title" or reports:
            yield field
