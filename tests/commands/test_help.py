"""``okrctl help``: every topic fits a terminal, and what it tells people to type exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from okrctl import commands, topics
from tests.kit.shop import Shop


@pytest.mark.parametrize("name", topics.names())
def test_a_topic_fits_a_terminal_and_names_commands_that_exist(name: str, tmp_path: Path) -> None:
    shown = Shop(tmp_path).run("help", name).out
    assert shown.startswith(topics.title(name))
    assert max(map(len, shown.splitlines())) <= 80
    for command in re.findall(r"\bokrctl (?!help|--|COMMAND)([a-z][a-z-]+)\b(?! \()", shown):
        assert command in commands.names() or command in topics.names(), command
    for topic in re.findall(r"okrctl help ([a-z-]+)", shown):
        assert topic in topics.names()


def test_without_a_topic_they_are_listed(tmp_path: Path) -> None:
    out = Shop(tmp_path).run("help").out
    assert all(topics.title(name) in out for name in topics.names())


def test_a_command_is_explained_and_an_unknown_topic_is_refused(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    assert "Usage: okrctl pull" in shop.run("help", "pull").out
    ran = shop.run("help", "statuss")
    assert ran.code == 2
    assert "status" in ran.err
