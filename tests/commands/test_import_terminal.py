"""``okrctl import`` at a real terminal: columns are shown first, what is ambiguous is asked, and a yes writes it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kit.harness import environment, run_cli

if os.name != "posix":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import pexpect

PLAN = """\
Objective,Key result,Start,Target,Current,Due date,Period,Owner,Colour
Win,Orders,1.000,2.500,1.200,03/04/2026,FY26 Q2,Ida,red
Win,Rate,2,3,2,05/06/2026,FY26 Q2,Ida,blue
Grow,Visits,10,20,12,05/06/2026,,Bo,
"""
RIGHT = r"Are these columns right\? \[Y/n\] $"
COLUMN = r"COLUMN=MEANING.*: $"
SIGN = r"Which sign .*\(Enter: stop\): $"
ORDER = r"Which comes first .*\(Enter: stop\): $"
FISCAL = r"Which month .*\(Enter: stop\): $"
CYCLE = r"Cycle for these.*\(Enter: stop\): $"
HOME = r"Department for these.*\(Enter: stop\): $"
OWNER = r"Owner of these \(Enter: nobody yet\): $"
DAY = r"Day of these values.*\(Enter: .*\): $"
KEEP = r"Keep these answers in imports/plan\.yaml for next time\? \[Y/n\] $"
WRITE = r"Write (\d+) new items? and (\d+) new check-ins? to (\d+) files?\? \[Y/n\] $"


@pytest.fixture
def ws(tmp_path: Path) -> Path:
    root = tmp_path / "ws"
    root.mkdir()
    (root / "okrctl.yaml").write_text("okrctl: 1\norganization: Shop\n")
    (root / "plan.csv").write_text(PLAN)
    return root


@pytest.fixture
def start(ws: Path) -> Iterator[Any]:
    running: list[Any] = []

    def begin(*args: str) -> Any:
        child = pexpect.spawn(
            sys.executable,
            ["-m", "okrctl", "--as-of", "2026-05-01", "import", "plan.csv", *args],
            cwd=str(ws),
            env=environment(XDG_CACHE_HOME=str(ws.parent / "cache")),
            encoding="utf-8",
            codec_errors="replace",
            dimensions=(40, 80),
            timeout=20,
        )
        running.append(child)
        return child

    yield begin
    for child in running:
        child.close(force=True)


def talk(child: Any, *lines: tuple[str, str]) -> str:
    """Answer questions in their order; all that was shown."""
    shown = ""
    for question, answer in lines:
        child.expect(question)
        shown += child.before + child.after
        child.sendline(answer)
    return shown


def end(child: Any) -> tuple[int, str]:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before


def test_everything_open_is_asked_once_and_kept_for_the_next_time(ws: Path, start: Any) -> None:
    child = start()
    shown = talk(child, (RIGHT, "n"), (COLUMN, "Colour=tags"), (COLUMN, ""), (RIGHT, ""))
    assert "Due date" in shown
    assert "tags" in shown
    shown = talk(
        child,
        (SIGN, "what"),
        (SIGN, "comma"),
        (ORDER, "d"),
        (FISCAL, "13"),
        (FISCAL, "2"),
        (CYCLE, "sometime"),
        (CYCLE, "2026-Q2"),
        (HOME, "Sales & More"),
        (OWNER, "Cleo"),
        (DAY, "yesterday"),
        (DAY, "2026-04-30"),
        (KEEP, ""),
        (WRITE, ""),
    )
    assert "plan.csv:2: column 'Start': '1.000' may be a thousand or a decimal" in shown
    assert "1 item has no cycle; the first is 'Grow'" in shown
    assert "OKR9" not in shown
    code, report = end(child)
    assert code == 0, report
    text = (ws / "okrs/sales-more.yaml").read_text()
    assert "name: Sales & More" in text
    assert "target: 2500" in text
    assert "due: 2026-06-05" in text
    assert "tags: [red]" in text
    assert "owner: Cleo" in text
    assert "draft" not in text
    # the next time asks nothing, and finds everything there
    child = start()
    code, report = end(child)
    assert code == 0, report
    assert "0 new items and 0 new check-ins" in report
    ran = run_cli("--as-of", "2026-05-01", "validate", cwd=ws)
    assert ran.code == 0, ran.out


def test_enter_stops_where_there_is_no_default(ws: Path, start: Any) -> None:
    child = start()
    talk(child, (RIGHT, "y"), (SIGN, ""))
    code, shown = end(child)
    assert code == 1
    assert "nothing written" in shown
    assert "--decimal point" in shown
    assert not (ws / "okrs").exists()


def test_a_no_writes_nothing(ws: Path, start: Any) -> None:
    child = start("--decimal", "comma", "--dates", "day-first", "--fiscal-year", "2", "--cycle", "2026-Q2")
    talk(child, (RIGHT, ""), (HOME, "shop"), (OWNER, ""), (DAY, ""), (KEEP, "n"), (WRITE, "n"))
    code, shown = end(child)
    assert (code, "nothing written" in shown) == (1, True)
    assert {path.name for path in ws.iterdir()} == {"okrctl.yaml", "plan.csv"}


def test_ctrl_c_writes_nothing(ws: Path, start: Any) -> None:
    child = start()
    child.expect(RIGHT)
    child.sendintr()
    assert end(child)[0] == 130
    assert not (ws / "okrs").exists()


def test_wrong_meanings_of_columns_are_asked_again(ws: Path, start: Any) -> None:
    child = start()
    shown = talk(child, (RIGHT, "n"), (COLUMN, "Nothing=end"), (COLUMN, "Colour=hue"), (COLUMN, ""), (RIGHT, ""))
    child.expect(SIGN)
    assert "no column 'Nothing'" in shown
    assert "a column cannot be 'hue'" in shown
