"""``amend``, ``drop``, ``confirm`` and ``rename`` through the front door: just these lines, or nothing at all."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.kit.harness import environment
from tests.kit.odd_files import FILES, MARKETING, Place


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Place(tmp_path / "ws")


def test_the_workspace_itself_is_fine(place: Place) -> None:
    ran = place.run("validate", "--format", "concise")
    assert ran.code == 0, ran.out


AMEND = {
    "a target": (
        ("marketing/traffic", "--to", "140000"),
        [
            "-        target:   150000   # a fifth and more\n",
            "+        target:   140000   # a fifth and more\n",
            "+        amended:\n",
            "+          - date: 2026-03-10\n",
            "+            field: target\n",
            "+            from: 150000\n",
            "+            to: 140000\n",
            "+            why: 'a: b'\n",
        ],
    ),
    "in braces, in quotes, and agreed": (
        ("marketing/reach", "--to", "change=+15%", "--approved-by", "Ida", "--date", "2026-03-01"),
        [
            '-      - {id: reach, title: Reach, change: "+20%"}\n',
            (
                '+      - {id: reach, title: Reach, change: "+15%", amended: [{date: 2026-03-01, field: change, '
                "from: +20%, to: +15%, why: 'a: b', approved_by: Ida}]}\n"
            ),
        ],
    ),
    "one more, of a milestone": (
        ("marketing/chatbot", "--to", "milestones/vendor/due=2026-04-01"),
        [
            "-          - {id: vendor, title: Vendor chosen, due: 2026-02-15}\n",
            "+          - {id: vendor, title: Vendor chosen, due: 2026-04-01}\n",
            "+          - date: 2026-03-10\n",
            "+            field: milestones/vendor/due\n",
            "+            from: 2026-02-15\n",
            "+            to: 2026-04-01\n",
            "+            why: 'a: b'\n",
        ],
    ),
    "a field of a milestone that was not there": (
        ("marketing/chatbot", "--to", "milestones/live/due=2026-06-01"),
        [
            "+            due: 2026-06-01\n",
            "+          - date: 2026-03-10\n",
            "+            field: milestones/live/due\n",
            "+            to: 2026-06-01\n",
            "+            why: 'a: b'\n",
        ],
    ),
    "a checkpoint": (
        ("marketing/traffic", "--to", "checkpoints/2026-03-31=124000"),
        [
            "-        checkpoints: {2026-03-31: 126000}\n",
            "+        checkpoints: {2026-03-31: 124000}\n",
            "+        amended:\n",
            "+          - date: 2026-03-10\n",
            "+            field: checkpoints/2026-03-31\n",
            "+            from: 126000\n",
            "+            to: 124000\n",
            "+            why: 'a: b'\n",
        ],
    ),
    "a new checkpoint": (
        ("marketing/traffic", "--to", "checkpoints/2026-05-31=140000"),
        [
            "-        checkpoints: {2026-03-31: 126000}\n",
            "+        checkpoints: {2026-03-31: 126000, 2026-05-31: 140000}\n",
            "+        amended:\n",
            "+          - date: 2026-03-10\n",
            "+            field: checkpoints/2026-05-31\n",
            "+            to: 140000\n",
            "+            why: 'a: b'\n",
        ],
    ),
    "a text of several lines": (
        ("marketing/audit", "--to", "done_when=All urgent ones: closed"),
        [
            "-        done_when: >-\n",
            "-          Every finding\n",
            "-          is closed\n",
            "+        done_when: 'All urgent ones: closed'\n",
            "+        amended:\n",
            "+          - date: 2026-03-10\n",
            "+            field: done_when\n",
            "+            from: Every finding is closed\n",
            "+            to: 'All urgent ones: closed'\n",
            "+            why: 'a: b'\n",
        ],
    ),
    "a key without a value": (
        ("marketing/audit", "--to", "due=2026-05-31"),
        [
            "-        due:\n",
            "+        due: 2026-05-31\n",
            "+        amended:\n",
            "+          - date: 2026-03-10\n",
            "+            field: due\n",
            "+            to: 2026-05-31\n",
            "+            why: 'a: b'\n",
        ],
    ),
    "an objective": (
        ("marketing/seo", "--to", "ambition=aspirational"),
        [
            "-    ambition: committed\n",
            "+    ambition: aspirational\n",
            "+    amended:\n",
            "+      - date: 2026-03-10\n",
            "+        field: ambition\n",
            "+        from: committed\n",
            "+        to: aspirational\n",
            "+        why: 'a: b'\n",
        ],
    ),
    "a cycle that the file gave": (
        ("marketing/seo", "--to", "cycle=2026-01-01/2026-06-30"),
        [
            "+    cycle: 2026-01-01/2026-06-30\n",
            "+    amended:\n",
            "+      - date: 2026-03-10\n",
            "+        field: cycle\n",
            "+        from: 2026-H1\n",
            "+        to: 2026-01-01/2026-06-30\n",
            "+        why: 'a: b'\n",
        ],
    ),
    "CRLF, byte order mark, braces over lines": (
        ("technology/page-speed", "--to", "2.4"),
        [
            "-      {id: page-speed, title: Pages, unit: s, baseline: 3, target: 2, due: 2026-04-30,\r\n",
            "-       supports: [marketing/seo, marketing/traffic]},   # both\r\n",
            "+      {id: page-speed, title: Pages, unit: s, baseline: 3, target: 2.4, due: 2026-04-30,\r\n",
            (
                "+       supports: [marketing/seo, marketing/traffic], amended: [{date: 2026-03-10, field: target, "
                "from: 2, to: 2.4, why: 'a: b'}]},   # both\r\n"
            ),
        ],
    ),
    "beside others in brackets": (
        ("founder/growth", "--to", "owner=Ingrid"),
        [
            "+    owner: Ingrid\n",
            "+      - date: 2026-03-10\n",
            "+        field: owner\n",
            "+        to: Ingrid\n",
            "+        why: 'a: b'\n",
        ],
    ),
}


@pytest.mark.parametrize("case", AMEND)
def test_amend_changes_these_lines_alone(place: Place, case: str) -> None:
    args, expected = AMEND[case]
    before = place.texts()
    plan = place.run("status", "--all", "--as-of", "2026-02-20").out
    shown = place.run("amend", *args, "--why", "a: b", "--dry-run")
    assert (shown.code, place.texts()) == (0, before)
    ran = place.run("amend", *args, "--why", "a: b")
    assert ran.code == 0, ran.err
    assert ran.out == shown.out
    assert sorted(next(iter(place.changes(before).values()))) == sorted(expected)
    assert [*place.changes(before)] == [args[0].partition("/")[0]]
    assert place.run("status", "--all", "--as-of", "2026-02-20").out == plan, "an earlier day has another plan"
    assert place.run("validate", "--format", "concise").code == 0


def git(place: Place, *args: str) -> None:
    subprocess.run(["git", *args], cwd=place.root, env=environment(), check=True)


@pytest.mark.parametrize("why", ["", " ", ".", "…", "\u3164"])
def test_no_edit_takes_a_reason_without_words(place: Place, why: str) -> None:
    for args in (("amend", "marketing/traffic", "--to", "130000"), ("drop", "marketing/reach")):
        ran = place.run(*args, "--why", why)
        assert (ran.code, "--why" in ran.err) == (2, True), ran


def test_an_amended_goal_accounts_for_itself_against_a_base(place: Place) -> None:
    git(place, "init", "-qb", "main")
    git(place, "add", "-A")
    git(place, "commit", "-qm", "start")
    for args in (
        ("amend", "marketing/traffic", "--to", "130000", "--why", "x"),
        ("amend", "marketing/chatbot", "--to", "milestones/vendor/due=2026-05-01", "--why", "x"),
        ("amend", "marketing/audit", "--to", "due=2026-06-30", "--why", "x"),
        ("drop", "marketing/reach", "--why", "x"),
    ):
        assert place.run(*args).code == 0
    ran = place.run("validate", "--base", "HEAD", "--select", "OKR7", "--format", "concise")
    assert (ran.code, ran.out) == (0, "")


def test_drop_says_what_depends_on_it(place: Place) -> None:
    before = place.texts()
    ran = place.run("drop", "technology/page-speed", "--why", "No: money", "--date", "2026-03-01")
    assert ran.code == 0
    assert place.changes(before) == {
        "technology": [
            "-       supports: [marketing/seo, marketing/traffic]},   # both\r\n",
            (
                "+       supports: [marketing/seo, marketing/traffic], dropped: {date: 2026-03-01, why: 'No: money'}},"
                "   # both\r\n"
            ),
        ]
    }
    assert "technology/page-speed: dropped, from 2026-03-01 on" in ran.err
    assert "marketing/seo needs technology/page-speed, which was dropped" in ran.err
    found = json.loads(place.run("status", "--format", "json").out)
    results = [kr for d in found["departments"] for o in d["objectives"] for kr in o["key_results"]]
    assert next(kr["status"] for kr in results if kr["ref"] == "technology/page-speed") == "dropped"


def test_drop_an_objective_above_its_key_results(place: Place) -> None:
    before = place.texts()
    assert place.run("drop", "seo", "--why", "x").code == 0
    assert place.changes(before) == {
        "marketing": ["+    dropped:\n", "+      date: 2026-03-10\n", "+      why: x\n"],
    }
    after = place.texts()["marketing.yaml"]
    assert after.index("      why: x\n    key_results:") > 0


def test_confirm_signs_in_the_providers_file(place: Place) -> None:
    before = place.texts()
    early = place.run("confirm", "technology/page-speed", "--for", "marketing/seo")
    assert early.code == 2
    assert "due on 2026-04-30, but marketing/seo needs it by 2026-03-31" in early.err
    assert "--due 2026-03-31" in early.err
    assert place.texts() == before
    ran = place.run("confirm", "technology/page-speed", "--for", "marketing/seo", "--due", "2026-03-31")
    assert ran.code == 0, ran.err
    assert "disputed" not in ran.err
    assert place.changes(before) == {
        "technology": [
            "-       supports: [marketing/seo, marketing/traffic]},   # both\r\n",
            (
                "+       supports: [marketing/seo, marketing/traffic], promised_to: [{ref: marketing/seo, "
                "due: 2026-03-31}]},   # both\r\n"
            ),
        ]
    }
    found = json.loads(place.run("deps", "--format", "json").out)
    state = next(each for each in found["dependencies"] if each["on"] == "technology/page-speed")
    assert (state["confirmed"], state["promised"]) == (True, "2026-03-31")
    again = place.run("confirm", "technology/speed", "--for", "marketing/seo")
    assert again.code == 2
    assert "already has this promise for 2026-03-31" in again.err


def test_confirm_late_is_possible_in_so_many_words(place: Place) -> None:
    ran = place.run("confirm", "technology/page-speed", "--for", "marketing/seo", "--due", "2026-05-31")
    assert ran.code == 0
    assert "disputed: needed by 2026-03-31, promised for 2026-05-31" in ran.err


def test_confirm_beside_a_promise_that_stands_alone(place: Place) -> None:
    """`promised_to: founder/growth` becomes a list; without a day the reference alone is written."""
    text = FILES["marketing"].replace("ref: technology, need: 'One sign-in'", "ref: technology/uptime")
    (place.root / "okrs" / "marketing.yaml").write_text(text)
    before = place.texts()
    assert place.run("confirm", "uptime", "--for", "seo").code == 0
    (gone, came) = place.changes(before)["technology"]
    assert gone.endswith("promised_to: founder/growth }\r\n")
    assert came.endswith("promised_to: [founder/growth, marketing/seo] }\r\n")


def test_rename_follows_every_reference(place: Place) -> None:
    before = place.texts()
    ran = place.run("rename", "marketing/traffic", "visits")
    assert ran.code == 0, ran.err
    assert place.changes(before) == {
        "marketing": [
            "-      - id: traffic\n",
            "+      - id: visits\n",
            "+        formerly: [traffic]\n",
            "-    results: {traffic: 121900, 'chatbot': {done: [vendor]}, bounce: 41}   # the first\n",
            "+    results: {visits: 121900, 'chatbot': {done: [vendor]}, bounce: 41}   # the first\n",
            "-      traffic: {value: 123000, note: traffic is slow}\n",
            "+      visits: {value: 123000, note: traffic is slow}\n",
        ],
        "technology": [
            "-       supports: [marketing/seo, marketing/traffic]},   # both\r\n",
            "+       supports: [marketing/seo, marketing/visits]},   # both\r\n",
        ],
        "founder": [
            (
                "-      - {id: share, title: Share, unit: percent, baseline: 10, target: 12, "
                "supports: marketing/traffic@2026-H1}\n"
            ),
            (
                "+      - {id: share, title: Share, unit: percent, baseline: 10, target: 12, "
                "supports: marketing/visits@2026-H1}\n"
            ),
            "-      - {date: 2026-02-02, field: supports, from: [marketing/traffic, seo], why: Not any more}\n",
            "+      - {date: 2026-02-02, field: supports, from: [marketing/visits, seo], why: Not any more}\n",
        ],
    }
    assert "renamed marketing/traffic to marketing/visits" in ran.err
    assert place.run("validate", "--format", "concise").code == 0


def rows(place: Place) -> dict[str, dict[str, object]]:
    found = json.loads(place.run("status", "--format", "json").out)
    results = [kr for d in found["departments"] for o in d["objectives"] for kr in o["key_results"]]
    return {kr["ref"]: {name: value for name, value in kr.items() if name not in ("ref", "line")} for kr in results}


def test_rename_keeps_every_number(place: Place) -> None:
    before = rows(place)
    for old, new in (("marketing/chatbot", "bot"), ("marketing/traffic", "visits"), ("technology/page-speed", "fast")):
        assert place.run("rename", old, new).code == 0
        before[f"{old.partition('/')[0]}/{new}"] = before.pop(old)
    assert rows(place) == before


def test_rename_leaves_a_journal_that_uses_a_former_id(place: Place) -> None:
    """`formerly` leads there already; only what is called by its present id is called by the new one."""
    text = MARKETING.replace("        title: More traffic\n", "        title: More traffic\n        formerly: [hits]\n")
    (place.root / "okrs" / "marketing.yaml").write_text(text.replace("{traffic: 121900", "{hits: 121900"))
    said, before = rows(place), place.texts()
    assert place.run("rename", "marketing/traffic", "visits").code == 0
    changed = place.changes(before)["marketing"]
    assert not [line for line in changed if "121900" in line]
    assert "+        formerly: [hits, traffic]\n" in changed
    said["marketing/visits"] = said.pop("marketing/traffic")
    assert rows(place) == said


def test_rename_an_objective_and_a_kpi(place: Place) -> None:
    before = place.texts()
    assert place.run("rename", "marketing/seo", "search").code == 0
    assert place.changes(before) == {
        "marketing": [
            "-  - id: seo   # agreed in December\n",
            "+  - id: search   # agreed in December\n",
            "+    formerly: [seo]\n",
        ],
        "technology": [
            "-       supports: [marketing/seo, marketing/traffic]},   # both\r\n",
            "+       supports: [marketing/search, marketing/traffic]},   # both\r\n",
        ],
    }
    between = place.texts()
    assert place.run("rename", "bounce", "exits").code == 0
    assert place.changes(between) == {
        "marketing": [
            "-  - {id: bounce, title: Bounce rate, unit: percent, at_most: 45}\n",
            "+  - {id: exits, title: Bounce rate, unit: percent, at_most: 45}\n",
            "-    results: {traffic: 121900, 'chatbot': {done: [vendor]}, bounce: 41}   # the first\n",
            "+    results: {traffic: 121900, 'chatbot': {done: [vendor]}, exits: 41}   # the first\n",
        ],
        "founder": ["-        kpi: marketing/bounce\n", "+        kpi: marketing/exits\n"],
    }


def test_rename_leaves_what_means_something_else(place: Place) -> None:
    """The same id in another department and in a later cycle is another thing."""
    later = MARKETING.replace("cycle: 2026-H1", "cycle: 2026-H2").partition("\nkpis:")[0]
    later = later.replace("    depends_on:\n      - {ref: technology/page-speed, need: Fast pages, due: 2026-03-31}\n"
                          "      - {ref: technology, need: 'One sign-in'}\n", "")  # fmt: skip
    later = later.replace("        checkpoints: {2026-03-31: 126000}\n", "").partition("      - id: chatbot")[0]
    (place.root / "okrs" / "marketing-h2.yaml").write_text(
        later.replace("name: Marketing\nlead: Head of Marketing\n", "")
    )
    assert place.run("validate", "--format", "concise").code == 0
    before = place.texts()
    assert place.run("rename", "marketing/traffic@2026-H1", "visits").code == 0
    assert "marketing-h2" not in place.changes(before)
    assert place.run("rename", "marketing/traffic@2026-H2", "clicks").code == 0
    assert place.changes(before)["marketing-h2"] == [
        "-      - id: traffic\n",
        "+      - id: clicks\n",
        "+        formerly: [traffic]\n",
    ]


WRONG = [
    (("amend", "marketing/trafic", "--to", "1", "--why", "x"), 2, "marketing/trafic", "marketing/traffic?"),
    (("amend", "marketing", "--to", "1", "--why", "x"), 2, "say which field of marketing", "--to lead="),
    (("amend", "okrctl.yaml", "--to", "1", "--why", "x"), 2, "say which field of okrctl.yaml", "check_in/grace="),
    (("amend", "okrctl.yaml", "--to", "metrics=x", "--why", "x"), 2, "metrics has several fields", "metrics/"),
    (("amend", "okrctl.yaml", "--to", "okrctl=2", "--why", "x"), 2, "no field okrctl", "organization"),
    (("amend", "marketing", "--to", "cycle=2026", "--why", "x"), 2, "doesn't change cycle", "each objective"),
    (("amend", "marketing", "--to", "leed=x", "--why", "x"), 2, "no field leed", "did you mean lead?"),
    (("amend", "marketing/seo", "--to", "promised_to/sales/x=", "--why", "x"), 2, "no promised_to", "okrctl confirm"),
    (("amend", "legal", "--to", "1", "--why", "x"), 2, "outside", ""),
    (("amend", "marketing/chatbot/live", "--to", "1", "--why", "x"), 2, "is a milestone", "marketing/chatbot"),
    (("amend", "marketing/bounce", "--to", "1", "--why", "x"), 2, "say which field", "--to owner="),
    (("amend", "marketing/traffic", "--to", "1"), 2, "--why", ""),
    (("amend", "marketing/traffic", "--to", "1", "--why", " "), 2, "--why: it is empty", ""),
    (("amend", "marketing/traffic", "--to", "1", "--why", "\x1b[31m"), 2, "U+001B", ""),
    (("amend", "marketing/traffic", "--to", "1", "--why", "x", "--approved-by", ""), 2, "--approved-by is empty", ""),
    (("amend", "marketing/traffic", "--to", "150000", "--why", "x"), 2, "is already 150000", ""),
    (("amend", "marketing/traffic", "--to", "many", "--why", "x"), 2, "'many' is not a number", "digits"),
    (("amend", "marketing/traffic", "--to", "120000", "--why", "x"), 2, "OKR301", ""),
    (("amend", "marketing/traffic", "--to", "change=+5%", "--why", "x"), 2, "both a target and a change", ""),
    (("amend", "marketing/traffic", "--to", "due=", "--why", "x"), 2, "due needs a value", "okrctl drop"),
    (("amend", "marketing/traffic", "--to", "tagret=1", "--why", "x"), 2, "no field tagret", "did you mean target?"),
    (("amend", "marketing/traffic", "--to", "id=x", "--why", "x"), 2, "doesn't change id", "okrctl rename"),
    (("amend", "marketing/seo", "--to", "1", "--why", "x"), 2, "say which field", "--to owner="),
    (("amend", "marketing/seo", "--to", "depends_on=x", "--why", "x"), 2, "has no depends_on", ""),
    (("amend", "technology/uptime", "--to", "98", "--why", "x"), 2, "say which field", "--to at_least="),
    (("amend", "marketing/chatbot", "--to", "1", "--why", "x"), 2, "say which field", "milestones/ID/due"),
    (("amend", "marketing/chatbot", "--to", "milestones/lives/due=2026-06-01", "--why", "x"), 2, "no milestone lives",
     "did you mean live?"),
    (("amend", "marketing/chatbot", "--to", "milestones/live=x", "--why", "x"), 2, "has several fields",
     "milestones/live/due"),
    (("amend", "marketing/reach", "--to", "milestones/live/due=2026-06-01", "--why", "x"), 2, "has no milestones", ""),
    (("amend", "marketing/reach", "--to", "milestones/a=b", "--why", "x"), 2, "has no milestones", ""),
    (("amend", "marketing/traffic", "--to", "checkpoints/March=5", "--why", "x"), 2, "by its day", "2026-03-31"),
    (("amend", "marketing/chatbot", "--to", "milestones/vendor/due=2026-03-01", "--why", "x", "--date", "2026-01-20"),
     2, "amended on 2026-02-01", "--date"),
    (("amend", "marketing/traffic", "--to", "1", "--why", "x", "--date", "2026-2-1"), 2, "not a date", ""),
    (("amend", "marketing/traffic", "--to", "1", "--why", "x", "--at", "HEAD"), 2, "cannot be changed", ""),
    (("drop", "marketing/traffic"), 2, "--why", ""),
    (("drop", "marketing/bounce", "--why", "x"), 2, "is a KPI", ""),
    (("drop", "nosuch", "--why", "x"), 2, "nosuch", ""),
    (("confirm", "technology", "--for", "marketing/seo"), 2, "is a department", "okrctl confirm technology/"),
    (("confirm", "technology/page-speed", "--for", "founder/growth"), 2, "doesn't depend on", "depends on nothing"),
    (("confirm", "marketing/traffic", "--for", "marketing/seo"), 2, "within one department", ""),
    (("confirm", "marketing/bounce", "--for", "founder/growth"), 2, "is a KPI", ""),
    (("confirm", "technology", "--for", "marketing/seo"), 2, "is a department", ""),
    (("rename", "marketing/traffic", "traffic"), 2, "already has this id", ""),
    (("rename", "marketing/traffic", "reach"), 2, "marketing/reach already exists", "okrs/marketing.yaml"),
    (("rename", "marketing/traffic", "Mehr Besucher"), 2, "is not an id", "mehr-besucher"),
]  # fmt: skip


@pytest.mark.parametrize(("args", "code", "message", "way_out"), WRONG, ids=lambda value: str(value)[:40])
def test_wrong_usage_leaves_every_file(
    place: Place, args: tuple[str, ...], code: int, message: str, way_out: str
) -> None:
    before = place.texts()
    ran = place.run(*args)
    assert ran.code == code, ran
    assert message in ran.err
    assert way_out in ran.err
    assert ran.out == ""
    assert place.texts() == before


def test_what_was_dropped_stays_dropped(place: Place) -> None:
    assert place.run("drop", "marketing/seo", "--why", "x").code == 0
    assert "was already dropped on 2026-03-10" in place.run("drop", "marketing/seo", "--why", "x").err
    assert place.run("drop", "marketing/traffic", "--why", "x").code == 2


AWKWARD = {
    "an alias": (
        ("amend", "marketing/traffic", "--to", "1", "--why", "x"),
        MARKETING.replace("baseline: 120000", "baseline: 120000\n        x-goal: &goal 150000").replace(
            "target:   150000", "target:   *goal"
        ),
        "not a plain text",
        ["# okrs/marketing.yaml: objectives / seo / key_results / traffic", "target: 1", "# add to amended"],
    ),
    "an alias among references": (
        ("rename", "marketing/seo", "search"),
        MARKETING.replace("- id: seo ", "- x-id: &id seo\n    id: *id "),
        "not a plain text",
        ["id: search", "formerly: [seo]"],
    ),
    "a promise over several lines": (
        ("confirm", "technology/uptime", "--for", "marketing/seo"),
        None,
        "several lines",
        ["promised_to: [marketing/seo]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", AWKWARD)
def test_in_doubt_the_change_is_printed_and_nothing_written(place: Place, case: str) -> None:
    args, text, words, printed = AWKWARD[case]
    if text is None:
        text = MARKETING.replace("ref: technology, need: 'One sign-in'", "ref: technology/uptime")
        odd = FILES["technology"].replace(
            "promised_to: founder/growth",
            "promised_to:\r\n        {ref: founder/growth,\r\n        due: 2026-06-01}",
        )
        (place.root / "okrs" / "technology.yaml").write_bytes(odd.encode())
    (place.root / "okrs" / "marketing.yaml").write_text(text)
    before = place.texts()
    for extra in ((), ("-n",)):
        ran = place.run(*args, *extra)
        assert ran.code == 1, ran
        assert words in ran.err
        assert "nothing written" in ran.err
        for line in printed:
            assert line in ran.out.splitlines()
        assert place.texts() == before


def test_a_rename_that_would_turn_another_reference_is_refused(place: Place) -> None:
    """In founder's file `marketing` is the department until something there has that id."""
    text = FILES["founder"].replace("    why: x\n", "    why: x\n    depends_on: [{ref: marketing, need: x}]\n", 1)
    text += (
        FILES["founder"]
        .partition("objectives:\n")[2]
        .partition("      - id: visits")[0]
        .replace("growth", "more")
        .replace("share", "part")
    )
    (place.root / "okrs" / "founder.yaml").write_text(text)
    before = place.texts()
    ran = place.run("rename", "founder/more", "marketing")
    assert ran.code == 1
    assert "marketing would then mean something else; nothing written" in ran.err
    assert place.texts() == before


def test_all_files_or_none(place: Place) -> None:
    (place.root / "okrs" / "founder.yaml").chmod(0o444)
    before = place.texts()
    ran = place.run("rename", "marketing/traffic", "visits")
    assert ran.code == 1
    assert "okrs/founder.yaml is read-only" in ran.err
    assert place.texts() == before


def test_files_with_errors_elsewhere_can_be_edited_and_unreadable_ones_not(place: Place) -> None:
    path = place.root / "okrs" / "marketing.yaml"
    path.write_text(MARKETING.replace("lead:", "laed:"))
    assert place.run("amend", "marketing/traffic", "--to", "140000", "--why", "x").code == 0
    path.write_bytes(MARKETING.encode() + b"x: [\n")
    ran = place.run("amend", "marketing/traffic", "--to", "140000", "--why", "x")
    assert ran.code == 1 and "okrs/marketing.yaml cannot be read" in ran.err
    assert path.read_bytes() == MARKETING.encode() + b"x: [\n"
