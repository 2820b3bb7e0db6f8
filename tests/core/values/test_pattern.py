"""Patterns are those of ``re``, compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from okrctl.core.values.pattern import pattern


def test_compiled_once_when_first_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda text, flags=0: compiled.append(text) or real(text, flags))
    words = pattern(r"\w+", re.ASCII)
    assert compiled == []
    assert words.findall("a bc") == ["a", "bc"]
    found = words.match("bc")
    assert found is not None
    assert [found[0], words.sub("x", "a bc"), words.findall("é"), words.flags] == ["bc", "x x", [], re.ASCII]
    assert set(compiled) == {r"\w+"}
