"""``amend`` changes every field of the format, of departments, KPIs and okrctl.yaml, too, and the base agrees."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.kit.harness import Ran, environment, run_cli

CONFIG = """\
okrctl: 1
organization: Shop
fiscal_year: {starts: 1}
check_in: {every: 7d, grace: 3d}
grades: {committed: [0.7, 1.0]}
external: [legal]
metrics:
  revenue: {title: Revenue, unit: USD, definition: orders * value}
"""
SALES = """\
okrctl: 1
department: sales
name: Sales
lead: Ana
cycle: 2026-H1
check_in: {every: 7d}
objectives:
  - id: sell
    title: Sell more
    why: Rent goes up
    ambition: committed
    check_in: {every: 7d, grace: 2d}
    promised_to: [{ref: shop/open, due: 2026-03-31}]
    links: [{title: Plan, url: 'https://example.com/plan'}]
    key_results:
      - {id: orders, title: 200 orders a week, unit: orders, baseline: 100, target: 200,
         source: {file: a.csv, value: sum(x)}}
kpis:
  - {id: bounce, title: Bounce rate, at_most: 45, except: [{from: 11-20, to: 12-02, at_most: 55}]}
"""
SHOP = """\
okrctl: 1
department: shop
name: Shop
lead: Ben
cycle: 2026-H1
objectives:
  - id: open
    title: Open the second shop
    why: The first is full
    ambition: committed
    depends_on:
      - {ref: sales/sell, need: Orders, due: 2026-03-31}
    key_results:
      - {id: opened, title: Opened, done_when: The door is open}
"""
CASES = {
    ("okrctl.yaml", "check_in/grace=9d"): ("check_in: {every: 7d, grace: 9d}", "to: {every: 7d, grace: 9d}"),
    ("okrctl.yaml", "check_in/every=30d"): ("check_in: {every: 30d, grace: 3d}", "to: {grace: 3d, every: 30d}"),
    ("okrctl.yaml", "check_in/final=9d"): ("final: 9d}", "field: check_in/final"),
    ("okrctl.yaml", "pace/at_risk=0.2"): ("pace: {at_risk: 0.2}", "field: pace/at_risk"),
    ("okrctl.yaml", "grades/committed=0.5,0.9"): ("grades: {committed: [0.5, 0.9]}", "from: [0.7, 1.0]"),
    ("okrctl.yaml", "grades/committed=0.5,1.0"): ("grades: {committed: [0.5, 1.0]}", "to: [0.5, 1.0]"),
    ("okrctl.yaml", "external=legal,press"): ("external: [legal, press]", "field: external"),
    ("okrctl.yaml", "fiscal_year/starts=2"): ("fiscal_year: {starts: 2}", "field: fiscal_year"),
    ("okrctl.yaml", "rules/OKR601=off"): ("rules: {OKR601: off}", "field: rules/OKR601"),
    ("okrctl.yaml", "metrics/revenue/definition=orders"): ("definition: orders}", "field: metrics/revenue/definition"),
    ("okrctl.yaml", "organization=Shop & Sons"): ("organization: Shop & Sons", "from: Shop"),
    ("okrctl.yaml", "people/ana/email=ana@example.com"): ("people: {ana: {email: ana", "people/ana/email"),
    ("sales", "lead=Chris"): ("lead: Chris", "from: Ana"),
    ("sales", "weight=2"): ("weight: 2", "to: 2"),
    ("sales", "check_in/every=14d"): ("check_in: {every: 14d}", "from: {every: 7d}"),
    ("sales", "check_in/every="): ("field: check_in", "from: {every: 7d}"),
    ("sales/sell", "check_in/every=14d"): ("check_in: {every: 14d, grace: 2d}", "from: {every: 7d, grace: 2d}"),
    ("sales/sell", "cycle=2026-01-01/2026-07-31"): ("cycle: 2026-01-01/2026-07-31", "from: 2026-H1"),
    ("sales/sell", "draft=true"): ("draft: true", "field: draft"),
    ("sales/sell", "links=https://example.com/plan Plan; https://b.example"): ("https://b.example", "field: links"),
    ("sales/sell", "promised_to/shop/open=2026-04-30"): ("due: 2026-04-30", "field: promised_to/shop/open"),
    ("sales/sell", "promised_to/shop/open="): ("field: promised_to/shop/open", "from: {ref: shop/open"),
    ("sales/orders", "source/value=count(x)"): ("value: count(x)", "from: {file: a.csv, value: sum(x)}"),
    ("sales/bounce", "except/11-20/at_most=60"): ("to: 12-02, at_most: 60}", "field: except/11-20"),
    ("sales/bounce", "except/11-20="): ("field: except/11-20", "from: {from: 11-20, to: 12-02, at_most: 55}"),
    ("sales/bounce", "except=12-20/01-05 at_most=50 why=Holidays"): ("why: Holidays}", "field: except/12-20"),
    ("shop/open", "depends_on/sales/sell/due=2026-04-30"): ("due: 2026-04-30}", "depends_on/sales/sell/due"),
    ("shop/open", "depends_on/sales/sell/need=More orders"): ("need: More orders,", "depends_on/sales/sell/need"),
    ("shop/open", "depends_on/sales/sell="): ("field: depends_on/sales/sell", "need: Orders"),
}  # fmt: skip


def run(home: Path, *args: str) -> Ran:
    return run_cli("--as-of", "2026-02-10", *args, cwd=home)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrctl.yaml").write_text(CONFIG)
    (tmp_path / "okrs" / "sales.yaml").write_text(SALES)
    (tmp_path / "okrs" / "shop.yaml").write_text(SHOP)
    for args in (("init", "-qb", "main"), ("add", "-A"), ("commit", "-qm", "start")):
        subprocess.run(["git", *args], cwd=tmp_path, env=environment(), check=True)
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids="=".join)
def test_any_field_is_amended_and_accounts_for_itself(home: Path, case: tuple[str, str]) -> None:
    ref, to = case
    before = earlier(home)
    ran = run(home, "amend", ref, "--to", to, "--why", "agreed")
    assert ran.code == 0, ran
    texts = "".join(path.read_text() for path in (home / "okrctl.yaml", *sorted((home / "okrs").iterdir())))
    for part in (*CASES[case], "why: agreed"):
        assert part in texts, texts
    found = run(home, "validate", "--base", "HEAD", "--select", "OKR7", "--format", "concise")
    assert (found.code, found.out) == (0, ""), found.out
    assert "error" not in run(home, "validate", "--format", "concise").out
    if ref not in ("okrctl.yaml", "sales"):
        assert earlier(home) == before, "the plan of an earlier day is another one"


def earlier(home: Path) -> str:
    """What the plan was the day before, without the places in files."""
    told = json.loads(run(home, "--as-of", "2026-02-09", "deps", "--format", "json").out)
    told |= json.loads(run(home, "--as-of", "2026-02-09", "status", "--all", "--format", "json").out)
    return re.sub(r'"(line|path)": [^,}]*', "", json.dumps(told))


def test_what_is_already_so_or_empty_is_refused(home: Path) -> None:
    for ref, to, message in (
        ("okrctl.yaml", "check_in/grace=3d", "already 3d"),
        ("okrctl.yaml", "organization=", "organization needs a value"),
        ("okrctl.yaml", "check_in/grace=soon", "nothing written"),
        ("sales", "weight=-1", "nothing written"),
        ("sales/bounce", "except=soon", "isn't understood"),
        ("shop/open", "depends_on/sales/nope/due=2026-04-30", "has no depends_on/sales/nope"),
    ):
        ran = run(home, "amend", ref, "--to", to, "--why", "x")
        assert ran.code == 2 and message in ran.err, (to, ran)
    assert (home / "okrctl.yaml").read_text() == CONFIG and (home / "okrs" / "sales.yaml").read_text() == SALES
