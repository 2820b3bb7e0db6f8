"""The front door: exit codes, what is said when something goes wrong, global options; with commands made up here."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any

import pytest
import typer

from okrctl import commands
from okrctl.commands._options import OUTPUT
from okrctl.commands._output import emit, note
from okrctl.commands._terminal import opened
from okrctl.core.values.stop import Stop
from okrctl.flows.settings import Settings
from tests.kit.harness import environment, run_any, run_cli, run_program

Install = Callable[..., None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Make up commands: ``install(name=function)``."""

    def put(**made_up: Any) -> None:
        modules = {name.rstrip("_").replace("_", "-"): SimpleNamespace(command=made_up[name]) for name in made_up}
        monkeypatch.setattr(commands, "names", lambda: {name: name for name in modules})
        monkeypatch.setattr(commands, "load", modules.__getitem__)

    return put


def raising(error: BaseException) -> Callable[[], None]:
    def command() -> None:
        """Go wrong."""
        raise error

    return command


@pytest.mark.parametrize("alone", [["--version"], ["-V"], ["-q", "--version"]])
def test_version(alone: list[str]) -> None:
    ran = run_cli(*alone)
    assert (ran.code, ran.out.split()[0], ran.err) == (0, "okrctl", "")


def test_an_internal_error_is_two_lines_and_exit_3(install: Install) -> None:
    install(boom=raising(RuntimeError("\x1b[31mred\n::error::x")))
    ran = run_cli("boom")
    assert (ran.code, ran.out) == (3, "")
    first, second = ran.err.splitlines()
    assert first.startswith("okrctl: internal error in okrctl ")
    assert "RuntimeError at commands/test_entry.py:" in first
    assert "\x1b" not in ran.err
    assert "OKRCTL_DEBUG=1" in second


def test_the_traceback_is_for_those_who_ask(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install(boom=raising(RecursionError("deep")))
    assert "Traceback" not in run_cli("boom").err
    assert "Traceback" in run_cli("boom", "-v").err
    monkeypatch.setenv("OKRCTL_DEBUG", "1")
    assert "Traceback" in run_cli("boom").err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), typer.Abort()])
def test_interrupted_is_130(error: BaseException, install: Install) -> None:
    install(slow=raising(error))
    ran = run_cli("slow")
    assert (ran.code, ran.out, ran.err) == (130, "", "okrctl: interrupted\n")


def test_a_full_disk_is_said_and_is_no_internal_error(install: Install) -> None:
    install(full=raising(OSError(errno.ENOSPC, "No space left on device")))
    ran = run_cli("full")
    assert (ran.code, ran.err) == (1, "okrctl: the output could not be written: No space left on device\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the /dev/full device")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_stdout_on_a_full_device(unbuffered: str) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "okrctl", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(PYTHONUNBUFFERED=unbuffered),
            check=False,
        )
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_ends_it_quietly(unbuffered: str) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "okrctl", "--help"],
            stdout=pipe,
            stderr=subprocess.PIPE,
            env=environment(PYTHONUNBUFFERED=unbuffered),
            check=False,
        )
    assert (done.returncode, done.stderr) == (141, b"")


def test_wrong_usage_is_harmless_on_a_terminal() -> None:
    ran = run_cli("\x1b]0;gotcha\x07")
    assert ran.code == 2
    assert "\x1b" not in ran.err
    assert "no command" in ran.err


def test_a_note_is_harmless_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    note(Settings(), "left alone: \x1b]0;gotcha\x07")
    said = capsys.readouterr().err
    assert "left alone" in said
    assert "\x1b" not in said


def test_no_locale_can_break_output() -> None:
    say = r"print('\u2588 \xe9 \u4e2d \udc80')"
    code = f"from okrctl.__main__ import main; import okrctl.cli as c; c.run = lambda a: {say}; main(['x'])"
    for extra in ({"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}):
        ran = run_any([sys.executable, "-c", code], **extra)
        assert (ran.out, ran.err) == ("█ é 中 \\udc80\n", "")


class Seen:
    """A command that remembers the settings it ran with."""

    def __init__(self) -> None:
        self.settings: Settings | None = None
        self.rest: list[str] = []

    def command(self, ctx: typer.Context, rest: Annotated[list[str] | None, typer.Argument()] = None) -> None:
        """Look around."""
        self.settings, self.rest = opened(ctx)[0], rest or []


GLOBALS = ["--root", "somewhere", "--as-of", "2026-02-14", "--at", "HEAD~1", "-q", "-v", "--no-color"]


@pytest.mark.parametrize("arguments", [[*GLOBALS, "look", "a"], ["look", *GLOBALS, "a"], ["look", "a", *GLOBALS]])
def test_global_options_stand_before_or_after_the_command(arguments: list[str], install: Install) -> None:
    seen = Seen()
    install(look=seen.command)
    assert run_cli(*arguments).code == 0
    found = seen.settings
    assert found is not None
    assert (found.root, str(found.as_of), found.at) == (Path("somewhere"), "2026-02-14", "HEAD~1")
    assert (found.quiet, found.verbose, found.color, seen.rest) == (True, True, False, ["a"])


def test_the_last_word_counts_and_nothing_after_two_dashes(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Seen()
    install(look=seen.command)
    monkeypatch.setenv("OKRCTL_ROOT", "from-environment")
    run_cli("look")
    assert seen.settings is not None and seen.settings.root == Path("from-environment")
    run_cli("--root", "first", "look", "--", "--root", "x")
    assert seen.settings is not None and seen.settings.root == Path("first")
    assert seen.rest == ["--root", "x"]
    run_cli("--root", "first", "look", "--root", "second")
    assert seen.settings is not None and seen.settings.root == Path("second")


def test_an_option_of_the_command_wins_over_a_global_one(install: Install) -> None:
    seen: list[object] = []

    def command(ctx: typer.Context, at: Annotated[int, typer.Option("--at")] = 0) -> None:
        """Use --at for something else."""
        seen.extend([at, opened(ctx)[0].at])

    install(own=command)
    assert run_cli("--at", "HEAD", "own", "--at", "7").code == 0
    assert seen == [7, "HEAD"]


@pytest.mark.parametrize(
    "text", ["2026-2-1", "20260201", "2026-02-30", "1969-12-31", "2201-01-01", "today", "٢٠٢٦-٠١-٠١"]
)
@pytest.mark.parametrize("after", [True, False])
def test_a_bad_day_is_wrong_usage(text: str, after: bool, install: Install) -> None:
    install(look=Seen().command)
    ran = run_cli(*(["look", "--as-of", text] if after else ["--as-of", text, "look"]))
    assert (ran.code, ran.out) == (2, "")
    assert "is not a date; write it as 2026-02-14" in ran.err


def test_notes_go_to_stderr_and_quiet_drops_them(install: Install) -> None:
    def command(ctx: typer.Context) -> None:
        """Say something."""
        note(opened(ctx)[0], "by the way\x07")
        emit("the result")

    install(say=command)
    assert run_cli("say") == run_cli("say").__class__(0, "the result\n", "by the way\\u0007\n")
    assert run_cli("-q", "say").err == ""


def test_fail_says_what_and_what_to_do(install: Install) -> None:
    def command() -> None:
        """Refuse."""
        raise Stop("no workspace here", hint="okrctl init makes one")

    install(refuse=command)
    ran = run_cli("refuse")
    assert (ran.code, ran.err) == (2, "okrctl: no workspace here\n  okrctl init makes one\n")


@pytest.fixture
def report(install: Install) -> None:
    def command(output: Path | None = OUTPUT) -> None:
        """Report."""
        emit("new é", output)

    install(report=command)


def test_output_goes_to_a_file_or_to_stdout(report: None, tmp_path: Path) -> None:
    assert run_cli("report", "-o", "-", cwd=tmp_path).out == "new é\n"
    (tmp_path / "old.txt").write_text("a longer text that was here before")
    for name in ("old.txt", "fresh.md", "folder/fresh.md"):
        assert run_cli("report", "-o", name, cwd=tmp_path).code == 0
        assert (tmp_path / name).read_text(encoding="utf-8") == "new é\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "fresh.md", "old.txt"]
    assert run_cli("report", "--output", os.devnull).code == 0


@pytest.mark.parametrize("name", ["okrctl.yaml", "a.YML", "journal.txt"])
def test_output_never_replaces_what_okrctl_reads(name: str, report: None, tmp_path: Path) -> None:
    text = "# ours\nokrctl: 1\n" if name.endswith("txt") else "anything: true\n"
    (tmp_path / name).write_text(text)
    (tmp_path / "link.csv").symlink_to(name)
    assert run_cli("report", "-o", name, cwd=tmp_path).code == 2
    if name.endswith("txt"):
        assert run_cli("report", "-o", "link.csv", cwd=tmp_path).code == 2
    assert (tmp_path / name).read_text() == text


def test_output_to_a_folder_is_wrong_usage(report: None, tmp_path: Path) -> None:
    ran = run_cli("report", "-o", ".", cwd=tmp_path)
    assert (ran.code, ran.err) == (2, "okrctl: . is a folder\n  name a file in it\n")


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
    ],
)
def test_colour(env: dict[str, str], expected: bool, install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    seen = Seen()
    install(look=seen.command)
    run_cli("look")
    assert seen.settings is not None and seen.settings.color is expected


def test_the_installed_program_answers() -> None:
    ran = run_program("--help", GITHUB_ACTIONS="true", FORCE_COLOR="1")
    assert ran.code == 0
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(("shell", "sign"), [("zsh", "#compdef okrctl"), ("fish", "complete --command okrctl")])
@pytest.mark.parametrize("form", ["{option} {shell}", "{option}={shell}"])
def test_completion_is_that_of_the_shell_that_was_named(shell: str, sign: str, form: str) -> None:
    ran = run_program(*form.format(option="--show-completion", shell=shell).split(" "))
    assert ran.code == 0, ran.err
    assert ran.out.startswith(sign)


def test_completion_of_an_unknown_shell_says_which_there_are() -> None:
    ran = run_program("--show-completion", "tcsh")
    assert (ran.code, ran.out) == (2, "")
    assert "'bash', 'zsh', 'fish'" in ran.err
