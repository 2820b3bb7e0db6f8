"""From the first day to the next quarter by prompts alone: mistakes, corrections, requests, a drop, the end.

What stood on the screen by day is kept in ``screens.txt`` (``OKRCTL_UPDATE=1`` writes it): read it as its reader would.
"""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.kit.harness import run_cli
from tests.quarter.desk import Answer, Desk, typed

if os.name != "posix":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

SCREENS = Path(__file__).parent / "screens.txt"
FIRST = date(2026, 1, 1)
CONFIG = "okrctl: 1\norganization: Corner Shop\npeople:\n  ana: {email: ana@example.com, owns: [Head of Shop, Baker]}\n"
SHOP = """\
okrctl: 1
department: shop
name: The Shop
lead: Head of Shop
cycle: 2026-Q1
objectives:
  - id: sell
    title: Sell more of what we love
    why: Rent goes up in summer
    ambition: committed
    key_results:
      - {id: orders, title: 200 orders a week, unit: orders, target: 200}
      - {id: basket, title: A basket fuller by 20%, unit: EUR, change: +20%}
      - {id: window, title: A new shop window, done_when: The window is dressed, due: 2026-02-28}
"""
BAKERY = """\
okrctl: 1
department: bakery
name: The Bakery
lead: Baker
cycle: 2026-Q1
objectives:
  - id: oven
    title: Bake for both shops
    why: The old oven is full by six
    ambition: aspirational
    key_results:
      - id: install
        title: The new oven bakes
        milestones:
          - {id: bought, title: Bought, due: 2026-02-15}
          - {id: built, title: Built in, due: 2026-03-20}
      - {id: waste, title: At most 5% waste, unit: percent, at_most: 5}
"""


def monday(week: int) -> str:
    return (FIRST + timedelta(days=4 + 7 * week)).isoformat()


def last_lines(screen: str, count: int) -> str:
    return "\n".join(screen.rstrip().splitlines()[-count:])


def test_a_short_quarter_reads_well(tmp_path: Path) -> None:
    """Two departments, the weeks that matter, every screen as it was read by a person."""
    home = tmp_path / "shop"
    (home / "okrs").mkdir(parents=True)
    (home / "okrctl.yaml").write_text(CONFIG)
    (home / "okrs" / "shop.yaml").write_text(SHOP)
    (home / "okrs" / "bakery.yaml").write_text(BAKERY)
    desk = Desk(home, tmp_path / "cache")
    # a starting value that is a typo is put right on the way back
    first = {"Starting value": ["1,20", "1200", "120", "40"], "orders": ["<", "120 c7"], "basket": ["+0%", "0%"]}
    screen = desk.run(monday(0), "checkin shop", in_turn(first | {"window": "2026-02-20"}))
    assert "1,20 has a decimal comma" in screen and "baseline: 120}" in screen.replace(", conf", "}, conf"), screen
    assert (
        desk.run(monday(0), "ask", typed(Who_is_asked="bakery", Which="shop/sell", What_is="Bread by six")).count(
            "(number or name)"
        )
        == 2
    )
    screen = desk.run(
        monday(0),
        "checkin bakery",
        typed(install="1", waste="1250k", Keep="n", **{})
        if False
        else in_turn({"install": ["1,2", "1"], "Keep it": "n", "waste": ["1250k", "9"]}),
    )
    assert "confirm: okrctl confirm bakery --for shop/sell" in screen and "probably a typo" in screen
    desk.run(monday(1), "confirm", typed(that_provides="bakery", depends="shop/sell", What_answers="1"))
    desk.run(
        monday(1),
        "checkin shop",
        in_turn({"orders": ["12O", "130"], "basket": "44", "window": "", "Comment": "A good week"}),
    )
    desk.run(
        monday(1), "checkin shop --correct " + monday(0), in_turn({"Starting value": ["110", ""], "orders": "115"})
    )
    desk.run(
        monday(2),
        "new",
        in_turn({"add": "2", "sentence": "Be known in town", "The department": "shop", "matters": "Nobody knows us"}),
    )
    desk.run(
        monday(2),
        "new key-result",
        in_turn(
            {
                "Its objective": "shop/be-known-in-town",
                "Key result": "300 people follow us",
                "How": "1",
                "Unit": "people",
                "Starting": ["300", "80"],
                "Target": "300",
            }
        ),
    )
    desk.run(
        monday(2),
        "amend",
        in_turn({"objective": "shop/orders", "changes": "1", "New": "180", "Why": "The street is closed in March"}),
    )
    desk.run(monday(3), "drop", in_turn({"objective": "shop/be-known-in-town", "reason": "No time left"}))
    desk.run("2026-03-30", "checkin shop", in_turn({"orders": "165", "basket": "46", "window": "done"}))
    desk.run("2026-03-30", "checkin bakery", in_turn({"install": "1", "waste": "6"}))
    desk.run(
        "2026-04-01",
        "close",
        in_turn({"cycle": "2026-Q1", "sell?": "Bread sells itself", "orders": "The street was closed"}),
    )
    screen = desk.run("2026-04-02", "rollover", in_turn({"over": "2026-Q1", "Next": "", "basket": ""}))
    assert "200 orders" not in last_lines(screen, 60) or "→ 180" in screen
    ran = run_cli("--as-of", "2026-04-02", "validate", cwd=home)
    assert ran.code == 0 and " error " not in ran.out, ran
    kept = "\n".join(desk.screens).replace(str(home), "shop")
    if os.environ.get("OKRCTL_UPDATE"):
        SCREENS.write_text(kept, encoding="utf-8")
    assert kept == SCREENS.read_text(encoding="utf-8")


def in_turn(answers: dict[str, str | list[str]]) -> Answer:
    """Answers by words of the question as they stand there."""
    return typed(**{words.replace(" ", "_"): each for words, each in answers.items()})
