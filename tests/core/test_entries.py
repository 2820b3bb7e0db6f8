"""The short way through a journal says what the models say, of every journal."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from okrctl.core import entries, facts

TEXTS = st.sampled_from(
    ["", "1123", "done", "open", "2026-02-31", "2026-03-02", "7", "7,5", "~", "sales/mrr", "a b", "rest"]
)
KEYS = st.sampled_from(["traffic", "sales/mrr", "a b", "", "traffic@2026-Q1", "x-mine"])
ODD = st.one_of(
    st.none(), TEXTS, st.lists(st.one_of(st.none(), TEXTS), max_size=3), st.dictionaries(KEYS, TEXTS, max_size=2)
)
DAYS = st.one_of(st.sampled_from(["2026-01-05", "2026-01-12"]), ODD)
RESULTS = st.one_of(
    ODD,
    st.fixed_dictionaries(
        {}, optional={"value": ODD, "done": ODD, "baseline": ODD, "confidence": ODD, "note": ODD, "x-y": ODD}
    ),
)
ENTRIES = st.fixed_dictionaries(
    {"date": DAYS, "by": st.one_of(st.just("ana@example.com"), ODD)},
    optional={
        "note": ODD,
        "results": st.one_of(ODD, st.dictionaries(KEYS, RESULTS, max_size=4)),
        "unchanged": ODD,
        "corrects": DAYS,
        "x-mine": ODD,
        "bye": ODD,
    },
)
GOOD = {
    "date": "2026-01-05",
    "by": "ana@example.com",
    "note": "well",
    "results": {
        "traffic": "12",
        "sales/mrr": {"value": "3", "confidence": "7", "note": "n"},
        "steps": ["a"],
        "gone": None,
    },
    "unchanged": ["rest"],
}


def text_of(journal: object) -> str:
    return "okrctl: 1\ndepartment: sales\ncheck_ins: " + json.dumps(journal)


@settings(max_examples=400, deadline=None)
@example([{"date": "2026-01-05", "by": "ana@example.com", "results": ""}])
@example([{"date": "2026-01-05", "by": "ana@example.com", "results": [], "unchanged": ""}])
@given(st.one_of(ODD, st.lists(st.one_of(ENTRIES, st.just(GOOD)), max_size=3)))
def test_the_models_say_the_same(journal: object) -> None:
    text = text_of(journal)
    short = facts.department_facts("okrs/sales.yaml", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facts, "plain_entries", lambda data: None)
        assert facts.department_facts("okrs/sales.yaml", text) == short


@pytest.mark.parametrize("extra", [{}, {"corrects": "2026-01-04"}])
def test_a_journal_without_fault_goes_the_short_way(extra: dict[str, str]) -> None:
    found = entries.plain_entries([{**GOOD, **extra}])
    assert found is not None
    assert facts.department_facts("okrs/sales.yaml", text_of([{**GOOD, **extra}])).check_ins == found


@pytest.mark.parametrize(
    "wrong", [{"by": ""}, {"date": "soon"}, {"results": ""}, {"results": {"traffic": {"valeu": "1"}}}, {"x-mine": "1"}]
)
def test_a_doubt_goes_to_the_models(wrong: dict[str, object]) -> None:
    assert entries.plain_entries([GOOD, {**GOOD, **wrong}]) is None
