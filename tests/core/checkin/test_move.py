"""Moving a journal between its layouts: every byte of an entry and of its comments arrives, and comes back."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrctl.core.checkin import move
from okrctl.core.checkin.move import Doubt, to_archive, to_department_file, to_own_files
from okrctl.core.checkin.own_file import is_own_file
from okrctl.core.company.workspace import Workspace, build
from okrctl.core.edit.proposal import BOM, Proposal
from okrctl.core.loading.config import load_config
from okrctl.core.loading.facts import department_facts
from okrctl.core.values.glob import matches

CONFIG = load_config("okrctl.yaml", "okrctl: 1\norganization: Test\n")
PLAN = """\
# yaml-language-server: $schema=../.okrctl/schema.json
okrctl: 1
department: shop
name: Shop
cycle: 2026
objectives:
  - id: goal
    title: Goal
    joint_with: [help]
    key_results:
      - {id: a, title: A, unit: x, baseline: 0, target: 10}
      - {id: b, title: B, count: 3}
"""
HEADER = "# yaml-language-server: $schema=../../../.okrctl/schema.json\nokrctl: 1\ndepartment: shop\ncheck_ins:\n"
Files = dict[str, str]


def workspace(files: Files) -> Workspace:
    return build(CONFIG, [department_facts(path, text.removeprefix(BOM)) for path, text in files.items()])


def applied(files: Files, proposal: Proposal | Doubt) -> Files:
    assert isinstance(proposal, Proposal), proposal
    for path, (before, _) in proposal.updated.items():
        assert files[path] == before
    assert not set(proposal.created) & set(files)
    kept = {path: text for path, text in files.items() if path not in proposal.removed}
    return kept | proposal.texts()


def out(files: Files) -> Proposal | Doubt:
    ws = workspace(files)
    found = lambda path: any(matches(path, pattern) for pattern in CONFIG.files)  # noqa: E731
    return to_own_files(ws, ws.departments, files.__getitem__, found)


def back(files: Files) -> Proposal | Doubt:
    ws = workspace(files)
    return to_department_file(ws, ws.departments, files.__getitem__)


def entries(files: Files) -> object:
    return {id: [p.entry for p in found] for id, found in workspace(files).journal.items()}


def test_every_entry_gets_a_file_with_its_lines_as_they_are() -> None:
    journal = (
        "check_ins: # the journal\n"
        "    # begins here\n"
        "    - date: 2026-01-12   # Monday\n"
        "      by: ana\n"
        "      results: {a: '1', b:   1 }\n"
        "    # Below the entry: hers.\n"
        "\n"
        "    # Above the next: its own.\n"
        '    - { date: 2026-01-12, by: tom, note: "x" }\n'
        "\n"
        "# The end.\n"
    )
    files = {"okrs/shop.yaml": PLAN + journal}
    moved = applied(files, out(files))
    own = sorted(path for path in moved if is_own_file(path))
    assert [path[: -len("-000000.yaml")] for path in own] == [
        "okrs/journal/shop/2026-01-12T000000Z",
        "okrs/journal/shop/2026-01-12T000001Z",
    ]
    lines = journal.splitlines(keepends=True)
    assert moved[own[0]] == HEADER + "".join(lines[1:6])
    assert moved[own[1]] == HEADER + "".join(lines[6:9])
    assert moved["okrs/shop.yaml"] == PLAN + lines[0] + "".join(lines[9:])
    assert entries(moved) == entries(files)
    assert applied(moved, back(moved)) == files


VALUES = [
    "results: {{a: {n}}}",
    "results:\n{p}  a: {{value: {n}, note: 'it''s # no comment'}}  # c",
    "note: |\n{p}  literal {n}\n\n{p}  # text",
    "note: >-\n{p}  folded {n}\n{p}  text",
    "note: plain {n}\n{p}  over two lines",
    'note: "quoted \\u00e9 {n}"',
    "unchanged: [a]",
    "unchanged:\n{p}- b   # {n}\n{p}- a",
    "x-own: {{k: [{n}, ü𝒳]}}",
]


def entry(rng: Random, pad: str, number: int, day: int) -> str:
    inner = pad + "  "
    date = f"2026-01-{day:02}"
    if rng.random() < 0.15:
        text = f"{pad}- {{date: {date}, by: x{number}}}\n"
    else:
        picked = rng.sample(VALUES, rng.randint(1, 2))
        keys = list({value.split(":")[0]: value for value in picked}.values())
        body = [value.format(n=number, p=inner) for value in keys]
        lines = [f"date: {date}", f"by: 'x{number}'" if number % 2 else f"by: x{number}", *body]
        text = "".join((pad + "- " if at == 0 else inner) + line + "\n" for at, line in enumerate(lines))
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        text += rng.choice((pad, inner, inner + "   ")) + f"# own {number}\n"
    if number and rng.random() < 0.4:
        text = rng.choice(("\n", "\n" + pad + "# above\n", "\n\n" + inner + "# above\n")) + text
    return text


def journal(rng: Random) -> str:
    pad = " " * rng.choice((0, 2, 2, 4))
    days = sorted(rng.choices(range(1, 29), k=rng.randint(1, 6)))
    body = "".join(entry(rng, pad, number, day) for number, day in enumerate(days))
    head = "check_ins:" + rng.choice(("", "", " # the journal", "   "))
    tail = rng.choice(("", "", "\n# the end\n", "\n\n", "x-more: 1\n", "...\n"))
    return head + "\n" + body + tail


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 10**9))
def test_there_and_back_is_the_same_text(seed: int) -> None:
    rng = Random(seed)
    text = PLAN + journal(rng)
    if rng.random() < 0.3:
        text = text.removesuffix("\n")
    if rng.random() < 0.3:
        text = text.replace("\n", "\r\n")
    if rng.random() < 0.2:
        text = BOM + text
    files = {"okrs/shop.yaml": text, "okrs/help.yaml": PLAN.replace("shop", "help").replace("id: goal", "id: other")}
    proposal = out(files)
    moved = applied(files, proposal)
    assert isinstance(proposal, Proposal)
    # every line of the journal stands in just one file, as it was
    kept = moved["okrs/shop.yaml"]
    carried = "".join(
        new.split("check_ins:", 1)[1].lstrip("\r").removeprefix("\n") for new in proposal.created.values()
    )
    at = next(n for n in range(len(text) + 1) if kept[:n] + carried + kept[n:] == text)
    assert kept[:at].rstrip().split("\n")[-1].startswith("check_ins:")
    assert entries(moved) == entries(files)
    assert applied(moved, back(moved)) == files


def test_out_of_order_entries_keep_their_lines_and_their_meaning() -> None:
    text = PLAN + "check_ins:\n- {date: 2026-02-01, by: a}\n- {date: 2026-01-01, by: b}\n- {date: 2026-02-01, by: c}\n"
    files = {"okrs/shop.yaml": text}
    moved = applied(files, out(files))
    assert entries(moved) == entries(files)
    again = applied(moved, back(moved))
    assert entries(again) == entries(files)
    assert sorted(again["okrs/shop.yaml"].splitlines()) == sorted(text.splitlines())


def test_several_files_and_both_layouts_at_once() -> None:
    own = HEADER + "  - {date: 2026-01-05, by: c}\n"
    files = {
        "okrs/shop.yaml": PLAN + "check_ins:\n  - {date: 2026-01-05, by: a}\n  - {date: 2026-03-01, by: b}\n",
        "okrs/shop-old.yaml": "okrctl: 1\ndepartment: shop\ncheck_ins:\n- {date: 2025-12-01, by: z}\n",
        "okrs/journal/shop/2026-01-05T093011Z-abc123.yaml": own,
    }
    moved = applied(files, out(files))
    assert moved["okrs/journal/shop/2026-01-05T093011Z-abc123.yaml"] == own
    assert len([path for path in moved if is_own_file(path)]) == 4
    assert entries(moved) == entries(files)
    again = applied(moved, back(moved))
    assert entries(again) == entries(files)
    assert not [path for path in again if is_own_file(path)]


def test_into_a_file_without_a_journal_and_at_another_indentation() -> None:
    own = {
        "okrs/journal/shop/2026-01-05T000000Z-a.yaml": HEADER
        + "- date: 2026-01-05\n  by: a\n  note: |\n    x\n\n    y\n",
        "okrs/journal/shop/2026-01-06T000000Z-a.yaml": HEADER + "    # c\n    - {date: 2026-01-06, by: b}\n",
    }
    files = {"okrs/shop.yaml": PLAN, **own}
    again = applied(files, back(files))
    assert again == {
        "okrs/shop.yaml": PLAN
        + "check_ins:\n- date: 2026-01-05\n  by: a\n  note: |\n    x\n\n    y\n# c\n- {date: 2026-01-06, by: b}\n"
    }
    unended = {path: text.removesuffix("\n") for path, text in own.items() if "note" not in text}
    unended["okrs/journal/shop/2026-01-07T000000Z-a.yaml"] = HEADER + "- {date: 2026-01-07, by: c}"
    joined = applied({"okrs/shop.yaml": PLAN, **unended}, back({"okrs/shop.yaml": PLAN, **unended}))["okrs/shop.yaml"]
    assert joined.endswith("    - {date: 2026-01-06, by: b}\n    - {date: 2026-01-07, by: c}")
    full = {"okrs/shop.yaml": PLAN + "check_ins:\n    - {date: 2026-01-01, by: z}\nx-more: 1\n", **own}
    deeper = applied(full, back(full))["okrs/shop.yaml"]
    assert deeper == PLAN + (
        "check_ins:\n    - {date: 2026-01-01, by: z}\n    - date: 2026-01-05\n      by: a\n      note: |\n        x\n\n"
        "        y\n    # c\n    - {date: 2026-01-06, by: b}\nx-more: 1\n"
    )


def test_nothing_to_move() -> None:
    assert out({"okrs/shop.yaml": PLAN}) == Proposal()
    assert out({"okrs/shop.yaml": PLAN + "check_ins: []\n"}) == Proposal()
    assert back({"okrs/shop.yaml": PLAN + "check_ins:\n  - {date: 2026-01-05, by: a}\n"}) == Proposal()


ONE = "  - {date: 2026-01-05, by: a, results: {a: 1}}\n"
OUT_REFUSED = {
    "brackets": ("check_ins: [{date: 2026-01-05, by: a}]\n", "brackets"),
    "an entry with an error": ("check_ins:\n  - {date: 2026-13-05, by: a}\n" + ONE, "not every entry"),
    "an alias to another entry": (
        "check_ins:\n  - &e {date: 2026-01-05, by: a}\n  - *e\n",
        "entries or their order would change",
    ),
    "an alias into the plan": ("check_ins:\n  - {date: 2026-01-05, by: *n}\n", "entries or their order would change"),
    "a list that stands elsewhere too": ("check_ins: &j\n" + ONE + "x-copy: *j\n", "used elsewhere"),
    "odd line breaks": ("check_ins:\n" + ONE + "# \u2028\n", "line separators"),
    "not a list": ("check_ins: {a: 1}\n", "not a list"),
}


@pytest.mark.parametrize("case", OUT_REFUSED)
def test_stays_in_the_file_with_a_reason(case: str) -> None:
    journal, words = OUT_REFUSED[case]
    files = {"okrs/shop.yaml": PLAN.replace("name: Shop", "name: &n Shop") + journal}
    proposal = out(files)
    assert isinstance(proposal, Doubt), proposal
    assert words in proposal.refusal.reason
    assert proposal.path == "okrs/shop.yaml"


BACK_REFUSED = {
    "a comment in the head": (HEADER.replace("okrctl: 1", "# mine\nokrctl: 1") + ONE, "would be lost"),
    "a comment behind a key": (HEADER.replace("shop\n", "shop # mine\n") + ONE, "would be lost"),
    "more keys above": (HEADER.replace("check_ins", "cycle: 2026\ncheck_ins") + ONE, "would be lost"),
    "more keys below": (HEADER + ONE + "cycle: 2027\n", "entries or their order would change"),
    "a text that the file ends in": (
        HEADER + "  - date: 2026-01-04\n    by: a\n    note: |\n      x",
        "entries or their order would change",
    ),
}


@pytest.mark.parametrize("case", BACK_REFUSED)
def test_stays_in_its_own_file_with_a_reason(case: str) -> None:
    text, words = BACK_REFUSED[case]
    files = {
        "okrs/shop.yaml": PLAN + "check_ins:\n" + ONE,
        "okrs/journal/shop/2026-01-04T000000Z-a.yaml": text,
    }
    proposal = back(files)
    assert isinstance(proposal, Doubt), proposal
    assert words in proposal.refusal.reason


def test_a_file_that_cannot_be_read_may_hold_entries_of_the_day() -> None:
    files = {"okrs/shop.yaml": PLAN + "check_ins:\n" + ONE, "okrs/more.yaml": "department: shop\nx: [\n"}
    proposal = out(files)
    assert isinstance(proposal, Doubt)
    assert "cannot be read" in proposal.refusal.reason


def test_words_of_two_departments_on_one_day_keep_their_order() -> None:
    """Both speak of shop/a on one day; the department whose file comes later is heard."""
    partner = "okrctl: 1\ndepartment: zoo\ncheck_ins:\n  - {date: 2026-01-05, by: z, results: {shop/a: 2}}\n"
    files = {"okrs/shop.yaml": PLAN.replace("[help]", "[zoo]") + "check_ins:\n" + ONE, "okrs/zoo.yaml": partner}
    ws = workspace(files)
    one = to_own_files(ws, ["zoo"], files.__getitem__, lambda path: True)
    assert isinstance(one, Doubt)
    assert "the order of values of one key result" in one.refusal.reason
    both = applied(files, out(files))
    assert entries(both) == entries(files)


EMPTY = (
    "check_ins:\n  # ask Ann\n",
    "check_ins:\n  # ask Ann",
    "check_ins:\n# ask Ann\n",
    "check_ins:  # ask Ann\n",
    "check_ins: ~  # ask Ann\n",
    "check_ins: []  # ask Ann\n",
    "check_ins:\n\n    # ask Ann\n    # or Bo\n\n# ask Ann\n",
    "check_ins:\n  # ask Ann\nkpis: []\n",
    "# ask Ann\n",
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("journal", EMPTY)
def test_what_is_said_in_an_empty_journal_stays(journal: str, newline: str) -> None:
    own = "okrs/journal/shop/2026-03-01T000000Z-aaaaaa.yaml"
    entry = "okrctl: 1\ndepartment: shop\ncheck_ins:\n  - {date: 2026-03-01, by: ana, results: {a: 5}} # hers\n"
    files = {"okrs/shop.yaml": (PLAN + journal).replace("\n", newline), own: entry.replace("\n", newline)}
    found = back(files)
    if isinstance(found, Doubt):
        assert "[]" in journal
        return
    after = applied(files, found)
    assert list(after) == ["okrs/shop.yaml"]
    assert entries(after) == entries(files)
    text = after["okrs/shop.yaml"]
    assert [text.count(words) for words in ("# ask Ann", "# or Bo", "# hers")] == [
        journal.count("# ask Ann"),
        journal.count("# or Bo"),
        1,
    ]


def test_a_move_that_would_lose_a_comment_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    real = move._with
    monkeypatch.setattr(move, "_with", lambda *args: real(*args).replace("  # hers", ""))
    entry = "check_ins:\n  - {date: 2026-03-01, by: ana, results: {a: 5}}  # hers\n"
    files = {"okrs/shop.yaml": PLAN, "okrs/2026-03-01T000000Z-a.yaml": "okrctl: 1\ndepartment: shop\n" + entry}
    found = back(files)
    assert isinstance(found, Doubt)
    assert found.refusal.reason == "a comment would be lost"


TWINS = "  - {date: 2026-01-12, by: ana, results: {a: 1}}  # said twice\n"
GROWN = (
    "check_ins:\n"
    + TWINS * 2
    + "  # above\n  - date: 2026-01-12\n    by: tom\n    results: {a: 2}\n    # below\n"
    + "  - {date: 2026-04-02, by: ana, results: {a: 3, b: 1}}\n"
)
HELP = "okrctl: 1\ndepartment: help\nobjectives: []\ncheck_ins:\n  - {date: 2026-02-01, by: bo, results: {shop/a: 3}}\n"


def cut_off(files: Files, proposal: Proposal | Doubt) -> list[Files]:
    """What is there after each step of a move, in the order in which a batch writes."""
    assert isinstance(proposal, Proposal), proposal
    now, found = dict(files), [dict(files)]
    for path, text in (*proposal.created.items(), *((path, after) for path, (_, after) in proposal.updated.items())):
        now[path] = text
        found.append(dict(now))
    for path in proposal.removed:
        del now[path]
        found.append(dict(now))
    return found


def archived(files: Files) -> Proposal | Doubt:
    ws = workspace(files)
    found = lambda path: any(matches(path, pattern) for pattern in CONFIG.files)  # noqa: E731
    return to_archive(ws, "shop", "2026-Q1", date(2026, 4, 1), files.__getitem__, found)


@pytest.mark.reliability("Edits", "a move cut off after each of its steps is finished by the next one, nothing twice")
@pytest.mark.parametrize("style", ["plain", "byte order mark", "CRLF"])
@pytest.mark.parametrize("move_to", ["own files", "the department's file", "the archive"])
def test_a_move_that_was_cut_off_is_finished_by_the_next(move_to: str, style: str) -> None:
    files = {"okrs/shop.yaml": PLAN + GROWN, "okrs/help.yaml": HELP}
    if style == "byte order mark":
        files = {path: BOM + text for path, text in files.items()}
    if style == "CRLF":
        files = {path: text.replace("\n", "\r\n") for path, text in files.items()}
    if move_to == "the department's file":
        files = applied(files, out(files))
    make = {"own files": out, "the department's file": back, "the archive": archived}[move_to]
    whole = applied(files, make(files))
    steps = cut_off(files, make(files))
    assert len(steps) > 2
    for there in steps:
        again = make(there)
        assert isinstance(again, Proposal), (again, there)
        finished = {**there, **again.texts()}
        assert {path: text for path, text in finished.items() if path not in again.removed} == whole


def test_a_check_in_between_a_cut_off_move_and_the_next_is_kept() -> None:
    files = {"okrs/shop.yaml": PLAN + GROWN}
    new = "okrs/journal/shop/2026-01-12T101112Z-abcdef.yaml"
    entry = HEADER + "  - {date: 2026-01-12, by: ana, results: {a: 9}}\n"
    for there in cut_off(files, out(files)):
        for more in ({new: entry}, {}):
            again = out(there | more)
            assert isinstance(again, Proposal), again
            finished = {**there, **more, **again.texts()}
            told = [each for path, each in finished.items() if path not in again.removed]
            assert sum(each.count("by: ") for each in told) == 4 + len(more)


def test_a_twin_that_no_move_made_stays() -> None:
    own = "okrs/journal/shop/2026-01-12T101112Z-abcdef.yaml"
    files = {"okrs/shop.yaml": PLAN + "check_ins:\n" + TWINS, own: HEADER + TWINS}
    after = applied(files, out(files))
    assert len([path for path in after if is_own_file(path)]) == 2
