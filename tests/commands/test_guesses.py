"""Options that people guess: what is suggested exists, and nothing is suggested for words that mean nothing here."""

from __future__ import annotations

import pytest

from okrctl import commands
from okrctl.cli import build
from okrctl.commands import _guesses
from tests.kit.harness import run_cli

EVERY = {name: [build(name), *getattr(build(name), "commands", {}).values()] for name in commands.names()}
GLOBAL = {"--as-of", "--at", "--root", "--no-color", "--quiet", "--verbose"}


def test_every_option_that_is_suggested_exists() -> None:
    known = {name for each in EVERY.values() for command in each for option in command.params for name in option.opts}
    wanted = {name for names in _guesses._MEANT.values() for name in names}
    # the kinds bring options of their own
    kinds = set(run_cli("new", "key-result", "--help").out.split())
    assert wanted <= known | kinds | GLOBAL


@pytest.mark.parametrize(
    ("line", "guess"),
    [
        ("checkin --value x=1", "--set"),
        ("checkin --message x", "--note"),
        ("checkin --author x", "--by"),
        ("checkin --dry", "--dry-run"),
        ("rollover --yes", "--no-input"),
        ("due --team x", "--department"),
        ("deps --mermaid", "--format mermaid"),
        ("metrics list --json", "--format json"),
        ("status --repo x", "--root"),
        ("amend x --due 2026-03-31", "--to due=VALUE"),
        ("status --sort x", None),
        ("init --non-interactive", None),
        ("new objective x --json", None),
        ("amend x --frob", None),
    ],
)
def test_a_guess_gets_what_was_meant(line: str, guess: str | None) -> None:
    ran = run_cli(*line.split())
    assert ran.code == 2
    first = ran.err.splitlines()[0]
    assert first.endswith(f"; did you mean {guess}?") if guess else "did you mean" not in first
