"""Appending to every list of every document of the YAML test suite: only the insertion, or a refusal."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from okrctl.core.edit import Edit, Item, append_item
from tests.kit.sizes import shared_data

ITEM = Item("x: 1\ny:\n  z: 2\n", "{x: 1, y: {z: 2}}")
VALUE = {"x": "1", "y": {"z": "2"}}


def documents() -> list[tuple[str, str]]:
    """Name and text of every case, the suite's visible stand-ins for blanks replaced."""
    found = []
    for file in sorted(shared_data("yaml-test-suite/src").glob("*.yaml")):
        for number, case in enumerate(yaml.load(file.read_text("utf-8"), yaml.BaseLoader)):
            if "yaml" in case:
                found.append((f"{file.stem}-{number}", visible(case["yaml"])))
    return found


def visible(text: str) -> str:
    for sign, meaning in (("␣", " "), ("—", ""), ("»", "\t"), ("←", "\r"), ("⇔", "\ufeff"), ("↵", ""), ("∎\n", "")):
        text = text.replace(sign, meaning)
    return text


def lists(node: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = []
    if isinstance(node, yaml.SequenceNode):
        found.append(path)
        for index, item in enumerate(node.value):
            found += lists(item, (*path, index))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                found += lists(value, (*path, key.value))
    return found


def plain(node: Any) -> Any:
    """Tags, kinds and values of a node, mappings as ordered pairs."""
    if isinstance(node, yaml.ScalarNode):
        return (node.tag, node.value)
    if isinstance(node, yaml.SequenceNode):
        return (node.tag, [plain(item) for item in node.value])
    return (node.tag, [[plain(key), plain(value)] for key, value in node.value])


def added(data: Any, path: tuple[str | int, ...], item: Any) -> Any:
    """``data`` with ``item`` at the end of the list at ``path``."""
    tag, content = data
    if not path:
        return (tag, [*content, item])
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (tag, [added(child, rest, item) if i == step else child for i, child in enumerate(content)])
    return (tag, [[k, added(v, rest, item) if k[1] == step else v] for k, v in content])


def compose(text: str) -> Any:
    """The document's root node; None where PyYAML's composer (not the parser) cannot take it, or it has no end."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is not None:
            plain(root)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return root


@pytest.mark.reliability("Edits", "every list of the YAML test suite gets an entry: nothing else changes, or a refusal")
def test_every_list_of_the_suite(record_property: pytest.RecordProperty) -> None:
    edited = refused = 0
    item = plain(compose(ITEM.block))
    for name, text in documents():
        root = compose(text)
        for path in lists(root):
            answer = append_item(text, path, ITEM)
            if not isinstance(answer, Edit):
                refused += 1
                continue
            edited += 1
            assert plain(compose(answer.text)) == added(plain(root), path, item), (name, path)
            inserted = sum(len(splice.inserted) - len(splice.removed) for splice in answer.splices)
            assert len(answer.text) == len(text) + inserted
            if not any(splice.removed for splice in answer.splices):
                (splice,) = answer.splices
                end = splice.start + len(splice.inserted)
                assert answer.text[: splice.start] + answer.text[end:] == text, (name, path)
    assert edited > 100
    assert refused < edited
    record_property("tried", edited + refused)


@pytest.mark.reliability("Edits", "every document of the YAML test suite gets a new last key, or a refusal")
def test_a_new_key_at_the_end_of_every_mapping(record_property: pytest.RecordProperty) -> None:
    edited = 0
    for name, text in documents():
        answer = append_item(text, ("check_ins",), ITEM)
        if isinstance(answer, Edit):
            edited += 1
            (splice,) = answer.splices
            assert answer.text.replace(splice.inserted, "", 1) == text, name
            before, after = compose(text), compose(answer.text)
            if before is not None:
                assert plain(after)[1][:-1] == plain(before)[1], name
                assert plain(after)[1][-1][0][1] == "check_ins", name
    assert edited > 60
    record_property("tried", len(documents()))


@pytest.fixture(autouse=True)
def _suite_is_there() -> None:
    if not shared_data("yaml-test-suite/src").is_dir():
        pytest.skip("the YAML test suite is not there; see ../shared/data or OKRCTL_TEST_DATA")
