"""The examples of the API's page and of its docstring, run as they stand."""

from __future__ import annotations

import doctest

import pytest

from okrctl import api
from tests.kit.harness import PROJECT

_FLAGS = doctest.ELLIPSIS


def test_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    page = PROJECT / "docs" / "guide" / "python.md"
    assert doctest.testfile(str(page), module_relative=False, optionflags=_FLAGS).failed == 0


def test_the_docstring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    assert doctest.testmod(api, optionflags=_FLAGS).failed == 0
