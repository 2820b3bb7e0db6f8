"""``okrctl close``: closing entries and nothing else, with the reasons that are asked for at a terminal."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.kit.harness import Ran, environment, run_cli
from tests.kit.transcript import blocks

WORLD = (Path(__file__).parent / "close.md").read_text(encoding="utf-8")
DAY = "2026-04-02"


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for block in blocks(WORLD):
        language, _, name = block.info.partition(" ")
        if language == "yaml":
            path = tmp_path / "ws" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(block.lines) + "\n")
    return tmp_path / "ws"


def shop(ws: Path) -> str:
    return (ws / "okrs" / "shop.yaml").read_text()


def close(ws: Path, *args: str) -> Ran:
    return run_cli("--as-of", DAY, "close", *args, cwd=ws)


def test_only_closing_entries_are_written(ws: Path) -> None:
    before = shop(ws)
    assert close(ws, "2026-Q1", "--learned", "sell=Bread").code == 0
    after = shop(ws)
    assert after.count("closed:") == 2
    rest = re.sub(r"    closed:\n      date: \S+\n      learned: Bread\n|, closed: \{date: 2026-04-02\}", "", after)
    assert rest == before


def test_grades_are_those_of_the_day(ws: Path) -> None:
    with (ws / "okrs" / "shop.yaml").open("a") as file:
        file.write("  - {date: 2026-04-02, by: ana, results: {orders: 200}}\n")
    assert "0.50" in close(ws, "shop/sell", "--date", "2026-04-01", "--dry-run").out
    assert "200 orders    ended at 200" in close(ws, "shop/sell", "--dry-run").out


def test_a_key_result_alone(ws: Path) -> None:
    assert close(ws, "shop/breads", "--learned", "Four are too many", "--date", "2026-03-30").code == 0
    assert "count: 4, closed: {date: 2026-03-30, learned: Four are too many}" in shop(ws)
    assert close(ws, "2026-Q1").code == 0
    assert shop(ws).count("closed:") == 3


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("shop",), "shop is a department"),
        (("nosuch",), "nosuch"),
        (("2026-Q1", "--learned", "all of it"), "this needs a reference"),
        (("shop/sell", "--learned", "a", "--learned", "sell=b"), "two texts for the same item"),
        (("shop/sell", "--learned", " "), "--learned is empty"),
        (("shop/sell", "--learned", "\x1b[31m"), "U+001B"),
        (("shop/sell", "--date", "2026-04-03"), "after today"),
        (("shop/sell", "--date", "2025-12-31"), "starts on 2026-01-01"),
        (("2026-Q1", "--department", "nosuch"), "no department nosuch"),
        (("2026-Q1", "--at", "HEAD"), "cannot be changed"),
    ],
)
def test_wrong_usage_leaves_the_file(ws: Path, args: tuple[str, ...], message: str) -> None:
    before = shop(ws)
    ran = close(ws, *args)
    assert ran.code == 2, ran
    assert message in ran.err
    assert shop(ws) == before


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("ending", ["yes", "no", "interrupt", "stop"])
def test_at_a_terminal_it_asks_objective_by_objective(ws: Path, ending: str) -> None:
    import pexpect

    before = shop(ws)
    child: Any = pexpect.spawn(
        sys.executable, ["-m", "okrctl", "--as-of", DAY, "close", "2026-Q1"], cwd=str(ws),
        env=environment(NO_COLOR="1"), encoding="utf-8", timeout=20, dimensions=(40, 100),
    )  # fmt: skip
    child.expect("1 of 3  What did you learn from sell\\? $")
    assert "partly" in child.before
    child.sendline("?")
    child.expect("next plan.*What did you learn from sell\\? $")
    child.sendline("Bread: people come")
    child.expect("2 of 3  orders was committed and missed. Why, and what next\\? $")
    child.sendline("s" if ending == "stop" else "The flood")
    if ending != "stop":
        child.expect("3 of 3  What did you learn from learn\\? $")
        if ending == "interrupt":
            child.sendintr()
        else:
            child.sendline("")
    if ending != "interrupt":
        child.expect("Close 2 objectives\\? \\[Y/n\\] $")
        child.sendline("n" if ending == "no" else "")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == (130 if ending == "interrupt" else 0)
    if ending in ("no", "interrupt"):
        assert shop(ws) == before
        return
    assert "learned: 'Bread: people come'" in shop(ws)
    assert ("learned: The flood" in shop(ws)) == (ending == "yes")
    assert shop(ws).count("closed:") == (3 if ending == "yes" else 2)


STOCK = """\
okrctl: 1
department: stock
objectives:
  - id: fill
    title: Full shelves
    cycle: 2026-Q1
    key_results:
      - {id: orders, title: Fifty orders on time, baseline: 0, target: 50}
  - id: later
    title: A warehouse
    cycle: 2026
    key_results:
      - {id: lease, title: The lease, done_when: It is signed}
"""


def test_an_id_of_two_departments_is_nobodys(ws: Path) -> None:
    (ws / "okrs" / "stock.yaml").write_text(STOCK)
    before = shop(ws)
    ran = close(ws, "2026-Q1", "--learned", "orders=The flood")
    assert ran.code == 2 and "orders could be shop/orders or stock/orders" in ran.err, ran
    assert shop(ws) == before
    ran = close(ws, "2026-Q1", "--learned", "shop/orders=The flood")
    assert ran.code == 0 and "learned: The flood" in shop(ws), ran
    # nobody reported anything: there is nothing that it came to
    assert re.search(r"  orders +0 → 50 +no value +no data  ✗ missed\n", ran.out), ran.out


def test_a_department_without_the_cycle_is_told_its_own(ws: Path) -> None:
    (ws / "okrs" / "stock.yaml").write_text(STOCK.replace("2026-Q1", "2026-H1"))
    ran = close(ws, "2026-Q1", "--department", "stock")
    assert ran.code == 2
    assert ran.err == "okrctl: no objective of stock runs in 2026-Q1\n  available: 2026, 2026-H1\n"


def test_what_was_learned_can_be_added_later_and_changes_no_grade(ws: Path) -> None:
    assert close(ws, "2026-Q1").code == 0
    graded = run_cli("--as-of", DAY, "score", "--cycle", "2026-Q1", "--format", "json", cwd=ws).out
    later = ["--as-of", "2026-05-01", "close"]
    assert run_cli(*later, "2026-Q1", cwd=ws).err.startswith("okrctl: 2026-Q1 is already closed\n")
    ran = run_cli(*later, "shop/sell", "--learned", "People come for bread", "--learned", "orders=The flood", cwd=ws)
    assert ran.code == 0, ran
    assert "learned: People come for bread" in shop(ws)
    assert "closed: {date: 2026-04-02, learned: The flood}" in shop(ws)
    assert run_cli("--as-of", DAY, "score", "--cycle", "2026-Q1", "--format", "json", cwd=ws).out == graded
    again = run_cli(*later, "shop/sell", "--learned", "Other", cwd=ws)
    assert again.code == 2 and "already has learnings" in again.err, again


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_the_way_back_and_the_next_run_keep_every_answer(ws: Path) -> None:
    import pexpect

    def begin() -> Any:
        return pexpect.spawn(
            sys.executable, ["-m", "okrctl", "--as-of", DAY, "close", "2026-Q1"], cwd=str(ws),
            env=environment(NO_COLOR="1"), encoding="utf-8", timeout=20, dimensions=(24, 80),
        )  # fmt: skip

    child = begin()
    child.expect("1 of 3 .*sell\\? $")
    child.sendline("Braed")
    child.expect("2 of 3 .*next\\? $")
    child.sendline("<")
    child.expect("1 of 3 .*sell\\? \\[Braed\\] $")
    child.sendline("Bread")
    child.expect("2 of 3 .*next\\? $")
    child.sendintr()
    child.expect(pexpect.EOF)
    child = begin()
    child.expect("1 of 3 .*sell\\? \\[Bread\\] $")
    for _ in range(3):
        child.sendline("")
    child.expect("Close 2 objectives\\? \\[Y/n\\] $")
    child.sendline("")
    child.expect(pexpect.EOF)
    assert "learned: Bread\n" in shop(ws)
