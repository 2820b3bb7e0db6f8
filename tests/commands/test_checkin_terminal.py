"""``okrctl checkin`` at a real terminal: it asks, shows what it would write, and writes on a yes only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kit.checkins import CONFIG, MARKETING, TECHNOLOGY
from tests.kit.harness import environment

if os.name != "posix":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import pexpect

PROMPT = r"\r\n    ([a-z-]+)(?: \[(.*)\])?: $"
BASELINE = r"    Starting value.*\(Enter [a-z ]+\): $"
NOTE = r"Comment on this check-in.* \(Enter: \w+\): $"
FROM_THERE = r"(\d) of (\d) questions were answered earlier but not written. Continue\? \[Y/n\] $"
STOPPED = r"Check in the (\d) of (\d) answers so far\? \[Y/n\] $"
SURE = r"Keep it\? \[y/N\] $"
WRITE = r"Write this to okrs/\w+\.yaml\? \[Y/n\] $"
NAMES = ["traffic", "reach", "campaigns", "engagement", "audit", "chatbot", "bounce"]
HEAD = "  - date: 2026-02-14\n    by: ana@example.com\n"


@pytest.fixture
def ws(tmp_path: Path) -> Path:
    root = tmp_path / "ws"
    (root / "okrs").mkdir(parents=True)
    (root / "okrctl.yaml").write_text(CONFIG)
    (root / "okrs" / "marketing.yaml").write_text(MARKETING)
    (root / "okrs" / "technology.yaml").write_text(TECHNOLOGY)
    return root


@pytest.fixture
def start(ws: Path) -> Iterator[Any]:
    running: list[Any] = []

    def begin(*args: str, **env: str) -> Any:
        world = environment(XDG_CACHE_HOME=str(ws.parent / "cache"), **env)
        command = ["-m", "okrctl", "--as-of", "2026-02-14", "checkin", *args]
        child = pexpect.spawn(
            sys.executable,
            command,
            cwd=str(ws),
            env=world,
            encoding="utf-8",
            codec_errors="replace",
            dimensions=(40, 100),
            timeout=20,
        )
        running.append(child)
        return child

    yield begin
    for child in running:
        child.close(force=True)


def reply(child: Any, name: str, line: str, baseline: str = "") -> str:
    """Answer the question about one key result; what stood above it."""
    above = ""
    if child.expect([PROMPT, BASELINE]) == 1:
        above = child.before
        child.sendline(baseline)
        child.expect(PROMPT)
    assert child.match[1] == name
    above += child.before
    child.sendline(line)
    return above


def end(child: Any) -> int:
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus)


def marketing(ws: Path) -> str:
    return (ws / "okrs" / "marketing.yaml").read_bytes().decode()


def test_a_whole_round(ws: Path, start: Any) -> None:
    child = start("marketing.yaml")
    answers = ["+=1.1k c7 Slow, but sure", "+4%", "-", "", "c6", "1", "= c8"]
    for name, answer in zip(NAMES, answers, strict=True):
        above = reply(child, name, answer)
        if name == "traffic":
            # title, plan, last value and where it should be today stand above the prompt
            for words in ("Traffic", "120,000 → 144,000 sessions", "last 121,900 on 2026-01-12", "0.08, expected 0.17"):
                assert words in above
            assert "planned for today: 124,200" in above
        if answer == "1":
            # a step that is done months early is asked about
            child.expect(SURE)
            assert "done, but due 2026-06-30" in child.before
            child.sendline("y")
    child.expect(NOTE)
    child.sendline("Fine: mostly")
    child.expect(WRITE)
    assert "traffic: {value: 123000, confidence: 7, note: 'Slow, but sure'}" in child.before
    assert marketing(ws) == MARKETING
    child.sendline("")
    assert end(child) == 0
    assert marketing(ws) == MARKETING + HEAD + (
        "    note: 'Fine: mostly'\n"
        "    results:\n"
        "      traffic: {value: 123000, confidence: 7, note: 'Slow, but sure'}\n"
        "      reach: +4%\n"
        "      audit: {confidence: 6}\n"
        "      chatbot: {done: [vendor]}\n"
        "      bounce: {confidence: 8}\n"
        "    unchanged: [engagement, bounce]\n"
    )


def test_a_file_that_changed_meanwhile_is_left_alone(ws: Path, start: Any) -> None:
    """The yes was to a change of another text; the answers are there for the next run."""
    child = start("marketing/traffic")
    reply(child, "traffic", "122k")
    child.expect(NOTE)
    child.sendline("")
    child.expect(WRITE)
    changed = MARKETING + "# somebody else was here\n"
    (ws / "okrs" / "marketing.yaml").write_text(changed)
    child.sendline("y")
    child.expect("changed in the meantime; nothing written")
    assert end(child) == 1
    assert marketing(ws) == changed
    child = start("marketing/traffic")
    child.expect("1 of 1 questions were answered earlier")
    child.sendline("y")
    child.expect(NOTE)
    child.sendline("")
    child.expect(WRITE)
    child.sendline("y")
    assert end(child) == 0
    assert marketing(ws) == MARKETING + HEAD + "    results:\n      traffic: 122000\n# somebody else was here\n"


def test_the_marks_of_a_round_are_no_word_on_the_whole(ws: Path, start: Any) -> None:
    for word in ("s", "-"):
        child = start("marketing/traffic")
        reply(child, "traffic", "122k")
        child.expect(NOTE)
        child.sendline(word)
        child.expect(WRITE)
        assert "note:" not in child.before
        child.sendline("n")
        child.expect("un the same command to continue")
        assert end(child) == 0
        (ws / "okrs" / "marketing.yaml").write_text(MARKETING)
        child = start("marketing/traffic")
        child.expect("answered earlier")
        child.sendline("n")
        child.expect(PROMPT)
        child.sendcontrol("c")
        assert end(child) == 130


def test_what_does_not_fit_is_asked_again(ws: Path, start: Any) -> None:
    child = start("marketing/traffic")
    child.expect(PROMPT)
    child.sendline("many")
    child.expect("'many' is not a number")
    child.expect(PROMPT)
    child.sendline("122k")
    child.expect(NOTE)
    child.sendline("")
    child.expect(WRITE)
    child.sendline("perhaps")
    child.expect(WRITE)
    child.sendline("y")
    assert end(child) == 0
    assert marketing(ws) == MARKETING + HEAD + "    results:\n      traffic: 122000\n"


@pytest.mark.parametrize("steps", [0, 3, 7, 8])
@pytest.mark.parametrize("stop", ["interrupt", "end of input"])
@pytest.mark.night
def test_stopping_anywhere_writes_nothing(ws: Path, start: Any, steps: int, stop: str) -> None:
    child = start("marketing")
    for name in NAMES[:steps]:
        reply(child, name, "")
    if steps == 8:
        child.expect(NOTE)
        child.sendline("")
    child.expect(WRITE if steps == 8 else NOTE if steps == 7 else PROMPT)
    if stop == "interrupt":
        child.sendintr()
    else:
        child.sendeof()
    assert end(child) == 130
    assert marketing(ws) == MARKETING


def test_keys_and_bytes_that_are_no_text_are_asked_again(ws: Path, start: Any) -> None:
    child = start("marketing/traffic")
    child.expect(PROMPT)
    child.sendline("122k slow\x1b[D")
    child.expect(r"U\+001B")
    child.expect(PROMPT)
    os.write(child.child_fd, b"122k \xff\n")
    child.expect(r"U\+DCFF")
    child.expect(PROMPT)
    child.sendline("122k")
    child.expect(NOTE)
    child.sendline("\x1b[A")
    child.expect(r"U\+001B")
    child.expect(NOTE)
    child.sendline("")
    child.expect(WRITE)
    child.sendline("")
    assert end(child) == 0
    assert marketing(ws) == MARKETING + HEAD + "    results:\n      traffic: 122000\n"


def test_a_no_writes_nothing(ws: Path, start: Any) -> None:
    child = start("marketing/audit")
    child.expect(PROMPT)
    child.sendline("done")
    child.expect(NOTE)
    child.sendline("")
    child.expect(WRITE)
    child.sendline("n")
    child.expect("Nothing written")
    assert end(child) == 0
    assert marketing(ws) == MARKETING


def test_skipping_everything_writes_nothing(ws: Path, start: Any) -> None:
    child = start("marketing/audit")
    child.expect(PROMPT)
    child.sendline("-")
    assert end(child) == 0
    assert marketing(ws) == MARKETING


def test_without_target_all_that_is_owed(ws: Path, start: Any) -> None:
    child = start("--by", "tom")
    # the bounce rate is the department's lead's
    for name in NAMES[:-1]:
        reply(child, name, "")
    child.expect(NOTE)
    child.sendline("")
    child.expect(WRITE)
    child.sendline("")
    reply(child, "page-speed", "2.8")
    child.expect(NOTE)
    child.sendline("")
    child.expect(WRITE)
    child.sendline("")
    assert end(child) == 0
    assert marketing(ws).endswith(f"    by: tom\n    unchanged: [{', '.join(NAMES[:-1])}]\n")
    assert (ws / "okrs" / "technology.yaml").read_text().endswith("    results:\n      page-speed: 2.8\n")


def test_hostile_titles_do_not_reach_the_terminal(ws: Path, start: Any) -> None:
    text = MARKETING.replace("title: Traffic", 'title: "[red]Traffic[/]"').replace(
        "title: Audit", "title: '\u202eAudit'"
    )
    (ws / "okrs" / "marketing.yaml").write_text(text)
    child = start("marketing/traffic", NO_COLOR="1")
    child.expect(PROMPT)
    assert "[red]Traffic[/]" in child.before
    assert "\x1b" not in child.before
    child.sendintr()
    assert end(child) == 130


def test_values_given_ask_nothing(ws: Path, start: Any) -> None:
    child = start("marketing", "--set", "traffic=1")
    assert end(child) == 0
    assert "traffic: 1" in marketing(ws)


def test_a_form_with_mistakes_may_be_mended(ws: Path, start: Any) -> None:
    program = ws.parent / "editor"
    program.write_text(
        '#!/bin/sh\nsed -i -e "s/^  traffic: many/  traffic: 5/" -e "s/^  traffic:$/  traffic: many/" "$1"\n'
    )
    program.chmod(0o755)
    child = start("marketing", "--edit", VISUAL=str(program))
    child.expect(r"Edit it again\? \[Y/n\] $")
    assert "'many' is not a number" in child.before
    child.sendline("")
    assert end(child) == 0
    assert marketing(ws).endswith("      traffic: 5\n")
