"""What all commands have in common: help for everything, a page in the documentation, shell completion."""

from __future__ import annotations

import re
from typing import Any

import pytest

from okrctl import cli, commands
from okrctl.commands._options import format_option
from tests.kit.harness import PROJECT, run_cli, run_program

FORMAT = format_option("documents", "data")
PAGE = (PROJECT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", commands.names())
def test_everything_has_help(name: str) -> None:
    command: Any = cli.build(name)
    summary = (command.help or "").partition("\n")[0]
    assert summary.endswith("."), "the first line of the docstring is a sentence"
    assert commands.load(name).PANEL in commands.PANELS
    without = [param.name for param in command.params if not param.hidden and not getattr(param, "help", None)]
    assert not without


_PARTS = [(name, part) for name in commands.names() for part in commands.parts(commands.load(name))]


@pytest.mark.parametrize("words", [*((name,) for name in commands.names()), *_PARTS], ids=" ".join)
def test_every_help_has_an_example(words: tuple[str, ...]) -> None:
    text = " ".join(run_cli(*words, "--help").out.split())
    assert re.search(rf"For example[^:]*: (\S+ \| )?okrctl {words[0]}\b", text)


@pytest.mark.parametrize("name", commands.names())
def test_every_command_is_in_the_help_and_documented(name: str) -> None:
    assert f"\n  {name} " in run_cli("--help").out
    assert f"\n## okrctl {name}\n" in PAGE
    ran = run_cli(name, "-h")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: okrctl {name} ")


def test_a_format_is_chosen_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = []

    def command(format: str = FORMAT) -> None:
        """Choose."""
        chosen.append(format)

    monkeypatch.setattr(commands, "names", lambda: {"choose": "choose"})
    monkeypatch.setattr(commands, "load", lambda name: type("Module", (), {"command": staticmethod(command)}))
    assert run_cli("choose").code == run_cli("choose", "--format", "json").code == 0
    assert chosen == ["text", "json"]
    assert "text, json, markdown" in run_cli("choose", "--help").out
    for wrong, way_out in (("jsn", "did you mean 'json'?"), ("x", "available: text, json, markdown")):
        ran = run_cli("choose", "--format", wrong)
        assert (ran.code, ran.out) == (2, "")
        assert way_out in ran.err


def test_shells_can_complete() -> None:
    def complete(words: str, position: int) -> list[str]:
        env = {"_OKRCTL_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(position)}
        return run_program(**env).out.split()

    assert complete("okrctl --as", 1) == ["--as-of"]
    assert "init" in complete("okrctl in", 1)
    assert "--template" in complete("okrctl init --te", 2)
