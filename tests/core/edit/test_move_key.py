"""Moving a key: whole lines change places, comments go with what they are about, doubt leaves the text alone."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.edit import Edit, Refusal
from okrctl.core.edit.cut import move_key
from okrctl.core.yaml import read


@pytest.mark.parametrize(
    ("text", "key", "above", "expected"),
    [
        ("a: 1\nb: 2\n", "b", "", "b: 2\na: 1\n"),
        ("# head\n\na: 1\nb: 2  # two\n", "b", "", "# head\n\nb: 2  # two\na: 1\n"),
        ("a: 1\n# of j\nj: []\n# of b\nb:\n  - 2\n", "b", "j", "a: 1\n# of b\nb:\n  - 2\n# of j\nj: []\n"),
        ("a: 1\r\nb: 2\r\n", "b", "a", "b: 2\r\na: 1\r\n"),
        ("\ufeffa: 1\nb: 2\n", "b", "", "\ufeffb: 2\na: 1\n"),
        ("a: 1\nb: |\n  text\n\nc: 3\n", "b", "a", "b: |\n  text\na: 1\n\nc: 3\n"),
    ],
)
def test_a_key_moves(text: str, key: str, above: str, expected: str) -> None:
    moved = move_key(text, key, above)
    assert isinstance(moved, Edit), moved
    assert moved.text == expected


@pytest.mark.parametrize(
    ("text", "key", "above"),
    [
        ("a: 1\nb: 2", "b", "a"),
        ("{a: 1, b: 2}\n", "b", "a"),
        ("- a\n", "b", "a"),
        ("a: 1\nb: 2\n", "a", "b"),
        ("a: 1\nb: 2\n", "c", "a"),
    ],
)
def test_doubt_leaves_it_alone(text: str, key: str, above: str) -> None:
    assert isinstance(move_key(text, key, above), Refusal)


LINES = st.sampled_from(
    ["", "# note", "  # deeper", "{}: 1", "{}:\n  - x\n  # in it\n  - y", "{}: |\n  a\n\n  b", "{}: [1,\n  2]"]
)


@given(st.lists(LINES, max_size=12), st.data())
def test_it_means_the_same_and_no_line_is_lost(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(line.format(f"k{n}") for n, line in enumerate(lines)) + "\n"
    keys = [f"k{n}" for n, line in enumerate(lines) if "{}" in line]
    if len(keys) < 2:
        return
    above, key = sorted(data.draw(st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True)), key=keys.index)
    moved = move_key(text, key, above)
    if isinstance(moved, Edit):
        assert read("f", moved.text).data == read("f", text).data
        assert Counter(moved.text.splitlines()) == Counter(text.splitlines())
        order = list(read("f", moved.text).data)
        assert order.index(key) == order.index(above) - 1
