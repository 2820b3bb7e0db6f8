"""Which comments a text has."""

from __future__ import annotations

import pytest

from okrctl.core.edit.lines import remarks

TEXTS = {
    "a: 1 # one\n# two\n": ["# one", "# two"],
    "# one\n# one\na: 1\n": ["# one", "# one"],
    "a: 'x # no' # one\n": ["# one"],
    'a: "x # no"\nb: 2\t# one\r\n': ["# one"],
    "a: |\n  # no\n  text\n# one\n": ["# one"],
    "a: x#no\n": [],
    "a: [1, # one\n  2] # two": ["# one", "# two"],
    "a: 'x\n  # no\n  y' # one\n": ["# one"],
}


@pytest.mark.parametrize("text", TEXTS)
def test_comments_and_nothing_that_looks_like_one(text: str) -> None:
    assert sorted(remarks(text).elements()) == TEXTS[text]
