"""What editors can offer with only the schema: snippets for key results, and readable messages.

These are extensions of JSON Schema that the YAML language server supports; validators ignore them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from okrctl.core.format.doc import fields, keys
from okrctl.core.model.kind_fields import asked, offered, parts
from okrctl.core.model.measure import Measure

Schema = dict[str, Any]


def kind_choices() -> Iterator[tuple[type[Measure], str, str]]:
    """The kinds of key results with a key that decides for each, and what somebody chooses who takes it."""
    for kind in offered():
        for key in kind.decided_by:
            told = asked(key)
            if told is not None:
                yield kind, key, told.choice


def first_keys(kind: type[Measure], key: str) -> tuple[list[str], list[str]]:
    """The keys to fill in before one that decides for a kind; and those in each part, if it holds parts."""
    model = parts()[key].model if key in parts() else None
    inside = [each.key for each in fields(model) if each.key == "due" or each.info.is_required()] if model else []
    return [each for each in kind.asked_first if each in keys(kind)], inside


def kind_snippets() -> list[Schema]:
    """A key result of each kind, with placeholders."""
    return [
        {"label": choice, "description": kind.summary, "body": _body(kind, key)} for kind, key, choice in kind_choices()
    ]


def _body(kind: type[Measure], key: str) -> Schema:
    body: Schema = {"id": "${1:id}", "title": "${2:title}"}
    first, inside = first_keys(kind, key)
    for name in (*first, key):
        body[name] = f"${len(body) + 1}"
    if inside:
        body[key] = [{name: f"${len(body) + number}" for number, name in enumerate(inside)}]
    return body


def in_words(schema: Any) -> Any:
    """A schema with a message for each choice, range and list."""
    if isinstance(schema, list):
        return [in_words(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: in_words(each) for key, each in schema.items()}
    words = None if "errorMessage" in found else _words(found)
    return {**found, "errorMessage": words} if words else found


def _words(schema: Schema) -> str | None:
    choices = schema.get("enum")
    if isinstance(choices, list):
        told = (str(each).lower() if isinstance(each, bool) else str(each) for each in choices if each is not None)
        # YAML 1.1 parsers read `off` as false
        plain = [word for word in dict.fromkeys(told) if not (word == "false" and "off" in choices)]
        return f"write {listed(plain)}" if len(plain) > 1 else None
    lowest, highest = schema.get("minimum"), schema.get("maximum")
    if isinstance(lowest, int) and isinstance(highest, int) and "pattern" not in schema:
        return f"write a number from {lowest} to {highest}"
    if schema.get("type") in ("array", ["array", "null"]):
        return "write a list: one item per line, after a hyphen"
    return None


def listed(words: list[str]) -> str:
    """Words of which one is to be chosen."""
    if len(words) == 1:
        return words[0]
    return ", ".join(words[:-1]) + f" or {words[-1]}"
