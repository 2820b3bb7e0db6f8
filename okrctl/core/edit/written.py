"""New YAML, written by ruamel.yaml: text is quoted only if needed to read back unchanged."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from okrctl.core.edit.append import Item
from okrctl.core.values.pattern import pattern

Value = Any
"""Plain data: texts, lists and mappings, with :class:`Plain` and :class:`Short` to control their style."""

_ENDLESS = 1 << 30
# what parsers disagree about: booleans of older YAML, and characters with a meaning in brackets
_AMBIGUOUS = pattern(r"(?i:y|n|yes|no|on|off|true|false)|[:-].*|.*\?.*", re.DOTALL)


class Plain(str):
    """Text written without quotes, although other parsers may read it as a number or date."""

    __slots__ = ()


class Short(dict[str, Any]):
    """A mapping written in braces on one line."""


class _Sink:
    """Collects the output of the YAML writer."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.parts.append(data)


def item(value: Value) -> Item:
    """A value as a list item, in lines and on one line."""
    if isinstance(value, str):
        return Item(scalar(value, flow=False) + "\n", scalar(value, flow=True))
    return Item(_dump(_node(value)), _dump(_node(value, flow=True)).removesuffix("\n"))


def pair(key: str, value: Value) -> Item:
    """``key: value`` as lines of a mapping, and in flow style."""
    return Item(_dump(_node({key: value})), _dump(_node({key: value}, flow=True)).strip()[1:-1])


@lru_cache(maxsize=1024, typed=True)
def scalar(value: str, *, flow: bool) -> str:
    """A text as written after a key on one line; with ``flow``, in brackets."""
    if "\n" in value:
        from ruamel.yaml.scalarstring import DoubleQuotedScalarString

        value = DoubleQuotedScalarString(value)
    written = _dump(_node({"x": value}, flow=flow)).strip()
    return (written[1:-1] if flow else written).removeprefix("x:").lstrip(" ")


def _node(value: Value, *, flow: bool = False) -> Any:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, dict):
        flow = flow or isinstance(value, Short)
        mapping = CommentedMap((Plain(key), _node(inner, flow=flow)) for key, inner in value.items())
        if flow:
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list | tuple):
        sequence = CommentedSeq(_node(inner, flow=flow) for inner in value)
        if flow or all(isinstance(inner, str) for inner in value):
            sequence.fa.set_flow_style()
        return sequence
    return value if type(value) is not str else _text(value, block=not flow)


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

    def plain(representer: Any, text: Plain) -> Any:
        tag = yaml.resolver.resolve(ScalarNode, str(text), (True, False))
        return representer.represent_scalar(tag, str(text))

    # on our own class, so that other users of ruamel.yaml aren't affected
    yaml.Representer = type("Representer", (yaml.Representer,), {})
    yaml.representer.add_representer(Plain, plain)
    sink = _Sink()
    yaml.dump(data, sink)
    return b"".join(sink.parts).decode()
