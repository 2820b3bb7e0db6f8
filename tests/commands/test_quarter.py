"""From the first day to the next quarter by prompts alone: mistakes, corrections, requests, a drop, the end.

What stood on the screen by day is kept in ``quarter.txt`` (``OKRCTL_UPDATE=1`` writes it): read it as its reader would.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.kit.desk import Desk, typed
from tests.kit.harness import run_cli

if os.name != "posix":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

SCREENS = Path(__file__).parent / "quarter.txt"
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


def test_a_short_quarter_reads_well(tmp_path: Path) -> None:
    """Two departments, the weeks that matter, every screen as it was read by a person."""
    home = tmp_path / "shop"
    (home / "okrs").mkdir(parents=True)
    (home / "okrctl.yaml").write_text(CONFIG)
    (home / "okrs" / "shop.yaml").write_text(SHOP)
    (home / "okrs" / "bakery.yaml").write_text(BAKERY)
    desk = Desk(home, tmp_path / "cache")

    def play(day: str, command: str, /, **answers: str | list[str]) -> str:
        return desk.run(day, command, typed(**answers))

    # a decimal comma is refused with the way to write it, and a typo in a starting value is put right on the way back
    screen = play(
        monday(0), "checkin shop",
        Starting_value_in_orders=["1,20", "1200", "120"], Starting_value_in_EUR="40",
        orders=["<", "120 c7"], basket="40", window="2026-02-20",
    )  # fmt: skip
    assert "1,20 has a decimal comma" in screen and "{value: 120, baseline: 120, confidence: 7}" in screen
    play(monday(0), "ask", result_to_ask="bakery", that_needs_it="shop/sell", What_is_needed="Bread by six")
    screen = play(monday(0), "checkin bakery", install=["1,2", "2026-03-10"], Keep_it="n", waste=["1250k", "9"])
    assert "confirm: okrctl confirm bakery --for shop/sell" in screen and screen.count("Keep it?") == 2
    play(monday(1), "confirm", that_delivers="bakery", depends_on_it="shop/sell", answers_the_request="1")
    play(monday(1), "checkin shop", orders=["12O", "130"], basket="44", Comment="A good week")
    screen = play(monday(1), f"checkin shop --correct {monday(0)}", Starting_value_in_orders="110", orders="115")
    assert "orders: {value: 115, baseline: 110}" in screen
    play(monday(2), "new", add="2", one_of_its_files="shop", in_one_sentence="Be known in town", matters="We are new")
    screen = play(
        monday(2), "new key-result",
        Its_objective="shop/be-known-in-town", with_its_number="300 people follow us", measured="1", Unit="people",
        Starting_value=["300", "80"], Target="300",
    )  # fmt: skip
    assert "starts at its target 300" in screen and "Your answers are kept" in screen
    play(monday(2), "amend", objective="shop/orders", want_to_change="1", New_target="180", Why="The street is closed")
    play(monday(3), "new objective shop --title 'A mistake' --cycle 2026-Q1", matters="", Committed="", Owner="")
    play(monday(3), "remove shop/a-mistake")
    play(monday(3), "drop", objective="shop/be-known-in-town", reason="No time left")
    play("2026-03-30", "checkin shop", orders="165", basket="46", window="done")
    play("2026-03-30", "checkin bakery", install="1", waste="6")
    play("2026-04-01", "close", A_cycle="2026-Q1", from_sell="Bread sells itself", orders_was="The street was closed")
    screen = play("2026-04-02", "rollover", Cycle_that_ended="2026-Q1")
    assert "A basket fuller by 4.3%" in screen and "+++" not in screen
    ran = run_cli("--as-of", "2026-04-02", "validate", cwd=home)
    assert ran.code == 0 and " error " not in ran.out, ran
    kept = "\n".join(desk.screens)
    if os.environ.get("OKRCTL_UPDATE"):
        SCREENS.write_text(kept, encoding="utf-8")
    assert kept == SCREENS.read_text(encoding="utf-8")
