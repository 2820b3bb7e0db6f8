"""What is judged easier looks better at once: a higher score, or less expected, with nothing achieved.

Each pair of plans is scored with the same journal on the same day; the judgement and the effect must tell the same.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from okrctl.core.diff.compare import Difference
from okrctl.core.diff.scores import Values
from tests.kit.repos import goal, moves, plan, said
from tests.kit.versions import Data, changed, one

# 2026-02-14 is in the middle of the cycle; the journal's last word is from a week before
SEEN = "2026-02-07"
NUMBERS = st.integers(-500, 500)


def judgement(difference: Difference, field: str) -> str:
    return next((c.judgement for item in difference.items for c in item.fields if c.field == field), "neutral")


def stands(difference: Difference, ref: str) -> tuple[Values, Values]:
    """How an item stands before and after."""
    pairs = {each.node.ref: each for each in difference.pairing.pairs}
    before, after = difference.old.values(pairs[ref].before), difference.new.values(pairs[ref].after)
    assert before and after
    return before, after


def tells(found: str, lift: Fraction) -> bool:
    """Whether a judgement says the same as the lift of the score (or the drop of what is expected)."""
    return found == ("easier" if lift > 0 else "harder" if lift < 0 else "neutral")


def score(values: Values) -> Fraction:
    assert values.score is not None
    return values.score


def expected(values: Values) -> Fraction:
    assert values.expected is not None
    return values.expected


@given(baseline=NUMBERS, target=NUMBERS, other=NUMBERS, share=st.fractions(0, 1))
def test_a_nearer_target_is_a_better_score(baseline: int, target: int, other: int, share: Fraction) -> None:
    assume(baseline not in (target, other) and (target > baseline) == (other > baseline))
    # somewhere between the baseline and the nearer of both, so that neither score is cut off
    nearer = min(target, other, key=lambda end: abs(end - baseline))
    value = baseline + (nearer - baseline) * (Fraction(1, 10) + share * Fraction(4, 5))
    journal = [said(SEEN, traffic=f"{float(value):.6f}")]
    versions = (one(moves(baseline=baseline, target=end), journal) for end in (target, other))
    difference = changed(*versions)
    before, after = stands(difference, "marketing/traffic")
    assert tells(judgement(difference, "target"), score(after) - score(before))


@given(target=st.integers(110, 300), change=st.integers(10, 200), baseline=st.integers(50, 300))
def test_target_and_change_are_the_same_thing(target: int, change: int, baseline: int) -> None:
    """Whatever way a goal is written, its effective target is what counts."""
    assume(target != baseline)
    before = one(moves(baseline=baseline, target=target))
    result = {key: value for key, value in moves(baseline=baseline).items() if key != "target"}
    after = one({**result, "change": f"+{change}%"})
    effective = Fraction(baseline) * (100 + change) / 100
    share = (effective - baseline) / (target - baseline)
    wanted = "easier" if share < 1 else "harder" if share > 1 else "neutral"
    assert judgement(changed(before, after), "change") == wanted


BOUNDS = st.one_of(st.none(), st.integers(0, 100))


def level(least: int | None, most: int | None, **keys: Any) -> Data:
    return {"id": "traffic", "title": "Level", "at_least": least, "at_most": most, **keys}


@given(least=BOUNDS, most=BOUNDS, least_now=BOUNDS, most_now=BOUNDS, values=st.lists(st.integers(0, 100), min_size=1))
def test_a_wider_band_never_scores_less(
    least: int | None, most: int | None, least_now: int | None, most_now: int | None, values: list[int]
) -> None:
    assume((least, most) != (None, None) != (least_now, most_now))
    assume(None in (least, most) or (least or 0) < (most or 0))
    assume(None in (least_now, most_now) or (least_now or 0) < (most_now or 0))
    journal = [said(f"2026-01-{day:02}", traffic=value) for day, value in enumerate(values[:28], 1)]
    versions = (
        one(level(*band, hold=True), journal, check_in={"every": "30d"})
        for band in ((least, most), (least_now, most_now))
    )
    difference = changed(*versions)
    found = {judgement(difference, "at_least"), judgement(difference, "at_most")} - {"neutral"}
    before, after = stands(difference, "marketing/traffic")
    if found == {"easier"}:
        assert score(after) >= score(before)
    if found == {"harder"}:
        assert score(after) <= score(before)
    if not found:
        assert score(after) == score(before)


DAYS = st.dates(date(2026, 1, 10), date(2026, 3, 31))


@given(due=DAYS, later=DAYS)
def test_a_later_day_expects_less(due: Any, later: Any) -> None:
    versions = (one(moves(due=str(day)), [said(SEEN, traffic=120)]) for day in (due, later))
    difference = changed(*versions)
    before, after = stands(difference, "marketing/traffic")
    found = judgement(difference, "due")
    less = expected(before) - expected(after)
    # once both days are over, all of it is expected whichever it was
    assert tells(found, less) or (less == 0 and max(str(due), str(later)) <= "2026-02-14")


@given(was=st.integers(0, 9), now=st.integers(0, 9), own=st.integers(100, 200), others=st.integers(100, 200))
def test_a_weight_that_lifts_the_mean_is_easier(was: int, now: int, own: int, others: int) -> None:
    other = {"id": "other", "title": "Other", "baseline": 100, "target": 200}
    journal = [said(SEEN, traffic=own, other=others)]
    difference = changed(*(one(moves(weight=weight), journal, others=[other]) for weight in (was, now)))
    before, after = stands(difference, "marketing/seo")
    found = judgement(difference, "weight")
    lift = score(after) - score(before)
    # without a weight before, the objective's own mean is the measure; without one after, it no longer counts at all
    assert found == "easier" if was and not now else tells(found, lift)


@given(
    weights=st.lists(st.integers(1, 9), min_size=2, max_size=4),
    which=st.integers(0, 3),
    weight=st.integers(1, 9),
    done=st.sets(st.integers(0, 3)),
)
def test_a_milestones_weight_is_judged_by_the_score(
    weights: list[int], which: int, weight: int, done: set[int]
) -> None:
    assume(which < len(weights))
    names = ["one", "two", "three", "four"][: len(weights)]

    def version(given: list[int]) -> Data:
        steps = [{"id": name, "title": name, "weight": each} for name, each in zip(names, given, strict=True)]
        reached = [names[number] for number in sorted(done) if number < len(names)]
        return one({"id": "traffic", "title": "X", "milestones": steps}, [said(SEEN, traffic={"done": reached})])

    difference = changed(version(weights), version([weight if n == which else w for n, w in enumerate(weights)]))
    before, after = stands(difference, "marketing/traffic")
    found = judgement(difference, f"milestones/{names[which]}/weight")
    lift = score(after) - score(before)
    # all done, or nothing done: the score is what it is, the weights are not
    assert tells(found, lift) or (lift == 0 and score(before) in (0, 1))


@given(was=st.integers(101, 199), now=st.integers(101, 199))
def test_a_checkpoint_is_judged_by_what_is_expected_on_its_day(was: int, now: int) -> None:
    versions = (one(moves(checkpoints={"2026-02-14": value}), [said(SEEN, traffic=120)]) for value in (was, now))
    difference = changed(*versions)
    before, after = stands(difference, "marketing/traffic")
    assert tells(judgement(difference, "checkpoints/2026-02-14"), expected(before) - expected(after))


@settings(max_examples=30)
@given(first=st.sampled_from(["committed", "aspirational"]), second=st.sampled_from(["committed", "aspirational"]))
def test_ambition_is_judged_by_what_is_expected(first: str, second: str) -> None:
    versions = (plan(goal(moves(), ambition=each), check_ins=[said(SEEN, traffic=120)]) for each in (first, second))
    difference = changed(*versions)
    before, after = stands(difference, "marketing/seo")
    assert tells(judgement(difference, "ambition"), expected(before) - expected(after))
