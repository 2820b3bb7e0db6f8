"""``rename`` of milestones and departments: everything that names them, nothing else, and git sees no lost goal."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from tests.kit.harness import run_cli
from tests.kit.odd_files import FOUNDER, MARKETING, TECHNOLOGY, Place
from tests.kit.repos import goal, moves, plan, said

STEPS = """\
      - id: chatbot
        title: A chatbot
        milestones:
          - {id: vendor, title: Vendor chosen, due: 2026-02-15}
          - id: live   # for all
            title: Live
        amended:
          - {date: 2026-02-01, field: milestones/vendor/due, from: 2026-01-31, to: 2026-02-15, why: Holidays}
          - {date: 2026-02-01, field: milestones/live, from: {id: live, title: Alive}, to: {id: live, title: Live}, why: x}
"""  # noqa: E501 - as people write it
OTHER = """\
okrctl: 1
department: founder
name: Founder
lead: Founder
objectives:
  - id: growth
    title: Grow
    cycle: 2026
    ambition: committed
    joint_with: [marketing, technology]
    depends_on:
      - {ref: marketing/chatbot/live, need: 'A word: marketing/chatbot/live', due: 2026-05-01}
      - {ref: marketing/chatbot/vendor, need: Who}
      - ref: marketing
        need: A budget
    supports: []
    key_results:
      - {id: share, title: Share, baseline: 10, target: 12, supports: marketing/traffic@2026-H1}
      - {id: visits, title: Visits, kpi: marketing/bounce, baseline: 50, target: 40, formerly: [marketing/hits]}
    amended:
      - {date: 2026-02-02, field: depends_on, from: [{ref: marketing/chatbot/live, need: x}, {ref: marketing}], why: No}
      - {date: 2026-02-02, field: supports, from: [marketing/traffic], why: Not any more}
"""
JOURNAL = """\
okrctl: 1
department: marketing
check_ins:
  - date: 2026-02-20
    by: ana@example.com
    note: vendor is chosen, live is not
    results:
      chatbot: [vendor]
      audit: {note: done}
  - date: 2026-03-01
    by: ana@example.com
    results:
      chatbot: {done: vendor, note: live soon}
"""
PARTNER = """\
okrctl: 1
department: technology
check_ins:
  - date: 2026-03-02
    by: tom
    results: {"marketing/traffic": 124000}
    unchanged: [marketing/reach]
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    text = re.sub(r"      - id: chatbot\n.*?(?=      - id: audit)", STEPS, MARKETING, flags=re.DOTALL)
    text = text.replace("    ambition: committed\n", "    ambition: committed\n    joint_with: technology\n", 1)
    files = {
        "marketing": text,
        "technology": TECHNOLOGY,
        "founder": OTHER,
        "marketing-journal": JOURNAL,
        "partner": PARTNER,
    }
    made = Place(tmp_path / "ws", files)
    assert made.run("validate", "--format", "concise").code == 0, made.run("validate").out
    for args in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "base"]):
        subprocess.run(["git", *args], cwd=made.root, check=True)
    return made


def numbers(place: Place) -> str:
    """Status and dependencies without what they are called."""
    status = json.loads(place.run("status", "--format", "json").out)
    for department in status["departments"]:
        department.pop("id"), department.pop("joint")
    deps = json.loads(place.run("deps", "--format", "json").out)["dependencies"]
    text = json.dumps([status, [(each["state"], each["due"], each["confirmed"]) for each in deps]])
    text = re.sub(r'"(ref|line|on|from)": ("[^"]*"|\d+)|"joint_with": \[[^]]*\]|"worst": \[[^]]*\]', "", text)
    return text.replace("promotion", "marketing").replace('"supplier"', '"vendor"')


def test_a_milestone(place: Place) -> None:
    before, said = place.texts(), numbers(place)
    ran = place.run("rename", "marketing/chatbot/vendor", "supplier")
    assert ran.code == 0, ran.err
    assert "renamed marketing/chatbot/vendor to marketing/chatbot/supplier" in ran.err
    came = {name: [line.strip() for line in lines if line[0] == "+"] for name, lines in place.changes(before).items()}
    assert came == {
        "marketing": [
            "+          - {id: supplier, title: Vendor chosen, due: 2026-02-15}",
            (
                "+          - {date: 2026-02-01, field: milestones/supplier/due, from: 2026-01-31, "
                "to: 2026-02-15, why: Holidays}"
            ),
            "+    results: {traffic: 121900, 'chatbot': {done: [supplier]}, bounce: 41}   # the first",
        ],
        "marketing-journal": ["+      chatbot: [supplier]", "+      chatbot: {done: supplier, note: live soon}"],
        "founder": ["+      - {ref: marketing/chatbot/supplier, need: Who}"],
    }
    assert numbers(place) == said


def test_a_milestone_in_references_and_amendments(place: Place) -> None:
    before, said = place.texts(), numbers(place)
    assert place.run("rename", "marketing/chatbot/live", "launch").code == 0
    came = place.changes(before)
    assert [line for line in came["founder"] if line[0] == "+"] == [
        "+      - {ref: marketing/chatbot/launch, need: 'A word: marketing/chatbot/live', due: 2026-05-01}\n",
        (
            "+      - {date: 2026-02-02, field: depends_on, from: [{ref: marketing/chatbot/launch, need: x}, "
            "{ref: marketing}], why: No}\n"
        ),
    ]
    assert "+          - id: launch   # for all\n" in came["marketing"]
    changed = "field: milestones/launch, from: {id: launch, title: Alive}, to: {id: launch, title: Live}"
    assert any(changed in line for line in came["marketing"])
    assert numbers(place) == said


def test_a_department(place: Place) -> None:
    before, said = place.texts(), numbers(place)
    ran = place.run("rename", "marketing", "promotion")
    assert ran.code == 0, ran.err
    assert "renamed marketing to promotion" in ran.err
    came = {name: [line.strip() for line in lines if line[0] == "+"] for name, lines in place.changes(before).items()}
    assert came == {
        "marketing": ["+department: promotion"],
        "marketing-journal": ["+department: promotion"],
        "technology": ["+       supports: [promotion/seo, promotion/traffic]},   # both"],
        "partner": [
            '+    results: {"promotion/traffic": 124000}',
            "+    unchanged: [promotion/reach]",
        ],
        "founder": [
            "+    joint_with: [promotion, technology]",
            "+      - {ref: promotion/chatbot/live, need: 'A word: marketing/chatbot/live', due: 2026-05-01}",
            "+      - {ref: promotion/chatbot/vendor, need: Who}",
            "+      - ref: promotion",
            "+      - {id: share, title: Share, baseline: 10, target: 12, supports: promotion/traffic@2026-H1}",
            (
                "+      - {id: visits, title: Visits, kpi: promotion/bounce, baseline: 50, target: 40, "
                "formerly: [promotion/hits]}"
            ),
            (
                "+      - {date: 2026-02-02, field: depends_on, from: [{ref: promotion/chatbot/live, need: x}, "
                "{ref: promotion}], why: No}"
            ),
            "+      - {date: 2026-02-02, field: supports, from: [promotion/traffic], why: Not any more}",
        ],
    }
    assert numbers(place) == said
    assert place.run("rename", "promotion", "marketing").code == 0
    assert place.texts() == before


@pytest.mark.parametrize(
    "args",
    [
        ("marketing/chatbot/vendor", "supplier"),
        ("marketing/chatbot/live", "launch"),
        ("marketing", "promotion"),
        ("technology", "platform"),
        ("marketing/traffic", "visitors"),
    ],
)
def test_against_a_base_nothing_was_lost_or_eased(place: Place, args: tuple[str, str]) -> None:
    assert place.run("rename", *args).code == 0
    ran = place.run("validate", "--base", "HEAD", "--new", "--select", "OKR7", "--format", "concise")
    assert ran.code == 0 and "OKR7" not in ran.out, ran.out


def test_a_renamed_milestone_may_get_another_day_as_well(place: Place) -> None:
    """The day is judged for itself: with a trace it is fine, without one it is not."""
    assert place.run("amend", "marketing/chatbot", "--to", "milestones/vendor/due=2026-02-28", "--why", "x").code == 0
    assert place.run("rename", "marketing/chatbot/vendor", "supplier").code == 0
    check = ("validate", "--base", "HEAD", "--new", "--select", "OKR7", "--format", "concise")
    ran = place.run(*check)
    assert ran.code == 0 and "OKR7" not in ran.out, ran.out
    path = place.root / "okrs" / "marketing.yaml"
    path.write_text(path.read_text().replace("chosen, due: 2026-02-28", "chosen, due: 2026-03-31"))
    assert "milestones/supplier/due" in place.run(*check).out


def test_a_milestone_of_other_words_is_not_taken_for_a_renamed_one(place: Place) -> None:
    path = place.root / "okrs" / "marketing.yaml"
    path.write_text(
        path.read_text().replace("- id: live   # for all\n            title: Live", "- {id: some, title: Some}")
    )
    ran = place.run("validate", "--base", "HEAD", "--new", "--select", "OKR7", "--format", "concise")
    assert "OKR7" in ran.out


@pytest.mark.parametrize(
    ("args", "words", "way_out"),
    [
        (("marketing/chatbot/live", "vendor"), "marketing/chatbot/vendor already exists", "choose another"),
        (("marketing/chatbot/live", "live"), "already has this id", ""),
        (("marketing/chatbot/live", "Go Live"), "is not an id", "go-live"),
        (("marketing/chatbot/lve", "x"), "no milestone lve", "did you mean"),
        (("marketing", "technology"), "technology already exists", "choose another"),
        (("marketing", "legal"), "legal already exists", "external"),
        (("marketing", "Marketing Team"), "is not an id", "marketing-team"),
        (("legal", "law"), "outside the files", ""),
    ],
)
def test_what_cannot_be(place: Place, args: tuple[str, str], words: str, way_out: str) -> None:
    before = place.texts()
    ran = place.run("rename", *args)
    assert ran.code == 2 and words in ran.err and way_out in ran.err, ran
    assert place.texts() == before


def test_a_department_that_changes_its_place_among_all(place: Place) -> None:
    """`joint_with: all` means every department, in whatever order their names have."""
    path = place.root / "okrs" / "founder.yaml"
    path.write_text(path.read_text().replace("joint_with: [marketing, technology]", "joint_with: all"))
    ran = place.run("rename", "marketing", "words")
    assert ran.code == 0, ran.err
    assert "renamed marketing to words" in ran.err
    assert "joint_with: all\n" in path.read_text() and "ref: words/chatbot/live" in path.read_text()


def test_a_department_whose_new_name_is_an_id_elsewhere_is_refused(place: Place) -> None:
    """Within technology's file `uptime` is the key result: a bare `marketing` could not become `uptime` there."""
    path = place.root / "okrs" / "technology.yaml"
    path.write_bytes(path.read_bytes().replace(b"why: x,", b"why: x, depends_on: [{ref: marketing}],"))
    before = place.texts()
    ran = place.run("rename", "marketing", "uptime")
    assert ran.code and "nothing written" in ran.err, ran
    assert place.texts() == before


def test_looking_first_writes_nothing(place: Place) -> None:
    before = place.texts()
    for args in (("marketing", "promotion"), ("marketing/chatbot/live", "launch")):
        ran = place.run("rename", *args, "--dry-run")
        assert ran.code == 0 and "+++ okrs/founder.yaml" in ran.out and " now" not in ran.err
        assert place.texts() == before


def test_what_is_written_by_alias_is_left_and_shown(place: Place) -> None:
    path = place.root / "okrs" / "founder.yaml"
    path.write_text(
        "x-home: &home marketing\n" + FOUNDER.replace("    why: x\n", "    why: x\n    joint_with: [*home]\n")
    )
    before = place.texts()
    ran = place.run("rename", "marketing", "promotion")
    assert ran.code == 1 and "nothing written" in ran.err, ran
    assert place.texts() == before


@pytest.mark.parametrize("name", ["marketing/traffic visits", "marketing/seo findable", "marketing/bounce leaving"])
@pytest.mark.reliability("Editing", "renamings cut off after any of their files, and begun again")
def test_a_renaming_that_was_cut_off_can_be_begun_again(name: str, tmp_path: Path) -> None:
    """Its own file goes last; whatever was written before, the second run ends where the first would have."""
    home = moves("won", depends_on=[{"ref": "marketing/traffic", "need": "Visits"}], kpi="marketing/bounce")
    said_there = said("2026-01-12", **{"marketing/traffic": 110})
    kpis = [{"id": "bounce", "title": "Bounce", "at_most": 45}]
    journal = plan(check_ins=[said("2026-01-13", traffic=111, bounce=40, seo={"confidence": 6})])
    files = {
        "okrs/a.yaml": plan(goal(home, id="sell", supports=["marketing/seo"]), department="sales"),
        "okrs/b.yaml": plan(goal(moves()), kpis=kpis),
        "okrs/c.yaml": {key: value for key, value in journal.items() if key in ("okrctl", "department", "check_ins")},
        "okrs/d.yaml": plan(department="sales", check_ins=[said_there]) | {"lead": None},
    }
    whole = _renamed(tmp_path / "whole", files, name)
    assert whole != {path: json.dumps(data) for path, data in files.items()}
    dry = _renamed(tmp_path / "dry", files, name, run="--dry-run")
    assert re.findall(r"^\+\+\+ (\S+)", dry["out"], re.MULTILINE)[-1] == "okrs/b.yaml"
    others = [path for path in files if path != "okrs/b.yaml"]
    for count in range(len(others) + 1):
        for done in combinations(others, count):
            root = tmp_path / "-".join(("cut", *(path[5] for path in done)))
            assert _renamed(root, files, name, {path: whole[path] for path in done}) == whole, done


@pytest.mark.reliability("Editing", "renamings of a department in several files, cut off after any of them")
def test_the_renaming_of_a_department_can_be_begun_again(tmp_path: Path) -> None:
    """The file that describes it goes last: it tells a department half renamed from another one of that name."""
    home = moves("won", depends_on=[{"ref": "marketing/traffic", "need": "Visits"}])
    journal = {"okrctl": 1, "department": "marketing", "check_ins": [said("2026-01-13", traffic=111, other=120)]}
    more = plan(goal(moves("other"), id="more", supports=["seo"])) | {"lead": None}
    files = {
        "okrs/a.yaml": plan(goal(home, id="sell", supports=["marketing/seo"]), department="sales"),
        "okrs/b.yaml": plan(goal(moves(), depends_on=[{"ref": "marketing/other"}])),
        "okrs/c.yaml": journal,
        "okrs/d.yaml": more,
    }
    name = "marketing growth"
    whole = _renamed(tmp_path / "whole", files, name)
    assert [path for path, text in whole.items() if "marketing" in text] == []
    dry = _renamed(tmp_path / "dry", files, name, run="--dry-run")
    order = re.findall(r"^\+\+\+ (\S+)", dry["out"], re.MULTILINE)
    assert (order[0], order[-1]) == ("okrs/a.yaml", "okrs/b.yaml")
    for count in range(len(order)):
        root = tmp_path / f"cut-{count}"
        assert _renamed(root, files, name, {path: whole[path] for path in order[:count]}) == whole, order[:count]


def test_two_departments_are_never_made_one(tmp_path: Path) -> None:
    """Not where the other one has a lead of its own, or something of the same name."""
    for other in (plan(goal(moves("won"), id="sell")), plan(goal(moves(), id="sell")) | {"lead": None}):
        root = tmp_path / str(other["lead"])
        (root / "okrs").mkdir(parents=True)
        (root / "okrctl.yaml").write_text("okrctl: 1\norganization: Shop\n", encoding="utf-8")
        for id, data in (("marketing", plan(goal(moves()))), ("growth", other | {"department": "growth"})):
            (root / "okrs" / f"{id}.yaml").write_text(json.dumps(data), encoding="utf-8")
        ran = run_cli("rename", "marketing", "growth", cwd=root)
        assert (ran.code, "growth already exists" in ran.err) == (2, True)


def _renamed(
    root: Path, files: dict[str, Any], name: str, done: Mapping[str, str] = MappingProxyType({}), run: str = ""
) -> dict[str, str]:
    (root / "okrs").mkdir(parents=True)
    (root / "okrctl.yaml").write_text("okrctl: 1\norganization: Shop\n", encoding="utf-8")
    for path, data in files.items():
        (root / path).write_text(done.get(path, json.dumps(data)), encoding="utf-8")
    ran = run_cli("rename", *name.split(), *run.split(), cwd=root)
    assert ran.code == 0, ran.err
    if run:
        return {"out": ran.out}
    return {path: (root / path).read_text(encoding="utf-8") for path in files}
