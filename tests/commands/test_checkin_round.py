"""``okrctl checkin`` at a terminal: going back, stopping, going on later, and the questions that are asked once."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kit.checkins import CONFIG, MARKETING, TECHNOLOGY
from tests.kit.harness import environment, run_cli

if os.name != "posix":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import pexpect

PROMPT = r"\r\n    ([a-z-]+)(?: \[(.*)\])?: $"
BASELINE = r"    Starting value.*\(Enter [a-z ]+\): $"
GO_ON = r"(\d) of (\d) questions were answered earlier but not written. Continue\? \[Y/n\] $"
STOPPED = r"Check in the (\d) of (\d) answers so far\? \[Y/n\] $"
NOTE = r"Comment on this check-in.* \(Enter: \w+\): $"
SURE = r"Keep it\? \[y/N\] $"
WRITE = r"Write this to okrs/\w+\.yaml\? \[Y/n\] $"
HEAD = "  - date: 2026-02-14\n    by: ana@example.com\n"


class Terminal:
    """One run of the command at a terminal."""

    def __init__(self, ws: Path, *args: str) -> None:
        self.child: Any = pexpect.spawn(
            sys.executable,
            ["-m", "okrctl", "--as-of", "2026-02-14", "checkin", *args],
            cwd=str(ws),
            env=environment(XDG_CACHE_HOME=str(ws.parent / "cache"), NO_COLOR="1"),
            encoding="utf-8",
            codec_errors="replace",
            dimensions=(40, 80),
            timeout=20,
        )

    def asks(self, pattern: str, line: str) -> str:
        """Wait for a question and answer it; what stood above it."""
        self.child.expect(pattern)
        above = str(self.child.before)
        self.child.sendline(line)
        return above

    def says(self, name: str, line: str, shown: str | None = None) -> str:
        """Answer the question about one key result, on which an answer given before is shown."""
        self.child.expect(PROMPT)
        assert (self.child.match[1], self.child.match[2]) == (name, shown)
        above = str(self.child.before)
        self.child.sendline(line)
        return above

    def end(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus)


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
    running: list[Terminal] = []

    def begin(*args: str) -> Terminal:
        running.append(Terminal(ws, *args))
        return running[-1]

    yield begin
    for terminal in running:
        terminal.child.close(force=True)


def added(ws: Path) -> str:
    text = (ws / "okrs" / "marketing.yaml").read_text()
    assert text.startswith(MARKETING)
    return text.removeprefix(MARKETING)


def kept(ws: Path) -> list[Path]:
    return sorted((ws.parent / "cache" / "okrctl" / "rounds").glob("*"))


def test_back_shows_what_was_answered_and_enter_keeps_it(ws: Path, start: Any) -> None:
    run = start("marketing")
    run.says("traffic", "b")
    assert "this is the first question" in run.says("traffic", "122k c7")
    run.asks(BASELINE, "b")
    run.says("traffic", "", "122000 c7")
    run.asks(BASELINE, "")
    run.says("reach", "-")
    run.says("campaigns", "1")
    run.says("engagement", "b")
    run.says("campaigns", "2", "1")
    run.says("engagement", "s")
    run.asks(STOPPED, "")
    run.asks(NOTE, "")
    run.asks(WRITE, "")
    assert run.end() == 0
    assert added(ws) == HEAD + "    results:\n      traffic: {value: 122000, confidence: 7}\n      campaigns: 2\n"


def test_back_from_the_note_to_the_last_question(ws: Path, start: Any) -> None:
    run = start("marketing/traffic")
    run.says("traffic", "122000")
    run.asks(NOTE, "b")
    run.says("traffic", "123000", "122000")
    run.asks(NOTE, "b is no note, this is")
    run.asks(WRITE, "")
    assert run.end() == 0
    assert "note: b is no note, this is\n" in added(ws) and "traffic: 123000" in added(ws)


def test_stop_keeps_what_was_given_for_later(ws: Path, start: Any) -> None:
    run = start("marketing")
    run.says("traffic", "122k c7 slow")
    run.asks(BASELINE, "300")
    run.says("reach", "s")
    above = run.asks(STOPPED, "n")
    assert (run.child.match[1], run.child.match[2]) == ("1", "7") and above
    assert run.end() == 0
    assert added(ws) == "" and len(kept(ws)) == 1
    run = start("marketing")
    run.asks(GO_ON, "")
    run.asks(BASELINE, "300")
    run.says("reach", "330")
    run.says("campaigns", "s")
    run.asks(STOPPED, "")
    run.asks(NOTE, "")
    run.asks(WRITE, "")
    assert run.end() == 0
    assert added(ws) == HEAD + (
        "    results:\n      traffic: {value: 122000, confidence: 7, note: slow}\n"
        "      reach: {value: 330, baseline: 300}\n"
    )
    assert kept(ws) == []


@pytest.mark.parametrize("way", ["interrupt", "end of input", "no at the end"])
def test_a_round_broken_off_is_offered_again(ws: Path, start: Any, way: str) -> None:
    run = start("marketing/traffic")
    run.says("traffic", "122k")
    if way == "no at the end":
        run.asks(NOTE, "")
        run.asks(WRITE, "n")
    else:
        run.child.expect(NOTE)
        _ = run.child.sendintr() if way == "interrupt" else run.child.sendeof()
    run.child.expect("un the same command to continue")
    assert run.end() == (0 if way == "no at the end" else 130)
    assert added(ws) == ""
    run = start("marketing/traffic")
    run.asks(GO_ON, "")
    run.asks(NOTE, "")
    run.asks(WRITE, "")
    assert run.end() == 0
    assert "traffic: 122000" in added(ws) and kept(ws) == []


def test_who_does_not_want_to_go_on_begins_anew(ws: Path, start: Any) -> None:
    run = start("marketing/traffic")
    run.says("traffic", "122k")
    run.child.expect(NOTE)
    run.child.sendintr()
    assert run.end() == 130
    run = start("marketing/traffic")
    run.asks(GO_ON, "n")
    run.says("traffic", "123k")
    run.asks(NOTE, "")
    run.asks(WRITE, "")
    assert run.end() == 0
    assert "traffic: 123000" in added(ws)


def test_rounds_of_one_day_do_not_forget_each_other(ws: Path, start: Any) -> None:
    for target in ("traffic", "audit"):
        run = start(f"marketing/{target}")
        run.says(target, "122k" if target == "traffic" else "done")
        run.child.expect(NOTE)
        run.child.sendintr()
        assert run.end() == 130
    run = start("marketing/audit")
    run.asks(GO_ON, "")
    run.asks(NOTE, "")
    run.asks(WRITE, "")
    assert run.end() == 0
    assert "audit: done" in added(ws) and "traffic" not in added(ws)
    run = start("marketing/traffic")
    run.asks(GO_ON, "")
    run.child.expect(NOTE)
    run.child.sendintr()
    assert run.end() == 130


DAMAGED = [
    b"",
    b"{",
    b"\xff\x00",
    b"[" * 100_000,
    b"null",
    b'{"version": 1}',
    b'{"version": 1, "answers": 7}',
    b'{"version": 9, "answers": {"traffic": {"same": true, "skipped": false, "said": {}}}}',
    b'{"version": 1, "answers": {"traffic": 7}}',
    b'{"version": 1, "answers": {"traffic": {"said": {"value": 7}}}}',
    b'{"version": 1, "answers": {"traffic": {"said": {"value": "many"}}}}',
    b'{"version": 1, "answers": {"traffic": {"said": {"done": ["x"]}}}}',
    b'{"version": 1, "answers": {"traffic": {"said": {"note": "\\u001b[31m"}}}}',
    b'{"version": 1, "answers": {"traffic": {"said": {"confidence": "70"}}}}',
]
# three by day
TIERED = [pytest.param(each, marks=[pytest.mark.night] if at > 2 else []) for at, each in enumerate(DAMAGED)]


@pytest.mark.parametrize("damage", TIERED)
def test_what_cannot_be_read_is_not_there(ws: Path, start: Any, damage: bytes) -> None:
    run = start("marketing/traffic")
    run.says("traffic", "122k")
    run.child.expect(NOTE)
    run.child.sendintr()
    run.end()
    (file,) = kept(ws)
    file.write_bytes(damage)
    run = start("marketing/traffic")
    run.says("traffic", "s")
    assert run.end() == 0


def test_without_a_cache_a_round_works_all_the_same(ws: Path, start: Any) -> None:
    (ws.parent / "cache").write_text("no folder")
    run = start("marketing/traffic")
    run.says("traffic", "122k")
    run.asks(NOTE, "")
    run.asks(WRITE, "")
    assert run.end() == 0
    assert "traffic: 122000" in added(ws)


def test_nothing_of_it_lies_in_the_repository(ws: Path, start: Any) -> None:
    before = sorted(ws.rglob("*"))
    run = start("marketing/traffic")
    run.says("traffic", "122k")
    run.child.expect(NOTE)
    run.child.sendintr()
    run.end()
    assert sorted(ws.rglob("*")) == before
    (file,) = kept(ws)
    assert re.fullmatch(r"[0-9a-f]{16}-marketing-2026-02-14\.json", file.name)
    assert json.loads(file.read_text())["answers"]["traffic"]["said"] == {"value": "122000"}


def test_a_value_far_off_is_asked_about_again(ws: Path, start: Any) -> None:
    run = start("marketing/traffic")
    run.says("traffic", "12300")
    above = run.asks(SURE, "")
    assert "12300 is probably a typo: far from the trend, about 122,000 sessions" in above
    run.says("traffic", "12300")
    run.asks(SURE, "y")
    run.asks(NOTE, "")
    run.asks(WRITE, "")
    assert run.end() == 0
    assert "traffic: 12300\n" in added(ws)


def test_a_question_mark_tells_more(ws: Path, start: Any) -> None:
    text = MARKETING.replace("title: Traffic,", "title: Traffic, why: Ads get dearer, definition: sessions a month,")
    text += "  - {date: 2026-02-01, by: leo, note: Quiet, results: {traffic: {value: 122000, note: New pages}}}\n"
    (ws / "okrs" / "marketing.yaml").write_text(text)
    run = start("marketing/seo")
    run.says("traffic", "?")
    above = run.says("traffic", "s")
    for words in ("for: marketing/seo: Be found", "why: Ads get dearer", "definition: sessions a month",
                  "owner: Head of SEO", "2026-02-01 New pages  leo"):  # fmt: skip
        assert words in above
    assert run.end() == 0
    run = start("marketing/audit")
    run.says("audit", "?")
    assert "done when: All findings are closed" in run.says("audit", "s")


def test_trend_and_forecast_stand_above_the_question(ws: Path, start: Any) -> None:
    entries = [(17, 122500), (24, 123100), (31, 123700)]
    more = "".join(f"  - {{date: 2026-01-{day}, by: ana, results: {{traffic: {value}}}}}\n" for day, value in entries)
    (ws / "okrs" / "marketing.yaml").write_text(MARKETING + more)
    run = start("marketing/traffic")
    above = run.says("traffic", "s")
    assert "last 123,700 on 2026-01-31 ▁▃▆█" in above
    assert re.search(r"on trend for 1\d\d,\d{3} by 2026-06-30, \d+% likely to end green", " ".join(above.split()))
    assert run.end() == 0


def test_changes_have_a_trend_and_their_own_unit(ws: Path, start: Any) -> None:
    entries = [(10, "+1%"), (17, "+2.5%"), (24, "+3%"), (31, "+3.5%")]
    more = "".join(f"  - {{date: 2026-01-{day}, by: ana, results: {{reach: {value}}}}}\n" for day, value in entries)
    plan = MARKETING.replace("change: +20%", "change: +20%, unit: readers")
    (ws / "okrs" / "marketing.yaml").write_text(plan + more)
    run = start("marketing/reach")
    above = run.says("reach", "+80%")
    assert "    +20%, starting value unknown · last +3.5% on 2026-01-31 ▁▅▇█\r\n" in above
    assert re.search(
        r"expected 0\.17 today · on trend for 0\.\d\d by 2026-06-30, \d+% likely to end green$", " ".join(above.split())
    )
    above = run.asks(SURE, "n")
    assert re.search(r"\+80% is probably a typo: far from the trend, about \+3\.\d+%\r\n", above)
    # a plain number asks from where on it is counted; back leads to the number
    run.says("reach", "31")
    run.asks(BASELINE, "b")
    run.says("reach", "310")
    run.asks(BASELINE, "300")
    run.asks(NOTE, "")
    run.asks(WRITE, "")
    assert run.end() == 0
    assert "      reach: {value: 310, baseline: 300}\n" in (ws / "okrs" / "marketing.yaml").read_text()


def test_a_plain_number_without_its_baseline_is_asked_for_again(ws: Path, start: Any) -> None:
    more = "  - {date: 2026-01-10, by: ana, results: {reach: +1%}}\n"
    (ws / "okrs" / "marketing.yaml").write_text(MARKETING + more)
    run = start("marketing/reach")
    run.says("reach", "310")
    run.asks(BASELINE, "much")
    assert (
        "    reach: the starting value much is not a number\r\n"
        "      write a number without its unit, such as 57500, 57.5k or 52,000\r\n" in run.asks(BASELINE, "")
    )
    assert "write the change so far, signed (+7%)" in run.says("reach", "s")
    assert run.end() == 0


def test_a_round_fits_80_columns(ws: Path, start: Any) -> None:
    run = start("marketing")
    head = run.says("traffic", "-")
    assert all(len(line) <= 80 for line in head.splitlines())
    assert "s stop for now\r\n\r\n1 of 7 traffic" in head
    run.asks(BASELINE, "s")
    # who only skipped has nothing to go on with
    assert run.end() == 0
    again = start("marketing")
    again.says("traffic", "s")
    assert again.end() == 0


def test_a_level_is_heading_for_a_level(ws: Path, start: Any) -> None:
    entries = [(10, 9), (17, 9.1), (24, 9.2), (31, 9.3)]
    more = "".join(
        f"  - {{date: 2026-01-{day}, by: ana, results: {{engagement: {value}}}}}\n" for day, value in entries
    )
    (ws / "okrs" / "marketing.yaml").write_text(MARKETING.replace(", hold: true", "") + more)
    run = start("marketing/engagement")
    above = run.says("engagement", "s")
    assert re.search(r"on trend for 9\.[34]\d* by 2026-06-30, \d+% likely to end green", " ".join(above.split()))
    assert run.end() == 0


def test_a_baseline_from_which_nothing_leads_is_asked_for_again(ws: Path, start: Any) -> None:
    run = start("marketing/reach")
    run.asks(BASELINE, "0")
    run.child.expect("20% of 0 is still 0")
    run.asks(BASELINE, "1.5k")
    run.says("reach", "+=300")
    run.asks(NOTE, "")
    run.asks(WRITE, "")
    assert run.end() == 0
    assert "reach: {value: 1800, baseline: 1500}" in added(ws)


def test_the_score_before_and_after(ws: Path, start: Any) -> None:
    run = start("marketing/traffic")
    run.says("traffic", "126k")
    run.asks(NOTE, "")
    above = run.asks(WRITE, "n")
    assert re.search(r"Marketing +0\.\d\d +→ +0\.\d\d", above)
    assert re.search(r"  traffic +0\.08 +→ +0\.25 +expected 0\.17 +● on-track", above)
    assert run.end() == 0


def test_stopping_ends_the_departments_after_it_too(ws: Path, start: Any) -> None:
    run = start("--by", "tom")
    run.says("traffic", "122k")
    run.asks(BASELINE, "s")
    run.asks(STOPPED, "")
    run.asks(NOTE, "")
    run.asks(WRITE, "")
    assert run.end() == 0
    assert "traffic: 122000" in added(ws)
    assert (ws / "okrs" / "technology.yaml").read_text() == TECHNOLOGY


def test_who_owes_nothing_is_told_until_when(ws: Path) -> None:
    text = TECHNOLOGY + "check_ins:\n  - {date: 2026-02-13, by: tom, results: {page-speed: 2.8}}\n"
    (ws / "okrs" / "technology.yaml").write_text(text)
    ran = run_cli("--as-of", "2026-02-14", "checkin", "--by", "Head of Technology", cwd=ws)
    assert ran.code == 0
    assert "owes no check-in before 2026-02-20; to check in anyway: okrctl checkin DEPARTMENT" in ran.err


def test_the_name_that_git_knows_is_as_good_as_the_address(ws: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (ws / "okrctl.yaml").write_text("okrctl: 1\norganization: Test\n")
    text = TECHNOLOGY.replace("lead: Head of Technology", "lead: Ana Ruiz")
    (ws / "okrs" / "technology.yaml").write_text(text)
    monkeypatch.setenv("XDG_CACHE_HOME", str(ws.parent / "cache"))
    ran = run_cli("--as-of", "2026-02-14", "checkin", "--set", "page-speed=2.8", cwd=ws)
    assert ran.code == 0, ran.err
    assert "page-speed: 2.8" in (ws / "okrs" / "technology.yaml").read_text()
