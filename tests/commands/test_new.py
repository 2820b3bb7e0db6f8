"""``okrctl new``: valid blocks where they belong, and nothing else changes; questions at a terminal only."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.kit.harness import environment, run_cli
from tests.kit.odd_files import Place


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Place(tmp_path / "ws")


OBJECTIVE = (
    "objective", "marketing", "--title", "Talk: more", "--why", "People listen", "--ambition", "aspirational",
)  # fmt: skip
CASES = {
    "an objective": (
        OBJECTIVE,
        "marketing",
        [
            "+  - id: talk-more\n",
            "+    title: 'Talk: more'\n",
            "+    why: People listen\n",
            "+    ambition: aspirational\n",
            "+    key_results: []\n",
        ],
    ),
    "an objective with everything": (
        (*OBJECTIVE, "--id", "talk", "--cycle", "2026-Q2", "--owner", "Ana", "--supports", "founder/growth",
         "--joint-with", "technology", "--joint-with", "founder", "--weight", "0.5", "--draft"),
        "marketing",
        [
            "+  - id: talk\n",
            "+    title: 'Talk: more'\n",
            "+    why: People listen\n",
            "+    ambition: aspirational\n",
            "+    owner: Ana\n",
            "+    cycle: 2026-Q2\n",
            "+    joint_with: [technology, founder]\n",
            "+    supports: [founder/growth]\n",
            "+    weight: 0.5\n",
            "+    draft: true\n",
            "+    key_results: []\n",
        ],
    ),
    "a quantity": (
        ("key-result", "founder/growth", "--title", "12% more", "--unit", "percent", "--baseline", "1", "--change",
         "+12%", "--due", "2026-06-30", "--owner", "Ana", "--why", "no", "--definition", "a / b", "--weight", "2"),
        "founder",
        [
            "+      - id: 12-more\n",
            "+        title: 12% more\n",
            "+        why: 'no'\n",
            "+        owner: Ana\n",
            "+        unit: percent\n",
            "+        definition: a / b\n",
            "+        baseline: 1\n",
            "+        change: +12%\n",
            "+        due: 2026-06-30\n",
            "+        weight: 2\n",
        ],
    ),
    "a level that is held": (
        ("key-result", "marketing/seo", "--title", "Steady", "--at-least", "5", "--at-most", "7", "--hold", "95%"),
        "marketing",
        [
            "+      - id: steady\n",
            "+        title: Steady\n",
            "+        at_least: 5\n",
            "+        at_most: 7\n",
            "+        hold: 95%\n",
        ],
    ),
    "steps": (
        ("key-result", "marketing/seo", "--title", "Built", "--milestone", "plan=A plan: good@2026-04-01",
         "--milestone", "live=It = live"),
        "marketing",
        [
            "+      - id: built\n",
            "+        title: Built\n",
            "+        milestones:\n",
            "+          - {id: plan, title: 'A plan: good', due: 2026-04-01}\n",
            "+          - {id: live, title: It = live}\n",
        ],
    ),
    "a quantity with its metric's title": (
        ("key-result", "marketing/seo", "--metric", "sessions", "--target", "5"),
        "marketing",
        ["+      - id: sessions\n", "+        metric: sessions\n", "+        target: 5\n"],
    ),
    "a thing": (
        ("key-result", "marketing/seo", "--title", "Done", "--done-when", "It's: done", "--id", "x1"),
        "marketing",
        ["+      - id: x1\n", "+        title: Done\n", "+        done_when: \"It's: done\"\n"],
    ),
    "a KPI": (
        ("kpi", "marketing.yaml", "--title", "Open rate", "--unit", "percent", "--at-least", "20"),
        "marketing",
        ["+  - id: open-rate\n", "+    title: Open rate\n", "+    unit: percent\n", "+    at_least: 20\n"],
    ),
    "a first KPI, above the journal": (
        ("kpi", "technology", "--title", "Load", "--at-most", "80"),
        "technology",
        ["+kpis:\r\n", "+  - id: load\r\n", "+    title: Load\r\n", "+    at_most: 80\r\n"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_inserts_just_this_block(place: Place, case: str) -> None:
    args, name, expected = CASES[case]
    before = place.texts()
    shown = place.run("new", *args, "--dry-run")
    assert (shown.code, place.texts()) == (0, before), shown.err
    ran = place.run("new", *args)
    assert (ran.code, ran.out) == (0, shown.out), ran.err
    assert place.changes(before) == {name: expected}
    assert place.run("validate", "--format", "concise").code == 0


def test_what_stands_in_brackets_over_lines_is_printed(place: Place) -> None:
    before = place.texts()
    ran = place.run("new", "objective", "technology", "--title", "More", "--cycle", "2026-H2")
    assert ran.code == 0, ran.err
    assert place.changes(before)["technology"][0] == "+  - id: more\r\n"
    between = place.texts()
    ran = place.run("new", "key-result", "technology/speed", "--title", "One more", "--count", "3")
    assert ran.code == 1
    assert "brackets over several lines" in ran.err
    assert "  - id: one-more" in ran.out
    assert place.texts() == between


def test_from_nothing_to_a_department_that_validates(place: Place) -> None:
    before = place.texts()
    assert place.run("new", "department", "press", "--name", "Press", "--lead", "Head of Press").code == 0
    assert place.texts()["press.yaml"] == (
        "# yaml-language-server: $schema=../.okrctl/schema.json\nokrctl: 1\ndepartment: press\nname: Press\n"
        "lead: Head of Press\n\nobjectives: []\n"
    )
    said = ("--title", "Be quoted", "--cycle", "2026-H1", "--why", "Trust", "--ambition", "committed")
    assert place.run("new", "objective", "press", *said).code == 0
    for number in ("one", "two"):
        ran = place.run("new", "key-result", "be-quoted", "--title", f"Number {number}: 3 more", "--count", "3")
        assert ran.code == 0, ran.err
    assert place.run("new", "kpi", "press", "--title", "Reach", "--at-least", "5").code == 0
    assert place.texts()["press.yaml"].endswith(
        "\nobjectives:\n  - id: be-quoted\n    title: Be quoted\n    why: Trust\n    ambition: committed\n"
        "    cycle: 2026-H1\n    key_results:\n"
        "      - id: number-one-3-more\n        title: 'Number one: 3 more'\n        count: 3\n"
        "      - id: number-two-3-more\n        title: 'Number two: 3 more'\n        count: 3\n"
        "\nkpis:\n  - id: reach\n    title: Reach\n    at_least: 5\n"
    )
    assert [*place.changes(before)] == ["press"]
    assert place.run("validate").code == 0
    assert place.run("checkin", "press", "--set", "number-one-3-more=1", "--by", "ana").code == 0


def test_an_objective_goes_to_the_file_of_its_cycle(place: Place) -> None:
    later = "okrctl: 1\ndepartment: marketing\ncycle: 2026-H2\nobjectives: []\n"
    (place.root / "okrs" / "marketing-h2.yaml").write_text(later)
    before = place.texts()
    assert place.run("new", *OBJECTIVE, "--cycle", "2026-H2").code == 0
    assert [*place.changes(before)] == ["marketing-h2"]
    assert "cycle: 2026-H2\n    " not in place.texts()["marketing-h2.yaml"]
    assert place.run("new", *OBJECTIVE, "--id", "more").code == 0
    assert sorted(place.changes(before)) == ["marketing", "marketing-h2"]


WRONG = [
    (("new",), "Usage: okrctl new", "department"),
    (("new", "objectives"), "no command 'new objectives'", "did you mean 'objective'?"),
    (("new", "goal", "x"), "no command 'new goal'", "department, objective, key-result, kpi"),
    (("new", "objective", "marketing"), "--title is missing", "on a terminal"),
    (("new", "objective", "marketing", "--title", " "), "--title: it is empty", ""),
    (("new", "objective", "marketing", "--title", "\x1b[31m"), "U+001B", ""),
    (("new", "objective", "marketing", "--title", "§§"), "--id is missing", ""),
    (("new", "objective", "marketing", "--title", "x", "--id", "A B"), "--id: use lowercase letters", ""),
    (("new", "objective", "marketing", "--title", "x", "--cycle", "soon"), "--cycle: write 2026", ""),
    (("new", "objective", "marketing", "--title", "x", "--ambition", "big"), "choose one of committed", ""),
    (("new", "objective", "marketing", "--title", "x", "--supports", "founder/nosuch"), "OKR202", "nothing"),
    (("new", "objective", "marketing", "--title", "x", "--id", "traffic"), "marketing/traffic already exists", "--id"),
    (("new", "objective", "technology", "--title", "x"), "--cycle is missing", ""),
    (("new", "objective", "nosuch", "--title", "x"), "nosuch", ""),
    (("new", "objective", "marketing/seo", "--title", "x"), "isn't a department", "name marketing"),
    (("new", "objective", "legal", "--title", "x"), "outside", ""),
    (("new", "key-result", "marketing/seo"), "--title and --target or --change", ""),
    (("new", "key-result", "marketing/seo", "--title", "x"), "or --milestone or --graded is missing", ""),
    (("new", "key-result", "marketing/seo", "--title", "x", "--target", "much"), "--target: write a number", ""),
    (("new", "key-result", "marketing/seo", "--title", "x", "--change", "5"), "--change: write +20%", ""),
    (("new", "key-result", "marketing/seo", "--title", "x", "--milestone", "plan"), "an id and a title", "ID=TITLE"),
    (("new", "key-result", "marketing/seo", "--title", "x", "--count", "3", "--target", "3"), "OKR", "two measures"),
    (("new", "key-result", "marketing/seo", "--title", "x", "--target", "3", "--baseline", "3"), "OKR301", ""),
    (("new", "key-result", "marketing/seo", "--title", "x", "--count", "3", "--due", "May"), "--due: write", ""),
    (("new", "key-result", "marketing/seo", "--metric", "nosuch", "--count", "3"), "OKR", "nosuch"),
    (("new", "key-result", "marketing/seo", "--title", "Reach", "--count", "3"), "marketing/reach already", "--id"),
    (("new", "key-result", "marketing/traffic", "--title", "x", "--count", "3"), "isn't an objective", ""),
    (("new", "key-result", "marketing", "--title", "x", "--count", "3"), "is a department", ""),
    (("new", "kpi", "marketing", "--title", "x", "--at-least", "5", "--id", "bounce"), "marketing/bounce already", ""),
    (("new", "kpi", "marketing"), "--title is missing", ""),
    (("new", "department", "press"), "--name and --lead are missing", "on a terminal"),
    (("new", "department", "marketing", "--name", "x", "--lead", "x"), "department marketing already exists", "okrs/"),
    (("new", "department", "Press Office", "--name", "x", "--lead", "x"), "ID: use lowercase letters", ""),
    (("new", "department", "press", "--name", "x", "--lead", "x", "--file", "p.txt"), "p.txt would not match", ""),
    (("new", "department", "press", "--name", "x", "--lead", "x", "--file", "../okrs/p.yaml"), "would not match", ""),
]  # fmt: skip


@pytest.mark.parametrize(("args", "message", "way_out"), WRONG, ids=lambda value: " ".join(value)[:50])
def test_wrong_usage_leaves_every_file(place: Place, args: tuple[str, ...], message: str, way_out: str) -> None:
    before = place.texts()
    ran = place.run(*args)
    assert ran.code == 2, ran
    assert message in ran.err
    assert way_out in ran.err
    assert ran.out == ""
    assert place.texts() == before


def test_a_file_in_the_way_stays(place: Place) -> None:
    (place.root / "okrs" / "press.yaml").write_text("department: [\n")
    before = place.texts()
    ran = place.run("new", "department", "press", "--name", "x", "--lead", "x")
    assert ran.code == 1
    assert "okrs/press.yaml already exists" in ran.err
    assert place.texts() == before


def test_help_of_the_parts_and_global_options_behind_them(place: Place, tmp_path: Path) -> None:
    ran = run_cli("new", "key-result", "-h")
    # Typer's versions differ in how they show an argument
    usage = ran.out.partition("\n")[0].translate({ord(sign): None for sign in "{}"})
    assert (ran.code, usage) == (0, "Usage: okrctl new key-result [OPTIONS] OBJECTIVE")
    ran = run_cli("new", "kpi", "marketing", "--title", "x", "-n", "--root", str(place.root), "-q", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")


if os.name == "posix":
    import pexpect

    def terminal(place: Place, *args: str) -> Any:
        world = environment(XDG_CACHE_HOME=str(place.root.parent / "cache"))
        command = ["-m", "okrctl", "--as-of", "2026-03-10", "new", *args]
        return pexpect.spawn(
            sys.executable, command, cwd=str(place.root), env=world, encoding="utf-8", dimensions=(40, 120), timeout=20
        )

    def answer(child: Any, dialogue: list[tuple[str, str]]) -> int:
        for question, reply in dialogue:
            child.expect_exact(question)
            child.sendline(reply)
        child.expect(pexpect.EOF)
        child.close()
        return int(child.exitstatus)

    def test_asks_for_what_is_missing(place: Place) -> None:
        before = place.texts()
        child = terminal(place, "objective", "technology", "--title", "Be calm")
        dialogue = [
            ("Why it matters (Enter: nothing): ", "x"),
            ("Committed (a promise) or aspirational (70% is success)? (Enter: aspirational): ", "big"),
            ("choose one of", "<"),
            ("Why it matters [x]: ", ""),
            ("Committed (a promise) or aspirational (70% is success)? (Enter: aspirational): ", "committed"),
            ("Owner (Enter: the department's lead): ", ""),
            ("Cycle: ", "2026-Q9"),
            ("write 2026", "2026-Q2"),
            ("Add “Be calm” to Technology? (Enter: yes, n: no, <: back): ", ""),
        ]
        assert answer(child, dialogue) == 0
        assert [line for line in place.changes(before)["technology"] if "calm" in line or "cycle" in line] == [
            "+  - id: be-calm\r\n",
            "+    title: Be calm\r\n",
            "+    cycle: 2026-Q2\r\n",
        ]

    @pytest.mark.parametrize(
        ("kind", "dialogue", "written"),
        [
            ("1", [("Unit, ", "EUR"), ("Starting value (Enter if unknown): ", "5k"), ("Target: ", "x"),
                   ("write a number", "7,000")], ["unit: EUR", "baseline: 5000", "target: 7000"]),
            ("change", [("Unit, ", ""), ("Starting value (Enter if unknown): ", ""), ("Change, such as", "+5%")],
             ["change: +5%"]),
            ("done_when", [("What shows that it is done: ", "a: b")], ["done_when: 'a: b'"]),
            ("7", [("Step 1: what is reached: ", "Vendor chosen"), ("Step 1: due (Enter: same as", "2026-04-01"),
                   ("Step 2: what is reached (Enter: no more steps): ", "Live"), ("Step 2: due", ""), ("Step 3: ", "")],
             ["milestones:", "- {id: vendor-chosen, title: Vendor chosen, due: 2026-04-01}",
              "- {id: live, title: Live}"]),
        ],
    )  # fmt: skip
    def test_asks_how_a_key_result_is_measured(
        place: Place, kind: str, dialogue: list[tuple[str, str]], written: list[str]
    ) -> None:
        before = place.texts()
        child = terminal(place, "key-result", "marketing/seo")
        asked = [("Key result, with its number", "Some result"), ("8  Something judged by people", "what")]
        last = [("Owner (Enter", ""), ("Due (Enter", ""), ("Add “Some result” to marketing/seo?", "y")]
        assert answer(child, [*asked, ("type a number from 1 to 8", kind), *dialogue, *last]) == 0
        lines = [line.lstrip("+ ").rstrip() for line in place.changes(before)["marketing"]]
        assert lines == ["- id: some-result", "title: Some result", *written]

    def test_a_refusal_loses_no_answer(place: Place) -> None:
        child = terminal(place, "key-result", "marketing/seo", "--target", "7", "--baseline", "7")
        dialogue = [("Key result, with", "Seven"), ("Owner (Enter", "Ana"), ("Due (Enter", ""), ("Add “Seven”", "")]
        again = [
            ("Your answers are kept", ""),
            ("Owner [Ana]: ", ""),
            ("Due (Enter", ""),
            ("Add “Seven”", "n"),
            ("Nothing written.", ""),
        ]
        assert answer(child, [*dialogue, *again]) == 0

    def test_which_of_them_is_asked_for(place: Place) -> None:
        before = place.texts()
        child = terminal(place)
        dialogue = [
            ("4  A KPI: a number that is monitored continuously", "4"),
            ("A department, or one of its files (number or name): ", "technology"),
            ("What is monitored: ", "Uptime seen"),
            ("Unit", "percent"),
            ("Healthy from (Enter: no lower bound): ", "99"),
            ("Healthy up to (Enter: no upper bound): ", ""),
            ("Owner (Enter", ""),
            ("Different bounds for part of the year, such as 11-20/12-02 (Enter: no): ", "11-20/12-02"),
            ("From 11-20 to 12-02, healthy from (Enter: as usual): ", "98"),
            ("healthy up to (Enter: as usual): ", ""),
            ("Why (Enter: nothing): ", "Black Friday"),
            ("Another part of the year (Enter: no): ", ""),
            ("Add the KPI “Uptime seen” to Technology?", ""),
        ]
        assert answer(child, dialogue) == 0
        assert any(
            "{from: 11-20, to: 12-02, at_least: 98, why: Black Friday}" in line
            for line in place.changes(before)["technology"]
        )

    def test_the_end_of_the_input_stops_and_writes_nothing(place: Place) -> None:
        before = place.texts()
        child = terminal(place, "department", "press")
        child.expect_exact("Name of the department: ")
        child.sendeof()
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 130
        assert place.texts() == before
