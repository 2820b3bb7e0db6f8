"""The manual page names every command and option, and the programs that show manual pages take it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import typer

from okrctl import cli
from okrctl.__main__ import EXIT_INTERNAL, EXIT_INTERRUPTED, EXIT_USAGE
from tests.kit.harness import PROJECT

PAGE = PROJECT / "docs" / "reference" / "okrctl.1"


def shown(*command: str) -> str:
    """What a program makes of the page, as plain text."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"there is no {command[0]} here")
    world = {"PATH": "/usr/bin:/bin", "MANWIDTH": "200", "LC_ALL": "C", "MANROFFOPT": "-c", "MANPAGER": "cat"}
    ran = subprocess.run([*command, str(PAGE)], capture_output=True, text=True, env=world, check=False)
    assert ran.returncode == 0 and ran.stderr == ""
    while "\b" in (text := ran.stdout):
        at = text.index("\b")
        ran.stdout = text[: at - 1] + text[at + 1 :]
    return ran.stdout


def commands(command: Any, context: Any) -> list[tuple[str, Any, Any]]:
    """Every command with its name and context."""
    found = [(context.command_path, command, context)]
    names = command.list_commands(context) if hasattr(command, "list_commands") else list(_parts(command))
    for name in names:
        inner = _parts(command).get(name) or command.get_command(context, name)
        found += commands(inner, inner.make_context(name, [], parent=context, resilient_parsing=True))
    return found


def _parts(command: Any) -> dict[str, Any]:
    return dict(getattr(command, "commands", {}))


def test_it_names_every_command_and_option() -> None:
    group: Any = typer.main.get_command(cli.app)
    context = group.make_context("okrctl", [], resilient_parsing=True)
    text = shown("groff", "-man", "-Tascii", "-rLL=200n", "-P-cbou")
    every = commands(group, context)
    assert len(every) > 40
    for path, command, inner in every:
        if path != "okrctl":
            assert f"\n   {path}\n" in text, path
        section = text.partition(f"\n   {path}\n")[2] if path != "okrctl" else text
        for parameter in command.get_params(inner):
            if not getattr(parameter, "hidden", False) and parameter.param_type_name == "option":
                assert all(option in section for option in parameter.opts), (path, parameter.opts)
    assert all(f"\n       {code} " in text for code in (0, 1, EXIT_USAGE, EXIT_INTERNAL, EXIT_INTERRUPTED))


def test_man_shows_it_without_a_complaint() -> None:
    assert "okrctl checkin" in shown("man", "--warnings", "-l")


@pytest.mark.night
def test_the_wheel_installs_it(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(PROJECT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if name.endswith("share/man/man1/okrctl.1")]
