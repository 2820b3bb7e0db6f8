"""How a projection is put in words."""

from __future__ import annotations

import pytest

from okrctl.views.projection import likelihood


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0, "0%"),
        (1e-9, "<1%"),
        (0.004, "<1%"),
        (0.006, "1%"),
        (0.5, "50%"),
        (0.994, "99%"),
        (0.996, ">99%"),
        (1.0, "100%"),
    ],
)
def test_what_is_not_certain_is_never_said_to_be(probability: float, words: str) -> None:
    assert likelihood(probability) == words
