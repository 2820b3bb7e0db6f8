"""``okrctl rollover``: what goes on begins where it ended; the old plan and every entry stay as they stand."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.kit.harness import Ran, environment, run_cli

CONFIG = "okrctl: 1\norganization: Corner Shop\n"
SHOP = """\
# yaml-language-server: $schema=../.okrctl/schema.json
okrctl: 1
department: shop
name: The Shop
lead: Head of Shop
cycle: 2026-Q1
objectives:
  - id: sell
    title: Sell more of what we love
    ambition: committed   # to the bank
    owner: 'yes'
    depends_on:
      - {ref: bakery/oven, need: 'A bigger oven: soon', due: 2026-02-28}
      - {ref: bakery/flour@2026-Q1, need: Better flour}
    amended: [{date: 2026-02-01, field: title, from: Sell, to: Sell more of what we love, why: Clearer}]
    closed: {date: 2026-04-02, learned: Bread}
    x-board: {column: "1"}
    key_results:
      - {id: orders, title: Orders, unit: orders, baseline: 100, target: 200, checkpoints: {2026-02-28: 140}}
      - {id: basket, title: A fuller basket, unit: EUR, change: +20%, due: 2026-03-15}
      - id: returns
        title: At most 5% come back
        unit: "%"
        at_most: 5
      - {id: kept, title: Kept, at_least: 3, hold: 90%}
      - {id: window, title: A new shop window, done_when: The window is dressed}
      - id: site
        title: The web shop
        milestones:
          - {id: name, title: A name, due: 2026-01-31}
          - {id: open, title: Open, due: 2026-03-15, weight: 2}
          - {id: later, title: Later, due: 2026-05-01}
      - {id: fairs, title: Two fairs, count: 2}
      - {id: gone, title: Gone, count: 2, dropped: {date: 2026-02-01, why: rain}}
      - {id: silent, title: Nobody looked, change: -10%}
  - id: baked
    title: It was done
    key_results: [{id: thing, title: A thing, done_when: x}]
check_ins:
  # the first
  - {date: 2026-01-12, by: ana, results: {orders: 120, basket: {value: 20, baseline: 20}, returns: 9, kept: 1}}
  - date: 2026-03-30
    by: ana
    note: |
      Two lines,
      both kept
    results: {orders: 150, window: done, thing: done, basket: 22, returns: 7, site: [name], fairs: 1}
    # below it

  # later
  - {date: 2026-04-02, by: ana, results: {orders@2026-Q1: 155}}
"""
BAKERY = """\
okrctl: 1
department: bakery
name: Bakery
lead: Baker
cycle: 2026-Q1
objectives:
  - id: oven
    title: A bigger oven
    promised_to: [{ref: shop/sell, due: 2026-02-28}, shop/baked]
    key_results: [{id: buy, title: Buy it, done_when: It stands}]
  - id: flour
    title: Better flour
    key_results: [{id: mill, title: Find a mill, done_when: Signed}]
check_ins:
- {date: 2026-03-30, by: ben, results: {mill: done, buy: open}}
"""
GOES_ON = """\
  - id: sell
    title: Sell more of what we love
    cycle: 2026-Q2
    ambition: committed
    owner: 'yes'
    depends_on:
      - {ref: bakery/oven, need: 'A bigger oven: soon'}
    x-board:
      column: '1'
    carried_from: shop/sell@2026-Q1
    key_results:
      - id: orders
        title: Orders
        unit: orders
        baseline: 155
        target: 200
        carried_from: shop/orders@2026-Q1
      - id: basket
        title: A fuller basket
        unit: EUR
        baseline: 22
        target: 24
        carried_from: shop/basket@2026-Q1
      - id: returns
        title: At most 5% come back
        unit: '%'
        at_most: 5
        baseline: 7
        carried_from: shop/returns@2026-Q1
      - id: kept
        title: Kept
        at_least: 3
        hold: 90%
        carried_from: shop/kept@2026-Q1
      - id: site
        title: The web shop
        milestones:
          - {id: open, title: Open, weight: 2}
          - {id: later, title: Later, due: 2026-05-01}
        carried_from: shop/site@2026-Q1
      - id: fairs
        title: Two fairs
        baseline: 1
        target: 2
        carried_from: shop/fairs@2026-Q1
      - id: silent
        title: Nobody looked
        change: -10%
        carried_from: shop/silent@2026-Q1
"""
LATER = "  - {date: 2026-04-02, by: ana, results: {orders@2026-Q1: 155}}\n"


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "ws"
    (root / "okrs").mkdir(parents=True)
    (root / "okrctl.yaml").write_text(CONFIG)
    (root / "okrs" / "shop.yaml").write_text(SHOP)
    (root / "okrs" / "bakery.yaml").write_text(BAKERY)
    return root


def rollover(ws: Path, *args: str, day: str = "2026-04-03", **cycles: str) -> Ran:
    names = {"from": "2026-Q1", "to": "2026-Q2"} | {name.strip("_"): cycle for name, cycle in cycles.items()}
    return run_cli("--as-of", day, "rollover", "--from", names["from"], "--to", names["to"], *args, cwd=ws)


def text(ws: Path, path: str) -> str:
    return (ws / "okrs" / path).read_text()


def snapshot(ws: Path) -> dict[str, bytes]:
    return {str(path.relative_to(ws)): path.read_bytes() for path in ws.rglob("*") if path.is_file()}


def scores(ws: Path) -> dict[str, object]:
    """The progress of every key result of the old cycle."""
    ran = run_cli("--as-of", "2026-04-03", "status", "--cycle", "2026-Q1", "--format", "json", cwd=ws)
    return {
        result["ref"]: result["progress"]
        for department in json.loads(ran.out)["departments"]
        for objective in department["objectives"]
        if objective["cycle"]["name"] == "2026-Q1"
        for result in objective["key_results"]
    }


def test_what_is_unfinished_goes_on_where_it_ended(ws: Path) -> None:
    plan, journal = SHOP.split("check_ins:\n")
    old = journal.removesuffix("\n  # later\n" + LATER)
    ran = rollover(ws)
    assert ran.code == 0, ran.err
    # old plan, new block, and what came after the cycle; then the old entries, as they stood
    assert text(ws, "shop.yaml") == plan + GOES_ON + "check_ins:\n" + "\n  # later\n" + LATER
    assert text(ws, "archive/shop-2026-Q1.journal.yaml") == (
        "# yaml-language-server: $schema=../../.okrctl/schema.json\nokrctl: 1\ndepartment: shop\ncheck_ins:\n" + old
    )
    assert text(ws, "archive/bakery-2026-Q1.journal.yaml").endswith(BAKERY.partition("check_ins:\n")[2])
    assert "promised_to:\n      - {ref: shop/sell}\n" in text(ws, "bakery.yaml")
    assert "Left behind: shop/sell: request to bakery/flour@2026-Q1, which isn't in 2026-Q2" in ran.out
    assert "Left behind: bakery/oven: promise to shop/baked" in ran.out


def test_the_result_has_no_errors_and_the_old_cycle_its_scores(ws: Path) -> None:
    before = scores(ws)
    assert len(before) == 12
    assert rollover(ws).code == 0
    assert scores(ws) == before
    ran = run_cli("validate", "--as-of", "2026-04-03", cwd=ws)
    assert ran.code == 0 and " error" not in ran.out


def test_the_next_check_in_goes_to_the_department_and_not_to_the_archive(ws: Path) -> None:
    rollover(ws)
    archived = text(ws, "archive/shop-2026-Q1.journal.yaml")
    ran = run_cli("--as-of", "2026-04-10", "checkin", "shop", "--set", "orders=160", cwd=ws)
    assert ran.code == 0, ran.err
    assert text(ws, "shop.yaml").endswith("    results:\n      orders: 160\n")
    assert text(ws, "archive/shop-2026-Q1.journal.yaml") == archived
    # here the archive holds the latest entry of all
    archived = text(ws, "archive/bakery-2026-Q1.journal.yaml")
    assert run_cli("--as-of", "2026-04-10", "checkin", "bakery", "--set", "buy=open", cwd=ws).code == 0
    assert text(ws, "bakery.yaml").endswith("    results:\n      buy: open\n")
    assert text(ws, "archive/bakery-2026-Q1.journal.yaml") == archived
    due = run_cli("--as-of", "2026-04-20", "due", cwd=ws).out
    assert "okrctl checkin shop.yaml" in due and "okrctl checkin bakery.yaml" in due


def test_chosen_ones_alone(ws: Path) -> None:
    assert rollover(ws, "shop/orders", "shop/fairs").code == 0
    new = text(ws, "shop.yaml").partition("    cycle: 2026-Q2\n")[2]
    assert new.count("carried_from: shop/") == 3
    assert "bakery/oven" not in new.partition("check_ins")[0]
    assert "    cycle: 2026-Q2" not in text(ws, "bakery.yaml")


def test_a_dry_run_and_a_second_run_write_nothing(ws: Path) -> None:
    before = snapshot(ws)
    assert rollover(ws, "--dry-run").code == 0
    assert snapshot(ws) == before
    rollover(ws)
    before = snapshot(ws)
    ran = rollover(ws)
    assert ran.code == 0
    assert "shop/sell: 2026-Q2 already has sell" in ran.err
    assert snapshot(ws) == before


def test_before_the_end_the_journal_stays(ws: Path) -> None:
    ran = rollover(ws, day="2026-03-30")
    assert ran.code == 0, ran.err
    assert "Check-ins stay where they are until 2026-Q1 is over" in ran.out
    assert not (ws / "okrs" / "archive").exists()
    assert rollover(ws).code == 0
    assert (ws / "okrs" / "archive" / "shop-2026-Q1.journal.yaml").exists()


def test_final_values_that_would_change_sides_are_told(ws: Path) -> None:
    (ws / "okrs" / "shop.yaml").write_text(SHOP.replace("orders@2026-Q1: 155", "orders: 155"))
    ran = rollover(ws)
    assert "shop/orders@2026-Q1 goes from 0.55 to 0.50" in ran.err
    assert ran.code == 0


def test_check_in_says_of_which_cycle_a_final_value_is(ws: Path) -> None:
    (ws / "okrs" / "shop.yaml").write_text(SHOP.replace("    closed: {date: 2026-04-02, learned: Bread}\n", ""))
    args = ("--as-of", "2026-04-03", "checkin", "shop", "--set", "fairs=2", "--unchanged", "basket")
    assert run_cli(*args, cwd=ws).code == 0
    assert "      fairs@2026-Q1: 2\n    unchanged: [basket@2026-Q1]\n" in text(ws, "shop.yaml")
    before = scores(ws)
    assert before["shop/fairs"] == 1
    assert rollover(ws, "shop/orders").code == 0
    assert scores(ws) == before


@pytest.mark.parametrize("pattern", ["okrs/*.yaml", "okrs/**/*.yaml", "okrs/shop*.yaml"])
def test_the_archive_is_where_files_finds_it(ws: Path, pattern: str) -> None:
    (ws / "okrctl.yaml").write_text(f"{CONFIG}files: ['{pattern}']\n")
    assert rollover(ws, "shop/orders").code == 0
    inside = "archive/" if "**" in pattern else ""
    assert "Two lines," in text(ws, f"{inside}shop-2026-Q1.journal.yaml")


def test_where_files_finds_no_archive_the_journal_stays(ws: Path) -> None:
    (ws / "okrctl.yaml").write_text(f"{CONFIG}files: [okrs/shop.yaml]\n")
    ran = rollover(ws, "shop/orders")
    assert ran.code == 0
    assert "Check-ins of shop stay where they are" in ran.out
    assert text(ws, "shop.yaml").endswith("check_ins:\n" + SHOP.partition("check_ins:\n")[2])


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_every_byte_of_the_entries_is_kept(ws: Path, newline: str) -> None:
    odd = ("\ufeff" + SHOP.removesuffix("\n")).replace("\n", newline).encode()
    (ws / "okrs" / "shop.yaml").write_bytes(odd)
    assert rollover(ws).code == 0
    kept = (ws / "okrs" / "archive" / "shop-2026-Q1.journal.yaml").read_bytes()
    old = odd.partition(f"check_ins:{newline}".encode())[2].partition(newline.encode() + b"  # later")[0]
    assert kept.endswith(old)
    assert (ws / "okrs" / "shop.yaml").read_bytes().startswith(odd[:100])


@pytest.mark.parametrize(
    ("cycles", "args", "message"),
    [
        ({"to": "2026-Q1"}, (), "starts before 2026-Q1 ends"),
        ({"to": "2026"}, (), "starts before 2026-Q1 ends"),
        ({"to": "next"}, (), "--to next is not a cycle"),
        ({"from": "2025-Q1"}, (), "no objective runs in 2025-Q1"),
        ({}, ("shop/nosuch",), "nosuch"),
        ({}, ("--department", "nosuch"), "no department nosuch"),
    ],
)
def test_wrong_usage_leaves_the_files(ws: Path, cycles: dict[str, str], args: tuple[str, ...], message: str) -> None:
    before = snapshot(ws)
    ran = rollover(ws, *args, **cycles)
    assert ran.code == 2, ran
    assert message in ran.err
    assert snapshot(ws) == before


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("sure", [True, False])
def test_at_a_terminal_it_asks_what_goes_on(ws: Path, sure: bool) -> None:
    import pexpect

    before = snapshot(ws)
    command = ["-m", "okrctl", "--as-of", "2026-04-03", "rollover", "--from", "2026-Q1", "--to", "2026-Q2"]
    child: Any = pexpect.spawn(
        sys.executable, command, cwd=str(ws), env=environment(NO_COLOR="1"),
        encoding="utf-8", timeout=20, dimensions=(40, 100),
    )  # fmt: skip
    child.expect("carry over\\?.*\\): $")
    assert "bakery/oven" in child.before and "1 Buy it" in child.before
    child.sendline("-")
    child.expect("carry over\\?.*\\): $")
    child.sendline("1,9")
    child.expect("type numbers from 1 to")
    child.expect("carry over\\?.*\\): $")
    child.sendline("1, 2")
    child.expect("basket: 50% of \\+20% is reached. Continue with the rest\\?.*\\): $")
    child.sendline("a")
    child.expect("Carry 1 objective over to 2026-Q2\\? \\[Y/n\\] $")
    child.sendline("" if sure else "n")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    if not sure:
        assert snapshot(ws) == before
        return
    new = text(ws, "shop.yaml").partition("    cycle: 2026-Q2\n")[2]
    assert "id: orders" in new and "id: basket" in new and "id: returns" not in new


YEARLY = """\
okrctl: 1
department: founder
name: Founder
lead: Founder
cycle: 2026
objectives:
  - id: growth
    title: Grow
    supports: shop/sell   # and more
    promised_to: shop/sell
    key_results:
      - {id: share, title: Share, baseline: 1, target: 2, supports: [bakery/oven, shop/baked]}
"""


def test_references_of_what_runs_on_say_which_cycle_they_mean(ws: Path) -> None:
    yearly = YEARLY
    (ws / "okrs" / "founder.yaml").write_text(yearly)
    ran = rollover(ws)
    assert ran.code == 0, ran.err
    assert text(ws, "founder.yaml") == yearly.replace(
        "supports: shop/sell ", "supports: [shop/sell@2026-Q1, shop/sell@2026-Q2] "
    ).replace("promised_to: shop/sell", "promised_to: shop/sell@2026-Q1").replace(
        "[bakery/oven, shop/baked]", "[bakery/oven@2026-Q1, shop/baked, bakery/oven@2026-Q2]"
    )
    assert "founder/growth still means shop/sell of 2026-Q1" in ran.out
    shown = run_cli("show", "founder/growth", "--as-of", "2026-04-03", cwd=ws).out
    assert "  shop/sell@2026-Q1  " in shown and "  shop/sell@2026-Q2  " in shown
    assert " error" not in run_cli("validate", "--as-of", "2026-04-03", cwd=ws).out


def test_requests_and_promises_of_what_runs_on_stay_pairs(ws: Path) -> None:
    """What runs on asks for the new one as well, which keeps its promise; the old pair stays as it was."""
    needs = "    depends_on: [{ref: bakery/oven, need: Bread}]\n"
    (ws / "okrs" / "founder.yaml").write_text(YEARLY.replace("    supports: shop/sell   # and more\n", needs))
    path = ws / "okrs" / "bakery.yaml"
    path.write_text(path.read_text().replace("shop/baked]", "founder/growth]"))
    ran = rollover(ws)
    assert ran.code == 0, ran.err
    assert "founder/growth asks bakery/oven of 2026-Q2 as well" in ran.out
    assert "{ref: bakery/oven@2026-Q2, need: Bread}" in text(ws, "founder.yaml")
    assert "founder/growth still means bakery/oven of 2026-Q1: depends_on bakery/oven@2026-Q1" in ran.out
    assert "promised_to:\n      - {ref: shop/sell}\n      - founder/growth\n" in text(ws, "bakery.yaml")
    found = run_cli("validate", "--as-of", "2026-04-03", cwd=ws).out
    assert "OKR504" not in found and "OKR501" not in found
    again = rollover(ws)
    assert again.code == 0 and "nothing of 2026-Q1 is left to carry over" in again.err


def test_a_review_leaves_what_has_begun_since_to_its_own(ws: Path) -> None:
    assert rollover(ws).code == 0
    review = json.loads(run_cli("--as-of", "2026-04-03", "retro", "2026-Q1", "--format", "json", cwd=ws).out)
    waits = [(each["from"], each["on"]) for each in review["dependencies"]]
    assert sorted(waits) == [("shop/sell", "bakery/flour"), ("shop/sell", "bakery/oven")]
    text = run_cli("--as-of", "2026-04-03", "retro", "2026-Q1", cwd=ws).out
    assert "unknown: nobody gave a confidence" in text


def test_what_cannot_be_added_to_is_left_alone_and_nothing_is_written(ws: Path) -> None:
    (ws / "okrs" / "bakery.yaml").write_text(
        "okrctl: 1\ndepartment: bakery\nname: Bakery\nlead: Baker\ncycle: 2026-Q1\n"
        "objectives: [\n  {id: oven, title: An oven, key_results: [{id: buy, title: Buy, done_when: x}]},\n  ]\n"
    )
    before = snapshot(ws)
    ran = rollover(ws)
    assert ran.code == 1, ran
    assert "okrs/bakery.yaml:6:" in ran.err and "carried_from: bakery/oven@2026-Q1" in ran.out
    assert snapshot(ws) == before


def test_the_next_cycle_is_proposed(ws: Path) -> None:
    ran = run_cli("--as-of", "2026-04-03", "rollover", "--from", "2026-01-15/2026-04-14", cwd=ws)
    assert ran.code == 2
    assert ran.err.endswith("  okrctl rollover --from 2026-01-15/2026-04-14 --to 2026-04-15/2026-07-14\n")


def test_where_nothing_goes_on_only_the_journal_moves(ws: Path) -> None:
    path = ws / "okrs" / "bakery.yaml"
    path.write_text(path.read_text().replace("buy: open", "buy: done").replace(", shop/baked", ""))
    (ws / "okrs" / "shop.yaml").unlink()
    path.write_text(path.read_text().replace("    promised_to: [{ref: shop/sell, due: 2026-02-28}]\n", ""))
    ran = rollover(ws)
    assert ran.code == 0, ran.err
    assert "archived the journal of 2026-Q1 (nothing to carry over)\n" in ran.err
    assert (ws / "okrs" / "archive" / "bakery-2026-Q1.journal.yaml").exists()


@pytest.mark.parametrize(
    ("said", "title", "goal"),
    [
        # 0.9 / 0.95 - 1, and 0.9 / 1.15 - 1
        ("-5%", "Returns down by 5.3%", "change: -5.3%"),
        ("+15%", "Returns down by 21.7%", "change: -21.7%"),
        ("{value: 19, baseline: 20}", "Returns down by 5.3%", "baseline: 19\n        target: 18"),
        ("", "Returns down by 10%", "change: -10%"),
    ],
)
def test_the_rest_of_a_change_goes_on_and_its_title_stays_true(ws: Path, said: str, title: str, goal: str) -> None:
    file = ws / "okrs" / "shop.yaml"
    plan = file.read_text().replace("title: Nobody looked", "title: Returns down by 10%")
    if said:
        at = plan.index("  # the first\n")
        plan = plan[:at] + plan[at:].rstrip("\n")
        plan += f"\n  - {{date: 2026-03-31, by: ana, results: {{silent: {said}}}}}\n"
    file.write_text(plan)
    before = snapshot(ws)
    shown = rollover(ws, "shop/silent", "--dry-run")
    assert snapshot(ws) == before and "+++" not in shown.out
    assert ("title was “Returns down by 10%”" in shown.out) == bool(said)
    ran = rollover(ws, "shop/silent", "--diff")
    assert ran.code == 0 and "+++ okrs/shop.yaml" in ran.out, ran
    new = text(ws, "shop.yaml").partition("cycle: 2026-Q2\n")[2]
    assert f"title: {title}\n        {goal}\n" in new, new
    assert "OKR314" not in run_cli("validate", "--as-of", "2026-04-03", cwd=ws).out


def test_a_thing_to_do_gets_the_same_day_of_the_new_cycle_where_none_is_left(ws: Path) -> None:
    file = ws / "okrs" / "shop.yaml"
    plan = file.read_text().replace("done_when: The window is dressed", "done_when: Dressed, due: 2026-01-31")
    file.write_text(plan.replace("window: done, ", "").replace(", due: 2026-05-01", ""))
    ran = rollover(ws)
    assert ran.code == 0 and "due 2026-01-31, now 2026-05-01" in ran.out, ran
    new = text(ws, "shop.yaml").partition("cycle: 2026-Q2\n")[2]
    # 30 of 89 days: 31 of 90; and 73 of 89
    assert "done_when: Dressed\n        due: 2026-05-01\n" in new
    assert "- {id: open, title: Open, weight: 2, due: 2026-06-14}\n" in new
    assert "window has no due day" not in run_cli("validate", "--as-of", "2026-04-03", cwd=ws).out


def test_the_way_shown_after_a_cycle_leads_to_its_final_scores(ws: Path) -> None:
    file = ws / "okrs" / "shop.yaml"
    text = file.read_text().replace("    closed: {date: 2026-04-02, learned: Bread}\n", "")
    file.write_text(text + "  - {date: 2026-04-04, by: ana, results: {orders: 180}}\n")
    ran = run_cli("--as-of", "2026-09-01", "status", cwd=ws)
    assert "2026-Q1 ended on 2026-03-31: okrctl score --cycle 2026-Q1" in ran.out
    shown = run_cli("--as-of", "2026-09-01", "score", "--cycle", "2026-Q1", cwd=ws)
    assert shown.code == 0
    # 80 of the 100 are gone with the value of the week after
    objective = run_cli("--as-of", "2026-09-01", "score", "shop/orders@2026-Q1", cwd=ws)
    assert "0.80" in objective.out
