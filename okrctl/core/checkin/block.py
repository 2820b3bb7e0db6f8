"""A check-in as new YAML: short results on one line, every text quoted just where it would not read back as it is."""

from __future__ import annotations

import re
from typing import Any

from okrctl.core.checkin.entry import Entry, Said
from okrctl.core.edit import Item

_ENDLESS = 1 << 30
# what readers disagree about: truth values of older YAML, and signs that mean something between brackets
_AMBIGUOUS = re.compile(r"(?i:y|n|yes|no|on|off|true|false)|[:-].*|.*\?.*", re.DOTALL)


class _Plain(str):
    """Text that is written without quotes although another reader might take it for a number or a date."""

    __slots__ = ()


class _Sink:
    """Collects what the YAML writer writes."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.parts.append(data)


def item_of(entry: Entry) -> Item:
    """The entry as a list item, in block style and on one line."""
    return Item(_dump(_mapping(entry, flow=False)), _dump(_mapping(entry, flow=True)).removesuffix("\n"))


def _mapping(entry: Entry, *, flow: bool) -> Any:
    from ruamel.yaml.comments import CommentedMap

    top = CommentedMap()
    if flow:
        top.fa.set_flow_style()
    top["date"] = _Plain(entry.date.isoformat())
    top["by"] = _text(entry.by)
    if entry.note is not None:
        top["note"] = _text(entry.note, block=not flow)
    if entry.results:
        top["results"] = results = CommentedMap()
        for id, said in entry.results:
            results[id] = _result(said)
    if entry.unchanged:
        top["unchanged"] = _list(entry.unchanged)
    return top


def _result(said: Said) -> Any:
    from ruamel.yaml.comments import CommentedMap

    if said == Said(value=said.value) and said.value is not None:
        return _Plain(said.value)
    fields = CommentedMap()
    fields.fa.set_flow_style()
    for name in ("value", "baseline", "confidence"):
        text = getattr(said, name)
        if text is not None:
            fields[name] = _Plain(text)
    if said.done is not None:
        fields["done"] = _list(said.done)
    if said.note is not None:
        fields["note"] = _text(said.note)
    return fields


def _list(texts: tuple[str, ...]) -> Any:
    from ruamel.yaml.comments import CommentedSeq

    found = CommentedSeq(texts)
    found.fa.set_flow_style()
    return found


def _text(text: str, *, block: bool = False) -> Any:
    from ruamel.yaml.scalarstring import LiteralScalarString, SingleQuotedScalarString

    if block and "\n" in text:
        return LiteralScalarString(text)
    return SingleQuotedScalarString(text) if _AMBIGUOUS.fullmatch(text) else text


def _dump(data: Any) -> str:
    from ruamel.yaml import YAML
    from ruamel.yaml.nodes import ScalarNode

    yaml = YAML()
    yaml.width = _ENDLESS
    yaml.indent(mapping=2, sequence=4, offset=2)

    def plain(representer: Any, text: _Plain) -> Any:
        tag = yaml.resolver.resolve(ScalarNode, str(text), (True, False))
        return representer.represent_scalar(tag, str(text))

    # on a class of our own, so that nobody else's YAML is written differently
    yaml.Representer = type("Representer", (yaml.Representer,), {})
    yaml.representer.add_representer(_Plain, plain)
    sink = _Sink()
    yaml.dump(data, sink)
    return b"".join(sink.parts).decode()
