"""Appending to a list: what changes (exactly), and what is left alone with a reason."""

from __future__ import annotations

import pytest

from okrctl.core.edit import Edit, Item, Refusal, append_item

ITEM = Item("x: 1\ny:\n  z: 2\n", "{x: 1, y: {z: 2}}")
FLOW = ITEM.flow
KEY = ("k",)


def changed(before: str, path: tuple[str | int, ...] = KEY) -> str:
    edit = append_item(before, path, ITEM)
    assert isinstance(edit, Edit), edit
    return edit.text


CHANGES = {
    "indented": ("k:\n  - a\n", "k:\n  - a\n  - x: 1\n    y:\n      z: 2\n"),
    "not indented": ("k:\n- a\nb: 1\n", "k:\n- a\n- x: 1\n  y:\n    z: 2\nb: 1\n"),
    "deeply indented": (
        "k:\n     -  a: 1\n        b: 2\n",
        "k:\n     -  a: 1\n        b: 2\n     - x: 1\n       y:\n         z: 2\n",
    ),
    "between keys": ("k:\n- a\n\n# about b\nb: 1\n", "k:\n- a\n- x: 1\n  y:\n    z: 2\n\n# about b\nb: 1\n"),
    "no final newline": ("k:\n- a", "k:\n- a\n- x: 1\n  y:\n    z: 2"),
    "trailing blanks without newline": ("k:\n- a  ", "k:\n- a  \n- x: 1\n  y:\n    z: 2"),
    "CRLF": ("k:\r\n- a\r\nb: 1\r\n", "k:\r\n- a\r\n- x: 1\r\n  y:\r\n    z: 2\r\nb: 1\r\n"),
    "CRLF, no final newline": ("k:\r\n- a", "k:\r\n- a\r\n- x: 1\r\n  y:\r\n    z: 2"),
    "mixed line breaks take the nearest": ("o: 1\r\nk:\n- a\n", "o: 1\r\nk:\n- a\n- x: 1\n  y:\n    z: 2\n"),
    "byte order mark": ("\ufeffk:\n- a\n", "\ufeffk:\n- a\n- x: 1\n  y:\n    z: 2\n"),
    "trailing comment": ("k:\n- a # 1\nb: 1\n", "k:\n- a # 1\n- x: 1\n  y:\n    z: 2\nb: 1\n"),
    "tab before a comment": ("k:\n- 'a'\t# 1\nb: 1\n", "k:\n- 'a'\t# 1\n- x: 1\n  y:\n    z: 2\nb: 1\n"),
    "document markers": ("---\nk:\n- a\n...\n# end\n", "---\nk:\n- a\n- x: 1\n  y:\n    z: 2\n...\n# end\n"),
    "wide and astral characters": ("é: '𝒳'\nk:\n- '𝒳'\nb: é\n", "é: '𝒳'\nk:\n- '𝒳'\n- x: 1\n  y:\n    z: 2\nb: é\n"),
    "anchor nobody uses": ("k: &k\n  - a\n", "k: &k\n  - a\n  - x: 1\n    y:\n      z: 2\n"),
    "ends with an alias": ("a: &a 1\nk:\n- *a\nb: 1\n", "a: &a 1\nk:\n- *a\n- x: 1\n  y:\n    z: 2\nb: 1\n"),
    "ends with an empty value": ("k:\n- n:\n# c\nb: 1\n", "k:\n- n:\n# c\n- x: 1\n  y:\n    z: 2\nb: 1\n"),
    "ends with an empty item": ("k:\n- a\n-\nb: 1\n", "k:\n- a\n-\n- x: 1\n  y:\n    z: 2\nb: 1\n"),
    "ends with brackets over lines": ("k:\n- [a,\n  b]\nb: 1\n", "k:\n- [a,\n  b]\n- x: 1\n  y:\n    z: 2\nb: 1\n"),
    "ends with a pair in brackets": ("k:\n- [a: b]\nb: 1\n", "k:\n- [a: b]\n- x: 1\n  y:\n    z: 2\nb: 1\n"),
    "ends with text over lines": ("k:\n- a\n  b\nb: 1\n", "k:\n- a\n  b\n- x: 1\n  y:\n    z: 2\nb: 1\n"),
    "ends with a block text": ("k:\n- |\n  a\n\n\nb: 1\n", "k:\n- |\n  a\n- x: 1\n  y:\n    z: 2\n\n\nb: 1\n"),
    "ends with a stripped text": ("k:\n- >-\n  a\n\n", "k:\n- >-\n  a\n- x: 1\n  y:\n    z: 2\n\n"),
    "ends with a stripped text, no newline": ("k:\n- |-\n  a", "k:\n- |-\n  a\n- x: 1\n  y:\n    z: 2"),
    "ends with a text that keeps its lines": (
        "k:\n- |+\n  a\n\n\nb: 1\n",
        "k:\n- |+\n  a\n\n\n- x: 1\n  y:\n    z: 2\nb: 1\n",
    ),
    "ends with an empty block text": ("k:\n- |\nb: 1\n", "k:\n- |\n- x: 1\n  y:\n    z: 2\nb: 1\n"),
    "ends with a text of hash signs": ("k:\n- |\n  # a\nb: 1\n", "k:\n- |\n  # a\n- x: 1\n  y:\n    z: 2\nb: 1\n"),
    "entries spaced apart": ("k:\n- a\n\n- b\nc: 1\n", "k:\n- a\n\n- b\n\n- x: 1\n  y:\n    z: 2\nc: 1\n"),
    "entries spaced apart, no newline": ("k:\n- a\n\n- b", "k:\n- a\n\n- b\n\n- x: 1\n  y:\n    z: 2"),
    "one entry after an empty line": ("k:\n\n- b\nc: 1\n", "k:\n\n- b\n- x: 1\n  y:\n    z: 2\nc: 1\n"),
    "brackets": ("k: [a, b]\n", f"k: [a, b, {FLOW}]\n"),
    "brackets with room": ("k: [ a, b ] # c\n", f"k: [ a, b, {FLOW} ] # c\n"),
    "brackets with a last comma": ("k: [a, b, ]\n", f"k: [a, b, {FLOW} ]\n"),
    "brackets in braces": ('{"k": ["a"], "b": 1}\n', '{"k": ["a", ' + FLOW + '], "b": 1}\n'),
    "nested brackets": ("k: [[a], [b]]\n", f"k: [[a], [b], {FLOW}]\n"),
    "missing": ("a: 1\n", "a: 1\nk:\n  - x: 1\n    y:\n      z: 2\n"),
    "missing, file's habit": ("a:\n- 1\n", "a:\n- 1\nk:\n- x: 1\n  y:\n    z: 2\n"),
    "missing, no final newline": ("a: 1", "a: 1\nk:\n  - x: 1\n    y:\n      z: 2"),
    "missing, comment at the end": ("a: 1\n\n# journal", "a: 1\n\n# journal\nk:\n  - x: 1\n    y:\n      z: 2"),
    "missing, before the end marker": ("a: 1\n...\n", "a: 1\nk:\n  - x: 1\n    y:\n      z: 2\n...\n"),
    "missing, indented root": ("  a: 1\n", "  a: 1\n  k:\n    - x: 1\n      y:\n        z: 2\n"),
    "missing, CRLF": ("a: 1\r\n", "a: 1\r\nk:\r\n  - x: 1\r\n    y:\r\n      z: 2\r\n"),
    "empty value": ("k:\nb: 1\n", "k:\n  - x: 1\n    y:\n      z: 2\nb: 1\n"),
    "empty value, comment": (
        "k: # none\n  # yet\n# b\nb: 1\n",
        "k: # none\n  # yet\n  - x: 1\n    y:\n      z: 2\n# b\nb: 1\n",
    ),
    "empty value at the end": ("b: 1\nk:", "b: 1\nk:\n  - x: 1\n    y:\n      z: 2"),
    "tilde": ("k: ~\nb: 1\n", "k:\n  - x: 1\n    y:\n      z: 2\nb: 1\n"),
    "null": ("k: null # none\nb: 1\n", "k: # none\n  - x: 1\n    y:\n      z: 2\nb: 1\n"),
    "empty brackets": ("a:\n- 1\nk: []\n", "a:\n- 1\nk:\n- x: 1\n  y:\n    z: 2\n"),
    "empty brackets, room": ("k:   [ ]   # none\n", "k:   # none\n  - x: 1\n    y:\n      z: 2\n"),
    "empty brackets, no newline": ("k: []", "k:\n  - x: 1\n    y:\n      z: 2"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_changes_exactly_this(name: str) -> None:
    before, expected = CHANGES[name]
    assert changed(before) == expected


@pytest.mark.parametrize("name", CHANGES)
def test_pythons_own_parser_says_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("okrctl.core.yaml.events.CParser", None)
    before, expected = CHANGES[name]
    assert changed(before) == expected


def test_follows_a_path_through_lists_and_mappings() -> None:
    before = "o:\n  - id: a\n    k: [1]\n  - id: b\n    k:\n      - 1\n    z: 1\n"
    expected = (
        "o:\n  - id: a\n    k: [1]\n  - id: b\n    k:\n      - 1\n      - x: 1\n        y:\n          z: 2\n    z: 1\n"
    )
    assert changed(before, ("o", 1, "k")) == expected


def test_root_list_and_list_in_list() -> None:
    assert changed("- - a\n- b\n", ()) == "- - a\n- b\n- x: 1\n  y:\n    z: 2\n"
    assert changed("- - a\n- b\n", (0,)) == "- - a\n  - x: 1\n    y:\n      z: 2\n- b\n"


def test_empty_lines_of_a_text_stay_empty() -> None:
    item = Item("n: |\n  a\n\n  b\n", "{n: 1}")
    edit = append_item("k:\n  - a\n", KEY, item)
    assert isinstance(edit, Edit)
    assert edit.text == "k:\n  - a\n  - n: |\n      a\n\n      b\n"


REFUSALS = {
    "block text without a final newline": ("k:\n- |\n  a", "final newline"),
    "kept text without a final newline": ("k:\n- |+\n  a", "final newline"),
    "block text before a missing key, no newline": ("a: |\n  a", "final newline"),
    "list used elsewhere": ("k: &k\n- 1\nb: *k\n", "*k"),
    "a parent used elsewhere": ("r: &r\n  k:\n  - 1\nb: *r\n", "*r", ("r", "k")),
    "alias": ("b: &k\n- 1\nk: *k\n", "*k"),
    "brackets over lines": ("k: [a,\n  b]\n", "several lines"),
    "text": ("k: some\n", "not a list"),
    "quoted nothing": ("k: ''\n", "not a list"),
    "mapping": ("k: {a: 1}\n", "not a list"),
    "tagged nothing": ("k: !!seq []\n", "not a list"),
    "anchored nothing": ("k: &k\nb: 1\n", "not a list"),
    "comment inside empty brackets": ("k: [ # none\n  ]\n", "not a list"),
    "nothing in braces": ("{k: , b: 1}\n", "can't add to an empty list"),
    "missing in braces": ("{b: 1}\n", "key: value"),
    "root is a list": ("- a\n", "was expected"),
    "two documents": ("k:\n- a\n---\nk:\n- b\n", "one document"),
    "no document": ("# only a comment\n", "one document"),
    "given twice": ("k:\n- a\nk:\n- b\n", "twice"),
    "merge key": ("<<: {k: [a]}\nb: 1\n", "merge"),
    "not YAML": ("k: [a\n", "valid YAML"),
    "odd line separators": ("k:\n- a\u2028\n", "line separators"),
    "explicit key without value": ("k:\n- ? a\n# c\nb: 1\n", "unclear"),
    "deep and missing": ("a:\n  b: 1\n", "not a list", ("a", "k")),
    "no such way": ("a:\n  b: 1\n", "no z", ("z", "k")),
    "no such index": ("a:\n  - k: []\n", "no 3", ("a", 3, "k")),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_leaves_alone_with_a_reason(name: str) -> None:
    before, words, *path = REFUSALS[name]
    answer = append_item(before, tuple(path[0]) if path else KEY, ITEM)
    assert isinstance(answer, Refusal), answer
    assert words in answer.reason


def test_a_refusal_points_at_the_spot() -> None:
    answer = append_item("a: 1\nk: some\n", KEY, ITEM)
    assert isinstance(answer, Refusal)
    assert answer.span is not None
    assert (answer.span.line, answer.span.column) == (2, 4)


@pytest.mark.parametrize("block", ["x: [", "&a x", "a: &b 1", "*b", "a\n---\nb"])
def test_an_item_must_be_plain_yaml(block: str) -> None:
    assert isinstance(append_item("k:\n- 1\n", KEY, Item(block, block)), Refusal)


def test_splices_say_all_that_changed() -> None:
    before = "\ufeffa: 1\nk: [] # none\nb: 2\n"
    edit = append_item(before, KEY, ITEM)
    assert isinstance(edit, Edit)
    assert [(s.removed, before[s.start :][: len(s.removed)]) for s in edit.splices] == [(" []", " []"), ("", "")]
    assert "".join(s.inserted for s in edit.splices) == "  - x: 1\n    y:\n      z: 2\n"
