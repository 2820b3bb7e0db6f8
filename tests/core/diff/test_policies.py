"""A policy that is judged as stricter, or as the same, lets nothing through that the policy before it stopped."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.checks.policies import Subject, _judged, _Meter, _sorted
from okrctl.core.company.workspace import build
from okrctl.core.diff.judge import FieldChange
from okrctl.core.diff.settings import setting_changes
from okrctl.core.model.settings import Config, Policy, defaults
from okrctl.core.values.diagnostic import Place
from okrctl.core.values.glob import like

KEYS = st.sampled_from(("title", "tags"))
VALUES = st.sampled_from(("a", "ab", "b", "ba"))
PATTERNS = st.lists(st.sampled_from(("a", "b", "a*", "*b", "*")), min_size=1, max_size=3, unique=True)
CHOICES = st.dictionaries(KEYS, PATTERNS, max_size=2)
NUMBERS = st.none() | st.integers(0, 3).map(str)
BOUNDS = st.fixed_dictionaries({"at_least": NUMBERS, "at_most": NUMBERS})
POLICIES = st.fixed_dictionaries(
    {
        "each": st.just("objective"),
        "where": CHOICES,
        "require": st.lists(KEYS, max_size=2, unique=True),
        "only": CHOICES,
        "never": CHOICES,
        "number": st.dictionaries(KEYS, BOUNDS, max_size=2),
        "why": st.sampled_from(("one", "another")),
        "severity": st.sampled_from(("advice", "warning", "error")),
    }
).map(Policy.model_validate)
ITEMS = st.fixed_dictionaries({"title": st.lists(VALUES, max_size=3), "tags": st.lists(VALUES, max_size=3)})
LEVELS = ("advice", "warning", "error")


def changes_of(before: Config, after: Config) -> list[FieldChange]:
    """The changes from one okrctl.yaml to another."""
    return [each.change for each in setting_changes(build(before, ()), build(after, ()), {})]


def stops(policy: Policy, item: dict[str, Any]) -> int:
    """How strictly a policy stops an item; 0 if it doesn't."""
    subject, meter = Subject("x/y", Place("f"), None, item), _Meter()
    concerned = all(
        any(like(value, pattern) for value in item[key] for pattern in patterns)
        for key, patterns in policy.where.items()
    )
    broken = concerned and any(True for _ in _judged(policy, subject, meter, whole=True))
    return LEVELS.index(policy.severity) + 1 if broken else 0


@given(POLICIES, POLICIES, st.lists(ITEMS, min_size=20, max_size=40))
def test_nothing_slips_through_a_policy_that_is_as_strict_as_before(
    old: Policy, new: Policy, items: list[dict[str, Any]]
) -> None:
    changes = changes_of(defaults(policies={"p": old}), defaults(policies={"p": new}))
    if {each.judgement for each in changes} <= {"harder", "neutral"}:
        assert [item for item in items if stops(new, item) < stops(old, item)] == []


@given(
    POLICIES, st.sampled_from(("require", "only", "never", "number", "where")), POLICIES, st.lists(ITEMS, min_size=9)
)
def test_one_field_at_a_time(old: Policy, field: str, other: Policy, items: list[dict[str, Any]]) -> None:
    new = old.but(**{field: getattr(other, field)})
    changes = changes_of(defaults(policies={"p": old}), defaults(policies={"p": new}))
    judgement = changes[0].judgement if changes else "neutral"
    if judgement in ("harder", "neutral"):
        assert [item for item in items if stops(new, item) < stops(old, item)] == []
    if judgement in ("easier", "neutral"):
        assert [item for item in items if stops(new, item) > stops(old, item)] == []


def test_removing_one_asks_for_less_and_adding_one_for_more() -> None:
    policy = Policy.model_validate({"each": "objective", "require": ["why"], "why": "So it is."})
    none, one = defaults(), defaults(policies={"p": policy})
    assert [each.judgement for each in changes_of(one, none)] == ["easier"]
    assert [each.judgement for each in changes_of(none, one)] == ["harder"]


@given(st.text("ab*.", max_size=8), st.text("ab.", max_size=10))
def test_a_star_stands_for_any_characters_and_nothing_else_is_special(pattern: str, text: str) -> None:
    meant = ".*".join(re.escape(part) for part in pattern.split("*"))
    assert like(text, pattern) is (re.fullmatch(meant, text) is not None)


def test_many_stars_take_no_time() -> None:
    # a regular expression would try more ways than there are atoms
    assert not like("a" * 500, "*a" * 99 + "*b")


def test_patterns_without_a_star_are_looked_up() -> None:
    assert _sorted(("a", "b*")) == (frozenset({"a"}), ("b*",))
