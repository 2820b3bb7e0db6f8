"""What accounts for a change: new entries, value for value, one after another; and what does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from okrctl.core.checks.context import RuleContext
from tests.kit.company import codes, workspace
from tests.kit.repos import goal, moves, plan, said
from tests.kit.versions import DAY, Data, findings, one, told

STEPS = [{"id": "a", "title": "A", "due": "2026-03-01"}, {"id": "b", "title": "B"}]


def entry(field: str, was: Any = None, now: Any = None, day: str = "2026-02-10", **keys: Any) -> Data:
    values = {name: value for name, value in (("from", was), ("to", now)) if value is not None}
    return {"date": day, "field": field, **values, "why": "agreed", **keys}


def errors(before: Data, after: Data, *entries: Data) -> list[str]:
    journal, others = [said("2026-01-19", traffic=110, other=160)], [moves("other")]
    return codes(
        findings(one(before, journal, others=others), one({**after, "amended": list(entries)}, journal, others=others))
    )


def bare(**keys: Any) -> Data:
    return {"id": "traffic", "title": "X", "baseline": 100} | keys


REWRITTEN = (bare(change="+20%"), bare(target=110))
TARGET = (moves(), moves(target=150))
CHAIN = [entry("target", 200, 180, "2026-01-20"), entry("target", 180, 150, "2026-02-10")]
GOOD: list[tuple[str, Data, Data, list[Data]]] = [
    ("one entry", *TARGET, [entry("target", 200, 150)]),
    ("numbers as text", *TARGET, [entry("target", "200", "150")]),
    ("numbers in other words", *TARGET, [entry("target", "2e2", "+150.00")]),
    ("with who agreed", *TARGET, [entry("target", 200, 150, approved_by="Ben")]),
    ("several, one after another", *TARGET, CHAIN),
    ("several, newest first", *TARGET, CHAIN[::-1]),
    (
        "there and back and there",
        *TARGET,
        [entry("target", 200, 150), entry("target", 150, 200), entry("target", 200, 150)],
    ),
    ("dated ahead", *TARGET, [entry("target", 200, 150, "2026-03-01")]),
    ("another item's field beside it", *TARGET, [entry("title", "Old", "Move traffic"), entry("target", 200, 150)]),
    ("a change, from and to as per cent", bare(change="+20%"), bare(change="+10%"), [entry("change", "+20%", "+10%")]),
    ("a change rewritten as a nearer target, told as targets", *REWRITTEN, [entry("target", 120, 110)]),
    ("the same, told step by step", *REWRITTEN, [entry("change", "+20%"), entry("target", None, 110)]),
    ("a day", moves(due="2026-03-01"), moves(due="2026-03-15"), [entry("due", "2026-03-01", "2026-03-15")]),
    (
        "a day that is gone, to the cycle's end",
        moves(due="2026-03-01"),
        moves(),
        [entry("due", "2026-03-01", "2026-03-31")],
    ),
    ("a weight from its default", moves(), moves(weight=0), [entry("weight", 1, 0)]),
    ("a weight from nothing", moves(), moves(weight=0), [entry("weight", None, 0)]),
    ("a draft from false", moves(), moves(draft=True), [entry("draft", False, True)]),
    (
        "a share of hold",
        {"id": "traffic", "title": "X", "at_least": 4, "hold": True},
        {"id": "traffic", "title": "X", "at_least": 4, "hold": "90%"},
        [entry("hold", "100%", "90%")],
    ),
    (
        "a milestone, by its path",
        {"id": "traffic", "title": "X", "milestones": STEPS},
        {"id": "traffic", "title": "X", "milestones": STEPS[1:]},
        [entry("milestones/a", STEPS[0])],
    ),
    (
        "all milestones at once",
        {"id": "traffic", "title": "X", "milestones": STEPS},
        {"id": "traffic", "title": "X", "milestones": STEPS[1:]},
        [entry("milestones", STEPS, STEPS[1:])],
    ),
    (
        "all checkpoints at once",
        moves(checkpoints={"2026-02-01": 160, "2026-03-01": 180}),
        moves(checkpoints={"2026-03-01": 170}),
        [entry("checkpoints", {"2026-02-01": 160, "2026-03-01": "180.0"}, {"2026-03-01": 170})],
    ),
    ("a baseline", moves(), moves(baseline=90), [entry("baseline", 100, 90)]),
]
BAD: list[tuple[str, Data, Data, list[Data]]] = [
    ("nothing", *TARGET, []),
    ("from another value", *TARGET, [entry("target", 190, 150)]),
    ("to another value", *TARGET, [entry("target", 200, 160)]),
    ("the other way round", *TARGET, [entry("target", 150, 200)]),
    ("a chain with a gap", *TARGET, [entry("target", 200, 180), entry("target", 170, 150)]),
    ("a chain that goes on to something else", *TARGET, [*CHAIN, entry("target", 150, 160, "2026-02-12")]),
    (
        "a chain in the wrong order of days",
        *TARGET,
        [entry("target", 200, 180, "2026-02-10"), entry("target", 180, 150, "2026-01-20")],
    ),
    ("another field", *TARGET, [entry("baseline", 100, 100)]),
    ("without values", *TARGET, [entry("target")]),
    (
        "per cent for points",
        bare(baseline=50, change="+20%"),
        bare(baseline=50, change="+10%"),
        [entry("change", "+20pp", "+10pp")],
    ),
    (
        "a day of another year",
        moves(due="2026-03-01"),
        moves(due="2026-03-15"),
        [entry("due", "2025-03-01", "2026-03-15")],
    ),
]


@pytest.mark.parametrize(("name", "before", "after", "entries"), GOOD, ids=[case[0] for case in GOOD])
def test_a_trace_accounts(name: str, before: Data, after: Data, entries: list[Data]) -> None:
    assert [code for code in errors(before, after) if code < "OKR703"][:1] in (["OKR701"], ["OKR702"])
    assert [code for code in errors(before, after, *entries) if code[3] == "7"] == []


@pytest.mark.parametrize(("name", "before", "after", "entries"), BAD, ids=[case[0] for case in BAD])
def test_anything_else_does_not(name: str, before: Data, after: Data, entries: list[Data]) -> None:
    assert "OKR701" in errors(before, after, *entries)


def test_an_entry_that_base_had_accounts_for_nothing_new() -> None:
    """A goal that was eased from 200 to 150, raised again, and is now lowered a second time."""
    trace = [entry("target", 200, 150, "2026-01-20")]
    before, after = (one(moves(target=target, amended=trace)) for target in (200, 150))
    assert codes(findings(before, after)) == ["OKR701"]


def test_an_entry_on_the_objective_does_not_speak_for_its_key_results() -> None:
    before = plan(goal(moves()))
    after = plan(goal(moves(target=150), amended=[entry("weight", None, 1)]))
    assert codes(findings(before, after)) == ["OKR701"]


def test_several_fields_need_an_entry_each() -> None:
    before, after = moves(due="2026-03-01"), moves(target=150, due="2026-03-15")
    assert errors(before, after) == ["OKR701", "OKR701"]
    assert errors(before, after, entry("target", 200, 150)) == ["OKR701"]
    assert errors(before, after, entry("target", 200, 150), entry("due", "2026-03-01", "2026-03-15")) == []


def test_the_other_kind_is_accounted_for_by_both_deciding_keys() -> None:
    after = {"id": "traffic", "title": "Move traffic", "count": 3}
    assert errors(moves(), after, entry("count", None, 3)) == ["OKR702"]
    told = (entry("target", 200), entry("count", None, 3))
    # until then it was on its way from 100, and that is said as well
    assert errors(moves(), after, *told) == ["OKR714"]
    assert errors(moves(), after, *told, entry("baseline", 100)) == []


def test_dropping_accounts_for_itself_from_its_day_on() -> None:
    dropped = {"date": "2026-02-10", "why": "No budget"}
    assert errors(moves(), moves(dropped=dropped)) == []
    assert errors(moves(), moves(target=300, dropped=dropped)) == []
    # the days before were no easier
    assert errors(moves(), moves(target=150, dropped=dropped)) == ["OKR714"]
    ahead = moves(target=150, dropped={**dropped, "date": "2026-03-10"})
    assert errors(moves(), ahead) == ["OKR701"]


def test_closing_accounts_for_itself_but_for_nothing_else() -> None:
    closed = {"date": "2026-02-10", "learned": "Much"}
    assert errors(moves(), moves(closed=closed)) == []
    assert errors(moves(), moves(closed=closed, target=150)) == ["OKR701"]


def test_what_was_given_up_does_not_come_back_easier() -> None:
    dropped = moves(dropped={"date": "2026-02-01", "why": "No budget"})
    assert errors(dropped, moves()) == []
    assert errors(dropped, moves(target=150)) == ["OKR701"]


def test_a_deleted_key_result_may_be_accounted_for_by_its_objective() -> None:
    before = plan(goal(moves(), moves("other")))
    gone = plan(goal(moves("other")))
    assert codes(findings(before, gone)) == ["OKR703"]
    for trace in (entry("key_results/traffic"), entry("key_results/traffic", moves())):
        assert findings(before, plan(goal(moves("other"), amended=[trace]))) == []
    wrong = entry("key_results/other")
    assert codes(findings(before, plan(goal(moves("other"), amended=[wrong])))) == ["OKR703"]


def test_an_objective_that_is_deleted_is_told_once() -> None:
    before = plan(goal(moves(), moves("a")), goal(moves("b"), id="brand"))
    found = findings(before, plan(goal(moves("b"), id="brand")))
    assert [each[:2] for each in found] == [
        ("OKR703", "marketing/seo was running and was deleted (this is its line at the base)")
    ]


def test_a_past_amendment_stays_as_it_was() -> None:
    past = entry("target", 220, 200, "2026-01-20")
    before = one(moves(amended=[past]))
    assert codes(findings(before, one(moves()))) == ["OKR711"]
    for change in ({"from": 210}, {"date": "2026-01-21"}, {"field": "baseline", "from": 90, "to": 100}):
        assert "OKR711" in codes(findings(before, one(moves(amended=[{**past, **change}]))))
    assert codes(findings(before, one(moves(amended=[{**past, "why": "Better words"}])))) == ["OKR716"]
    for change in ({"why": "Agreed!"}, {"approved_by": "Ben"}, {"from": "220.0"}):
        assert findings(before, one(moves(amended=[{**past, **change}]))) == []
    assert findings(before, one(moves(amended=[entry("why", None, "Because"), past], why="Because"))) == []


def test_what_departments_kpis_and_settings_record_stays_too() -> None:
    past = {"date": "2026-02-01", "why": "Agreed"}
    heads = {"check_in": {"every": "14d"}, "amended": [{**past, "field": "check_in", "to": {"every": "14d"}}]}
    kpi = {"id": "bounce", "title": "Bounce", "at_most": 50}
    kept = {**kpi, "amended": [{**past, "field": "at_most", "from": 40, "to": 50}]}
    pace = {"pace": {"at_risk": "0.2"}}
    settings = {**pace, "amended": [{**past, "field": "pace/at_risk", "to": "0.2"}]}
    old = workspace(plan(goal(moves()), kpis=[kept], **heads), **settings)
    new = workspace(plan(goal(moves()), kpis=[kpi], check_in=heads["check_in"]), **pace)
    found = [each for each in told(RuleContext(new, DAY, base=old)) if each[0] == "OKR711"]
    subjects = [message.partition(" of ")[2].partition(" was ")[0] for _, message, _ in found]
    assert subjects == [
        "2026-02-01 to at_most of marketing/bounce",
        "2026-02-01 to check_in of marketing",
        "2026-02-01 to pace/at_risk of okrctl.yaml",
    ]


# over what the rules run


@pytest.mark.parametrize(("day", "found"), [("2025-12-31", []), ("2026-01-01", ["OKR701"]), ("2026-12-31", ["OKR701"])])
def test_a_promise_counts_from_the_first_day_of_its_cycle(day: str, found: list[str]) -> None:
    before, after = one(moves()), one(moves(target=150))
    assert codes(findings(before, after, date.fromisoformat(day))) == found


def test_the_cycle_of_base_decides() -> None:
    """Who moves the cycle ahead cannot change the plan freely with it, and who moves it back did not yet promise."""
    running, ahead = plan(goal(moves(), cycle="2026-Q1")), plan(goal(moves(target=150), cycle="2026-Q2"))
    assert codes(findings(running, ahead)) == ["OKR701", "OKR701"]
    assert findings(ahead, running) == []


@pytest.mark.parametrize("keys", [{"draft": True}, {}])
def test_drafts_of_base_are_free(keys: Data) -> None:
    before = plan(goal(moves(draft=None if keys else True), moves("x"), **keys))
    after = plan(goal(moves(target=150), moves("x")))
    assert findings(before, after) == []
    assert findings(before, plan(goal(moves("x"), **keys))) == []


# promises


def shop(promise: Any, needed: str | None = "2026-03-20", **keys: Any) -> list[Data]:
    need = [{"ref": "technology/speed", "due": needed}] if needed else []
    asker = plan(goal(moves(), depends_on=need))
    provider = goal(moves("load"), id="speed", promised_to=promise, **keys)
    return [asker, plan(provider, department="technology")]


def between(before: list[Data], after: list[Data]) -> list[str]:
    old, new = workspace(*before), workspace(*after)
    return codes([each for each in told(RuleContext(new, date(2026, 2, 14), base=old)) if each[0][3] in "0127"])


DATED = [{"ref": "marketing/seo", "due": "2026-03-10"}]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (DATED, [], ["OKR706"]),
        (DATED, None, ["OKR706"]),
        (DATED, [{"ref": "marketing/seo", "due": "2026-03-11"}], ["OKR706"]),
        (DATED, [{"ref": "marketing/seo", "due": "2026-03-09"}], []),
        (DATED, "marketing/seo", ["OKR706"]),
        ("marketing/seo", DATED, []),
        ("marketing/seo", [], ["OKR706"]),
        (DATED, [*DATED, "marketing/traffic"], []),
    ],
)
def test_a_promise_is_kept_or_accounted_for(before: Any, after: Any, found: list[str]) -> None:
    assert between(shop(before), shop(after)) == found
    trace = [entry("promised_to", before, after)]
    path = [entry("promised_to/marketing/seo", before[0] if before is DATED else before, after[0] if after else None)]
    if found:
        assert between(shop(before), shop(after, amended=trace)) == []
    if found and after in ([], None):
        assert between(shop(before), shop(after, amended=path)) == []


def test_a_promise_may_go_when_nobody_asks_any_more() -> None:
    """It is whoever asked that has to say why."""
    assert between(shop(DATED), shop([], needed=None)) == ["OKR715"]
    assert between(shop(DATED, needed=None), shop([], needed=None)) == []


def test_a_promise_goes_with_what_is_dropped_on_either_side() -> None:
    dropped = {"date": "2026-02-10", "why": "No budget"}
    assert between(shop(DATED), shop([], dropped=dropped)) == []
    asker, provider = shop([])
    asker["objectives"][0]["dropped"] = dropped
    assert between(shop(DATED), [asker, provider]) == []


def test_a_promise_follows_its_asker_through_a_rename() -> None:
    asker, provider = shop([{"ref": "marketing/search", "due": "2026-03-10"}])
    asker["objectives"][0] |= {"id": "search", "formerly": "seo"}
    assert between(shop(DATED), [asker, provider]) == []


def test_a_promise_without_a_day_moves_with_what_is_promised_which_is_told_there() -> None:
    def version(due: str) -> list[Data]:
        asker, provider = shop(None)
        asker["objectives"][0]["depends_on"] = [{"ref": "technology/load", "due": "2026-03-20"}]
        provider["objectives"][0]["key_results"] = [moves("load", due=due, promised_to="marketing/seo")]
        return [asker, provider]

    assert between(version("2026-03-01"), version("2026-03-05")) == ["OKR701"]


# journals


def journal(*entries: Data) -> Data:
    return one(moves(), entries, others=[moves("other")])


FIRST, SECOND = said("2026-01-12", traffic=110, other=120), said("2026-01-19", traffic=120)
FIX = {"by": "ana@example.com", "date": "2026-02-02"}
JOURNALS: list[tuple[str, list[Data], list[str]]] = [
    ("as it was", [FIRST, SECOND], []),
    ("the other way round", [SECOND, FIRST], []),
    ("values in other words", [said("2026-01-12", other="1.2e2", traffic={"value": "110.0"}), SECOND], []),
    ("one more at the end", [FIRST, SECOND, said("2026-02-09", traffic=130)], []),
    ("one more before", [said("2026-01-05", traffic=105), FIRST, SECOND], ["OKR707"]),
    ("one more of the last day", [FIRST, SECOND, said("2026-01-19", "ben", other=125)], []),
    ("a value altered", [said("2026-01-12", traffic=111, other=120), SECOND], ["OKR704"]),
    ("a value left out", [said("2026-01-12", other=120), SECOND], ["OKR704"]),
    ("a value more", [FIRST, said("2026-01-19", traffic=120, other=125)], ["OKR704"]),
    ("a confidence more", [FIRST, said("2026-01-19", traffic={"value": 120, "confidence": 9})], ["OKR704"]),
    ("a projection more", [FIRST, said("2026-01-19", traffic={"value": 120, "projected": 190})], ["OKR704"]),
    ("a note more", [FIRST, {**SECOND, "note": "All is well"}], ["OKR704"]),
    ("somebody else's", [FIRST, {**SECOND, "by": "ben"}], ["OKR704"]),
    ("another day", [FIRST, {**SECOND, "date": "2026-01-26"}], ["OKR704"]),
    ("one gone", [SECOND], ["OKR704"]),
    ("all gone", [], ["OKR704", "OKR704"]),
    (
        "altered and corrected, value for value",
        [
            said("2026-01-12", traffic=111, other=120),
            SECOND,
            {**FIX, "corrects": "2026-01-12", "results": {"traffic": 111}},
        ],
        [],
    ),
    (
        "altered, and corrected to something else",
        [
            said("2026-01-12", traffic=111, other=120),
            SECOND,
            {**FIX, "corrects": "2026-01-12", "results": {"traffic": 112}},
        ],
        ["OKR704"],
    ),
    (
        "altered twice, corrected once",
        [
            said("2026-01-12", traffic=111, other=121),
            SECOND,
            {**FIX, "corrects": "2026-01-12", "results": {"traffic": 111}},
        ],
        ["OKR704"],
    ),
    (
        "left out and withdrawn",
        [said("2026-01-12", other=120), SECOND, {**FIX, "corrects": "2026-01-12", "results": {"traffic": None}}],
        [],
    ),
    (
        "corrected as it should be",
        [FIRST, SECOND, {**FIX, "corrects": "2026-01-12", "results": {"traffic": 111}}],
        [],
    ),
]


@pytest.mark.parametrize(("name", "entries", "found"), JOURNALS, ids=[case[0] for case in JOURNALS])
def test_a_journal_only_grows(name: str, entries: list[Data], found: list[str]) -> None:
    assert [code for code in codes(findings(journal(FIRST, SECOND), journal(*entries))) if code[3] == "7"] == found


def test_what_a_correction_withdraws_is_part_of_it() -> None:
    fix = {**FIX, "corrects": "2026-01-12"}
    versions = ({**fix, "results": {"traffic": {"value": 111, **more}}} for more in ({}, {"confidence": None}))
    before, after = (journal(FIRST, SECOND, each) for each in versions)
    found = [message for code, message, _ in findings(before, after) if code == "OKR704"]
    told = "traffic 111 → 111, confidence withdrawn"
    assert found == [f"the check-in of 2026-02-02 was altered: {told}"]


def test_entries_of_days_to_come_may_change() -> None:
    later = said("2026-03-02", traffic=150)
    assert [c for c in codes(findings(journal(FIRST, later), journal(FIRST))) if c[3] == "7"] == []


def test_what_was_said_of_drafts_may_change() -> None:
    draft = one(moves(draft=True), [said("2026-01-12", traffic=110)], others=[moves("other")])
    assert codes(findings(draft, one(moves(draft=True), [], others=[moves("other")]))) == []


def test_kpis_have_a_journal_too() -> None:
    kpis = [{"id": "bounce", "title": "Bounce", "at_most": 45}]
    versions = (plan(goal(moves()), kpis=kpis, check_ins=[said("2026-01-12", bounce=value)]) for value in (46, 44))
    assert codes(findings(*versions)) == ["OKR704"]


# errors on either side


BAND: Data = {"id": "traffic", "title": "X", "at_least": 4, "at_most": 4}
ERRORS_BEFORE: list[tuple[str, Data, Data]] = [
    ("a baseline that was the target", moves(baseline=200), moves(baseline=100)),
    ("a target that was the baseline", moves(target=100), moves(target=90)),
    ("a target that was no number", moves(target="2OO"), moves(target=150)),
    ("a day that was none", moves(due="2026-02-30"), moves(due="2026-03-31")),
    ("two kinds at once", moves(count=3), {"id": "traffic", "title": "Move traffic", "count": 3}),
    ("target and change at once", moves(change="+50"), bare(change="+50")),
    ("a checkpoint off the target", moves(checkpoints={"2026-03-31": 190}), moves(checkpoints={"2026-03-31": 200})),
    ("a band without room", BAND | {"at_least": 5}, BAND | {"at_most": 5}),
    ("per cent of nothing", bare(baseline=0, change="+10%"), bare(baseline=0, change="+10")),
]


@pytest.mark.parametrize(("name", "before", "after"), ERRORS_BEFORE, ids=[case[0] for case in ERRORS_BEFORE])
def test_an_error_of_base_may_be_mended(name: str, before: Data, after: Data) -> None:
    assert codes(told(RuleContext(workspace(one(before)), date(2026, 2, 14)), "0123")), "base should have an error"
    assert [code for code in codes(findings(one(before), one(after))) if code[3] == "7"] == []


def test_an_error_of_base_excuses_nothing_else() -> None:
    before = moves(due="2026-02-30", title="X")
    assert codes(findings(one(before), one(moves(target=150)))) == ["OKR701"]


ERRORS_NOW: list[tuple[str, Data]] = [
    ("no number", moves(target="2OO")),
    ("no day", moves(due="2026-02-30")),
    ("no id", moves("Bad Id")),
    ("no kind", {"id": "traffic", "title": "X"}),
    ("an unknown ambition", moves(weight="heavy")),
]


@pytest.mark.parametrize(("name", "result"), ERRORS_NOW, ids=[case[0] for case in ERRORS_NOW])
def test_a_slip_is_told_as_what_it_is_and_not_as_a_moved_goalpost(name: str, result: Data) -> None:
    found = codes(findings(one(moves(due="2026-03-01")), one({"due": "2026-03-01", **result})))
    assert found
    assert [code for code in found if code[3] == "7"] == []


def test_a_slip_in_a_check_in_is_no_deletion() -> None:
    for broken in ({**FIRST, "date": "2026-13-01"}, {**FIRST, "results": {"traffic": {"valu": 1}, "other": 120}}):
        found = codes(findings(journal(FIRST, SECOND), journal(broken, SECOND)))
        assert found
        assert [code for code in found if code[3] == "7"] == []


def test_a_slip_hides_nothing_of_others() -> None:
    other = moves("other")
    found = codes(findings(plan(goal(moves(), other)), plan(goal(moves(target="2OO"), moves("other", target=150)))))
    assert "OKR701" in found
    gone = codes(
        findings(plan(goal(moves(), other), goal(moves("x"), id="b")), plan(goal(moves(), moves("Bad")), goal(id="b")))
    )
    assert "OKR703" in gone
