"""What editors get from the schema alone: snippets that make a key result of a kind, and messages in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from okrctl.core.format.validate import shape
from okrctl.core.model.items import key_result_doc
from okrctl.core.model.registry import kinds
from okrctl.core.setup.schema import json_schema

SCHEMA = json_schema()
SNIPPETS = SCHEMA["$defs"]["KeyResult"]["defaultSnippets"]
FILLED = {"id": "a", "title": "T", "due": "2026-03-31", "change": "+20%", "done_when": "done", "graded": "1.0 = all"}


def filled(value: Any, key: str = "") -> Any:
    if isinstance(value, list):
        return [filled(each, key) for each in value]
    if isinstance(value, dict):
        return {name: filled(each, name) for name, each in value.items()}
    return FILLED.get(key, "2")


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(each)


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet["label"])
def test_a_snippet_makes_a_key_result(snippet: dict[str, Any]) -> None:
    made = shape(key_result_doc(), filled(snippet["body"]), "x")
    assert made.model is not None and not made.problems
    places = re.findall(r"\$\{?(\d+)", str(snippet["body"]))
    assert places == [str(number + 1) for number in range(len(places))]


def test_every_kind_has_one() -> None:
    keys = {key for snippet in SNIPPETS for key in snippet["body"]}
    assert all(keys & set(kind.decided_by) for kind in kinds())


def test_choices_have_a_message_and_examples_fit() -> None:
    for node in nodes(SCHEMA["$defs"]):
        if isinstance(node.get("enum"), list) and len({str(each).lower() for each in node["enum"]} - {"none"}) > 1:
            assert node["errorMessage"].startswith("write ")
        for example in node.get("examples", ()) if "pattern" in node else ():
            assert re.search(node["pattern"], example), example
