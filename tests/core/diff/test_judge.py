"""What is easier, harder, neither; each against a plan that runs, with and without its trace."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kit.company import codes
from tests.kit.repos import goal, moves, plan, said
from tests.kit.versions import Data, amended, changed, findings, one, ref_of, suggested

SEEN = [said("2026-01-19", traffic=130, other=160)]
OTHER = {"id": "other", "title": "Other", "baseline": 100, "target": 200}
LEVEL = {"id": "traffic", "title": "A level", "at_least": 90, "at_most": 110}
THING = {"id": "traffic", "title": "A thing", "done_when": "It stands", "due": "2026-02-20"}
STEPS = [
    {"id": "one", "title": "First", "due": "2026-02-01"},
    {"id": "two", "title": "Second: and more", "due": "2026-03-01", "weight": 3},
    {"id": "three", "title": "Third"},
]
MID = "checkpoints/2026-02-15"
PROJECT = {"id": "traffic", "title": "In steps", "milestones": STEPS}


def without(data: Data, *keys: str) -> Data:
    return {key: value for key, value in data.items() if key not in keys}


def change(amount: str) -> Data:
    return {"id": "traffic", "title": "Move traffic", "baseline": 100, "change": amount}


def unknown(amount: str) -> Data:
    return without(change(amount), "baseline")


def count(number: int, **keys: Any) -> Data:
    return {"id": "traffic", "title": "X", "count": number, **keys}


def mid(value: int) -> Data:
    return {"checkpoints": {"2026-02-15": value}}


def step(number: int, **keys: Any) -> Data:
    return {**PROJECT, "milestones": [{**s, **keys} if n == number else s for n, s in enumerate(STEPS)]}


def proof(text: str) -> Data:
    return {**THING, "done_when": text}


CASES: list[tuple[str, Data, Data, str, str]] = [
    # name, key result before, after, field, judgement
    ("target nearer", moves(), moves(target=180), "target", "easier"),
    ("target through the baseline", moves(), moves(target=50), "target", "easier"),
    ("target at the baseline's other side of a fall", moves(target=40), moves(target=160), "target", "easier"),
    ("target farther", moves(), moves(target=220), "target", "harder"),
    ("target of a fall nearer", moves(target=40), moves(target=60), "target", "easier"),
    ("target of a fall farther", moves(baseline=160, target=40), moves(baseline=160, target=20), "target", "harder"),
    ("target written otherwise", moves(), moves(target="200.0"), "", ""),
    ("target as a change", moves(), change("+100%"), "change", "neutral"),
    ("change as a target", change("+100"), moves(), "target", "neutral"),
    ("target as a smaller change", moves(), change("+90%"), "change", "easier"),
    ("change as a nearer target", change("+100"), moves(target=190), "target", "easier"),
    ("smaller change", change("+20%"), change("+15%"), "change", "easier"),
    ("bigger change", {**change("-20"), "baseline": 140}, {**change("-25"), "baseline": 140}, "change", "harder"),
    ("smaller change, baseline unknown", unknown("+20%"), unknown("+10%"), "change", "easier"),
    ("other kind of change, baseline unknown", unknown("+20%"), unknown("+20"), "change", "changed"),
    ("baseline moved up", moves(), moves(baseline=110), "baseline", "changed"),
    ("baseline moved down", moves(), moves(baseline=90), "baseline", "changed"),
    ("baseline gone", moves(change=None), without(moves(), "baseline"), "baseline", "changed"),
    ("baseline given", without(moves(), "baseline"), moves(), "baseline", "neutral"),
    ("smaller count", count(4), count(3), "count", "easier"),
    ("bigger count", count(4), count(5), "count", "harder"),
    ("at_least lower", LEVEL, {**LEVEL, "at_least": 80}, "at_least", "easier"),
    ("at_least higher", LEVEL, {**LEVEL, "at_least": 95}, "at_least", "harder"),
    ("at_least gone", LEVEL, without(LEVEL, "at_least"), "at_least", "easier"),
    ("at_least new", without(LEVEL, "at_least"), LEVEL, "at_least", "harder"),
    ("at_most higher", LEVEL, {**LEVEL, "at_most": 120}, "at_most", "easier"),
    ("at_most lower", LEVEL, {**LEVEL, "at_most": 105}, "at_most", "harder"),
    ("at_most gone", LEVEL, without(LEVEL, "at_most"), "at_most", "easier"),
    ("hold gone", {**LEVEL, "hold": True}, LEVEL, "hold", "easier"),
    ("hold new", {**LEVEL, "at_most": 140}, {**LEVEL, "at_most": 140, "hold": "95%"}, "hold", "harder"),
    ("share of hold lower", {**LEVEL, "hold": True}, {**LEVEL, "hold": "95%"}, "hold", "easier"),
    ("share of hold higher", {**LEVEL, "hold": "80%"}, {**LEVEL, "hold": "90%"}, "hold", "harder"),
    ("hold in other words", {**LEVEL, "hold": True}, {**LEVEL, "hold": "100%"}, "", ""),
    ("due later", THING, {**THING, "due": "2026-02-21"}, "due", "easier"),
    ("due earlier", THING, {**THING, "due": "2026-02-19"}, "due", "harder"),
    ("due gone, so the cycle's end", THING, without(THING, "due"), "due", "easier"),
    ("due given within the cycle", without(THING, "due"), THING, "due", "harder"),
    ("due given as the cycle's end", without(THING, "due"), {**THING, "due": "2026-03-31"}, "due", "neutral"),
    ("evidence reworded", THING, {**THING, "done_when": "It stands and runs"}, "done_when", "reworded"),
    ("milestone removed", PROJECT, {**PROJECT, "milestones": STEPS[:2]}, "milestones/three", "easier"),
    (
        "milestone with day and weight removed",
        PROJECT,
        {**PROJECT, "milestones": [STEPS[0], STEPS[2]]},
        "milestones/two",
        "easier",
    ),
    ("milestone added", {**PROJECT, "milestones": STEPS[:2]}, PROJECT, "milestones/three", "harder"),
    ("milestones in another order", PROJECT, {**PROJECT, "milestones": STEPS[::-1]}, "", ""),
    ("milestone due later", PROJECT, step(1, due="2026-03-02"), "milestones/two/due", "easier"),
    ("milestone due earlier", PROJECT, step(1, due="2026-02-28"), "milestones/two/due", "harder"),
    ("milestone without a day of its own", PROJECT, step(1, due=None), "milestones/two/due", "easier"),
    ("milestone given its day", PROJECT, step(2, due="2026-03-30"), "milestones/three/due", "harder"),
    ("open milestone weighs less", PROJECT, step(1, weight=2), "milestones/two/weight", "easier"),
    ("open milestone weighs more", PROJECT, step(1, weight=4), "milestones/two/weight", "harder"),
    ("milestone reworded", PROJECT, step(1, title="Second"), "milestones/two", "reworded"),
    ("checkpoint nearer", moves(**mid(160)), moves(**mid(150)), MID, "easier"),
    ("checkpoint farther", moves(**mid(160)), moves(**mid(170)), MID, "harder"),
    ("checkpoint below the line", moves(), moves(**mid(110)), MID, "easier"),
    ("checkpoint above the line", moves(), moves(**mid(190)), MID, "harder"),
    ("checkpoint above the line gone", moves(**mid(190)), moves(), MID, "easier"),
    ("checkpoint below the line gone", moves(**mid(110)), moves(), MID, "harder"),
    ("checkpoint of a fall nearer", moves(target=40, **mid(60)), moves(target=40, **mid(70)), MID, "easier"),
    ("checkpoint of a count", count(8, **mid(4)), count(8, **mid(3)), MID, "easier"),
    ("other kind", moves(), {"id": "traffic", "title": "Move traffic", "count": 3}, "kind", "changed"),
    ("other kind, with steps", {**THING, "title": "In steps", "due": None}, PROJECT, "kind", "changed"),
    ("draft set", moves(), moves(draft=True), "draft", "easier"),
    ("draft said to be none", moves(), moves(draft=False), "", ""),
    ("title", moves(), moves(title="Other words"), "title", "neutral"),
    ("why", moves(), moves(why="Because"), "why", "neutral"),
    ("owner", moves(), moves(owner="Ben"), "owner", "neutral"),
    ("unit", moves(), moves(unit="visits"), "unit", "reworded"),
    ("unit gone", moves(unit="visits"), moves(), "unit", "reworded"),
    ("unit in other letters", moves(unit="visits"), moves(unit="Visits."), "unit", "neutral"),
    ("number in the evidence", proof("Below 1.5 s"), proof("Below 15 s"), "done_when", "reworded"),
    ("sign in the evidence", proof("x < 5"), proof("x > 5"), "done_when", "reworded"),
    ("evidence in other letters and blanks", proof("It stands"), proof("it  stands!"), "done_when", "neutral"),
    ("definition", moves(definition="a / b"), moves(definition="a / c"), "definition", "reworded"),
    ("definition given", moves(), moves(definition="a / b"), "definition", "neutral"),
    ("definition gone", moves(definition="a / b"), moves(), "definition", "reworded"),
    ("source", moves(source="The shop"), moves(source="The survey"), "source", "reworded"),
    ("fewer check-ins", moves(), moves(check_in={"every": "14d"}), "check_in", "easier"),
    ("more grace", moves(check_in={"grace": "1d"}), moves(check_in={"grace": "9d"}), "check_in", "easier"),
    ("more check-ins", moves(), moves(check_in={"every": "2d"}), "check_in", "harder"),
    ("own cadence gone, so a longer one", moves(check_in={"every": "2d"}), moves(), "check_in", "easier"),
    ("weight lowered of what trails", moves(), moves(weight="0.5"), "weight", "easier"),
    ("weight of what trails to nothing", moves(), moves(weight=0), "weight", "easier"),
    ("weight raised of what trails", moves(), moves(weight=2), "weight", "harder"),
    ("weight written out", moves(), moves(weight="1.0"), "", ""),
]
IDS = [name for name, *_ in CASES]


@pytest.mark.parametrize(("name", "before", "after", "field", "judgement"), CASES, ids=IDS)
def test_a_change_is_judged(name: str, before: Data, after: Data, field: str, judgement: str) -> None:
    difference = changed(one(before, SEEN, others=[OTHER]), one(after, SEEN, others=[OTHER]))
    found = {change.field: change.judgement for item in difference.items for change in item.fields}
    assert found == ({field: judgement} if field else {})
    assert [item.node.ref for item in difference.items] == (["marketing/traffic"] if field else [])


FLAGGED = [(case[0], case[1], case[2]) for case in CASES if case[4] in ("easier", "changed", "reworded")]
FREE = [(case[0], case[1], case[2]) for case in CASES if case[4] in ("", "harder", "neutral")]


@pytest.mark.parametrize(("name", "before", "after"), FLAGGED, ids=[case[0] for case in FLAGGED])
def test_what_is_easier_is_an_error_until_the_suggested_trace_is_there(name: str, before: Data, after: Data) -> None:
    old, new = one(before, SEEN, others=[OTHER]), one(after, SEEN, others=[OTHER])
    found = findings(old, new)
    assert codes(found), name
    assert set(codes(found)) <= {"OKR701", "OKR702", "OKR708"}
    for _, message, help in found:
        new = amended(new, ref_of(message), suggested(help))
    # neither an error about the change nor one about the entries that were offered
    assert findings(old, new) == []


@pytest.mark.parametrize(("name", "before", "after"), FREE, ids=[case[0] for case in FREE])
def test_what_is_not_easier_needs_no_trace(name: str, before: Data, after: Data) -> None:
    assert findings(one(before, SEEN, others=[OTHER]), one(after, SEEN, others=[OTHER])) == []


def test_what_is_harder_and_looks_better_needs_one() -> None:
    """Below the baseline a farther target makes less of the same loss."""
    found = findings(one(moves(target=40), SEEN), one(moves(target=20), SEEN))
    assert [message for _, message, _ in found] == [
        "marketing/traffic looks better on 2026-01-19 than before the change: progress -0.50 → -0.38"
    ]


def objective(**keys: Any) -> Data:
    return plan(goal(moves(), **keys), goal(moves("other", target=110), id="brand"), check_ins=SEEN)


OBJECTIVES: list[tuple[str, Data, Data, str, str]] = [
    ("committed to aspirational", objective(), objective(ambition="aspirational"), "ambition", "easier"),
    ("committed to the default", objective(), objective(ambition=None), "ambition", "easier"),
    ("aspirational to committed", objective(ambition="aspirational"), objective(), "ambition", "harder"),
    ("default said", objective(ambition=None), objective(ambition="aspirational"), "", ""),
    ("longer cycle", objective(), objective(cycle="2026-H1"), "cycle", "easier"),
    ("later cycle", objective(), objective(cycle="2026-Q2"), "cycle", "easier"),
    ("cycle from a later day", objective(), objective(cycle="2026-02-01/2026-03-31"), "cycle", "easier"),
    ("shorter cycle", objective(), objective(cycle="2026-01-01/2026-03-30"), "cycle", "harder"),
    ("cycle in other words", objective(), objective(cycle="2026-01-01/2026-03-31"), "cycle", "neutral"),
    ("draft", objective(), objective(draft=True), "draft", "easier"),
    ("title", objective(), objective(title="Other"), "title", "neutral"),
    ("supports", objective(), objective(supports=["brand"]), "supports", "neutral"),
    ("weight of what trails", objective(), objective(weight=0), "weight", "easier"),
]


@pytest.mark.parametrize(("name", "before", "after", "field", "judgement"), OBJECTIVES, ids=[c[0] for c in OBJECTIVES])
def test_an_objective_is_judged(name: str, before: Data, after: Data, field: str, judgement: str) -> None:
    difference = changed(before, after)
    found = {change.field: change.judgement for item in difference.items for change in item.fields}
    assert found == ({field: judgement} if field else {})
    errors = findings(before, after)
    assert bool(errors) == (judgement == "easier")
    for _, message, help in errors:
        after = amended(after, ref_of(message), suggested(help))
    assert findings(before, after) == []


def test_more_weight_on_what_is_ahead_is_easier() -> None:
    before, after = (one(moves(), SEEN, others=[{**OTHER, "weight": weight}]) for weight in (1, 5))
    assert codes(findings(before, after)) == ["OKR701"]


@pytest.mark.parametrize("seen", [SEEN, []])
def test_what_counts_for_nothing_is_as_good_as_dropped(seen: list[Data]) -> None:
    """However it stands today: ahead of the others, or not begun."""
    before, after = (one(moves(), seen, others=[{**OTHER, "weight": weight}]) for weight in (1, 0))
    assert codes(findings(before, after)) == ["OKR701"]


def test_the_cycle_of_the_file_counts_for_objectives_without_one() -> None:
    (found,) = findings(plan(goal(moves())), plan(goal(moves()), cycle="2026-H1"))
    assert found[:2] == ("OKR701", "marketing/seo was made easier: cycle 2026-Q1 → 2026-H1")


def test_a_baseline_that_a_check_in_gave_may_be_written_into_the_plan_but_not_another() -> None:
    result = {"id": "traffic", "title": "X", "change": "+20%"}
    journal = [{"date": "2026-01-19", "by": "ana", "results": {"traffic": {"value": 110, "baseline": 100}}}]
    assert findings(one(result, journal), one({**result, "baseline": 100}, journal)) == []
    moved = findings(one(result, journal), one({**result, "baseline": 105}, journal))
    assert codes(moved) == ["OKR702"]
    assert findings(one({**result, "baseline": 100}, journal), one(result, journal)) == []


def test_the_baseline_of_a_check_in_tells_how_far_a_target_is() -> None:
    result = {"id": "traffic", "title": "X", "target": 120}
    journal = [{"date": "2026-01-19", "by": "ana", "results": {"traffic": {"value": 110, "baseline": 100}}}]
    assert codes(findings(one(result, journal), one({**result, "target": 115}, journal))) == ["OKR701"]
    assert findings(one(result, journal), one({**result, "target": 125}, journal)) == []


@pytest.mark.parametrize(("better", "code"), [("higher", ["OKR701"]), ("lower", []), (None, ["OKR702"])])
def test_without_a_baseline_the_metrics_good_direction_decides(better: str | None, code: list[str]) -> None:
    metrics = {"sessions": {"title": "Sessions", **({"better": better} if better else {})}}
    before, after = (one({"id": "traffic", "title": "X", "metric": "sessions", "target": t}) for t in (120, 110))
    assert codes(findings(before, after, metrics=metrics)) == code


def test_a_kpis_band_is_judged_like_a_goal() -> None:
    kpi = {"id": "bounce", "title": "Bounce", "at_most": 45}
    before, after = (plan(goal(moves()), kpis=[{**kpi, "at_most": most}]) for most in (45, 50))
    (item,) = changed(before, after).items
    assert [(c.field, c.judgement) for c in item.fields] == [("at_most", "easier")]
    assert codes(findings(before, after)) == ["OKR701"]
