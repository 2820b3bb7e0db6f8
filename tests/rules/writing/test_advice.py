"""How good the advice on titles is: ``advice.txt`` says what each objective and key result deserves.

Of every four items the first and the last are the half that was looked at while the rules were tuned; the two between
them were labelled at the same time and held out. Every rule reaches 0.9 in precision and 0.8 in recall in both halves.

``advice-blind.txt`` was labelled before any rule was run on it, in two parts. When first run, precision was 0.86 and
recall 1.0 for OKR605 in the first part, recall 0.67 for OKR603, 0.55 for OKR604 and 0.78 for OKR614; in the second
part, precision was 0.73 for OKR604, 0.89 for OKR603 and 0.67 for OKR605. All others reached both limits. What was
wrong was mended as kinds of words, so that the file now is a test like any other.

Rules that look at whole plans have theirs in ``plans.txt``, which was labelled blindly, too: when first run, OKR608 and
OKR611 had a precision of 0.83 and 0.75, all others were right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import build
from okrctl.core.findings.rule import rule_named
from okrctl.core.loading.config import load_config
from okrctl.core.loading.facts import department_facts
from okrctl.core.values.frozen import frozen

PRECISION, RECALL = 0.9, 0.8
JUDGED = [f"OKR{code}" for code in (306, 314, 315, 603, 604, 605, 606, 607, 608, 614, 615)]
THING = "done_when: It can be seen in the shop, due: 2026-03-01"


@frozen
class Item:
    """An objective or key result, the codes it deserves, and those it gets."""

    text: str
    held_out: bool
    deserves: frozenset[str]
    gets: frozenset[str]


def judge(kind: str, title: str, plan: str) -> frozenset[str]:
    """The codes that a file with only this objective or key result gets."""
    quoted = "'" + title.replace("'", "''") + "'"
    head = "okrctl: 1\ndepartment: shop\nlead: Ana\ncycle: 2026-Q1\nobjectives:\n  - id: o\n    why: It helps\n"
    result = f"title: {quoted}, {THING if plan == 'T' else plan}" if kind == "K" else f"title: Tents, {THING}"
    text = f"{head}    title: {quoted if kind == 'O' else 'Be better'}\n    key_results:\n      - {{id: k, {result}}}\n"
    config = load_config("okrctl.yaml", "okrctl: 1\norganization: Northwind\n")
    ws = build(config, [department_facts("okrs/shop.yaml", text)])
    problems = [*RuleContext(ws, date(2026, 1, 5)).problems(day=False)]
    codes = frozenset(rule_named(each.rule).code for each in problems)
    assert not any(code < "OKR3" for code in codes), (text, problems)
    return codes & frozenset(JUDGED)


@cache
def items(name: str = "advice.txt") -> tuple[Item, ...]:
    found = []
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(each for each in lines if not each.startswith("#")):
        kind, title, plan, codes = (part.strip() for part in line.split(" |"))
        text = f"{kind} {title} ({plan})"
        found.append(Item(text, number % 4 in (1, 2), frozenset(codes.split()), judge(kind, title, plan)))
    return tuple(found)


def test_the_set_is_large_enough() -> None:
    assert len(items()) >= 200
    for held_out in (False, True):
        deserved = Counter(code for each in items() if each.held_out is held_out for code in each.deserves)
        assert all(deserved[code] for code in JUDGED), deserved


@pytest.mark.parametrize("held_out", [False, True], ids=["tuned", "held-out"])
@pytest.mark.parametrize("code", JUDGED)
def test_advice_is_right(code: str, held_out: bool) -> None:
    both(code, [each for each in items() if each.held_out is held_out])


@pytest.mark.parametrize("code", JUDGED)
def test_advice_labelled_blindly_is_right(code: str) -> None:
    both(code, items("advice-blind.txt"))


def both(code: str, half: Sequence[Item]) -> None:
    """Check precision and recall of a rule."""
    right = [each for each in half if code in each.gets & each.deserves]
    alarms = [each.text for each in half if code in each.gets - each.deserves]
    misses = [each.text for each in half if code in each.deserves - each.gets]
    assert len(right) >= PRECISION * (len(right) + len(alarms)), alarms
    assert len(right) >= RECALL * (len(right) + len(misses)), misses


CYCLES = {"2": "2026-Q2", "y": "2026", "": "2026-Q1"}
LAST = {"2": "2026-06-30", "y": "2026-12-31", "": "2026-03-31"}
OF_PLANS = [f"OKR{code}" for code in (601, 602, 608, 609, 611, 612, 613, 616)]


def key_result(letter: str, id: str, last: str) -> str:
    """A key result in the shorthand of ``plans.txt``; its own title draws no advice."""
    moving = f"title: {id} to 20 orders, unit: orders, baseline: 10, target: 20"
    rest = {
        "q": moving,
        "e": f"{moving}, indicator: leading",
        "l": f"{moving}, indicator: lagging",
        "g": f"{moving}, weight: 0",
        "h": f"title: At least 90% {id}, unit: percent, at_least: 90, hold: true",
        "t": f"title: {id} in use, done_when: Ten customers used it, due: 2026-02-20",
        "z": f"title: {id} in use, done_when: Ten customers used it, due: {last}",
        "m": f"title: {id} in use, milestones: [{{id: a, title: A, due: {last}}}, {{id: b, title: B, due: {last}}}]",
    }[letter]
    return f"{{id: {id}, {rest}}}"


def plan_of(lead: str, objectives: str) -> str:
    """A department's file in the shorthand of ``plans.txt``."""
    lines = ["okrctl: 1", "department: shop", *([] if lead == "-" else [f"lead: {lead}"]), "objectives:"]
    parts = [part.split() for part in objectives.split(";")]
    for number, (flags, letters) in enumerate(parts):
        when = next((each for each in "2y" if each in flags), "")
        lines += [f"  - id: o{number}", f"    title: Shoppers are glad {'x' * number}", f"    cycle: {CYCLES[when]}"]
        lines += ["    ambition: committed"] * ("c" in flags) + ["    ambition: aspirational"] * ("a" in flags)
        lines += ["    why: Rent goes up"] * ("w" in flags) + ["    owner: Ben"] * ("o" in flags)
        lines += [f"    supports: [o{1 if number == 0 else 0}]"] * ("s" in flags) + ["    draft: true"] * ("d" in flags)
        results = (key_result(letter, f"k{number}{place}", LAST[when]) for place, letter in enumerate(letters))
        lines += ["    key_results:", *(f"      - {each}" for each in results)]
    return "\n".join(lines) + "\n"


@cache
def plans() -> tuple[Item, ...]:
    found = []
    for line in (Path(__file__).parent / "plans.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        lead, objectives, codes, why = (part.strip() for part in line.split("|"))
        config = load_config("okrctl.yaml", "okrctl: 1\norganization: Northwind\n")
        ws = build(config, [department_facts("okrs/shop.yaml", plan_of(lead, objectives))])
        problems = [*RuleContext(ws, date(2026, 1, 5)).problems(day=False)]
        gets = frozenset(rule_named(each.rule).code for each in problems)
        assert not any(code < "OKR3" for code in gets), (line, problems)
        found.append(Item(f"{lead} | {objectives} ({why})", False, frozenset(codes.split()), gets & set(OF_PLANS)))
    return tuple(found)


@pytest.mark.parametrize("code", OF_PLANS)
def test_advice_on_whole_plans_is_right(code: str) -> None:
    assert sum(code in each.deserves for each in plans()) >= 5
    both(code, plans())
