"""For random edits of both sides: nothing is lost, the sides are equals, and unrelated edits never conflict.

``OKRCTL_EXAMPLES`` sets how many pairs each test tries (60 by default).
"""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrctl.core.merge import Merged, merge
from okrctl.core.yaml import read
from tests.kit.edited_file import Edit, File, apart, applied, edits, files

_CONFLICT = re.compile(r"^<<<<<<< ours\n(.*?)^=======\n(.*?)^>>>>>>> theirs\n", re.MULTILINE | re.DOTALL)
EXAMPLES = int(os.environ.get("OKRCTL_EXAMPLES", "60"))
RUN = settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))


@st.composite
def both(draw: st.DrawFn) -> tuple[File, list[Edit], list[Edit]]:
    file = draw(files())
    return file, draw(edits(file, "a")), draw(edits(file, "b"))


def data(text: str) -> Any:
    reading = read("x.yaml", text)
    assert not reading.problems, reading.problems
    return reading.data


def resolved(text: str, side: int) -> str:
    return _CONFLICT.sub(lambda found: found[side], text)


def meaning(value: Any, key: str = "") -> Any:
    """Data with the items of lists in an order of their own; the journal's order stays."""
    if isinstance(value, dict):
        return {name: meaning(inner, name) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        items = [meaning(each) for each in value]
        return items if key == "check_ins" else sorted(items, key=repr)
    return value


def frozen(value: Any) -> str:
    return repr(meaning(value))


def journal(text: str) -> list[str]:
    return [frozen(entry) for entry in data(text).get("check_ins") or []]


def sides(case: tuple[File, list[Edit], list[Edit]]) -> tuple[str, str, str]:
    file, ours, theirs = case
    return file.text(), applied(file, ours).text(), applied(file, theirs).text()


def both_ways(merged: Merged) -> list[str]:
    return [resolved(merged.text, side) for side in (1, 2)]


@pytest.mark.reliability("Merging", "unrelated edits of two sides: as if made one after the other")
@RUN
@given(both())
def test_unrelated_edits_come_to_what_one_after_the_other_would(case: tuple[File, list[Edit], list[Edit]]) -> None:
    file, ours, theirs = case
    if not apart(ours, theirs):
        return
    merged = merge(*sides(case))
    assert (merged.fallback_reason, merged.conflicts) == (None, 0), merged
    in_turn = data(applied(applied(file, ours), theirs).text())
    in_turn["check_ins"] = sorted(in_turn.get("check_ins") or [], key=lambda entry: (entry["date"], entry["by"]))
    result = data(merged.text)
    found = result.get("check_ins") or []
    if all(any("entry" in edit.footprints[0] for edit in side) for side in (ours, theirs)):
        assert [entry["date"] for entry in found] == sorted(entry["date"] for entry in found)
    result["check_ins"] = sorted(found, key=lambda entry: (entry["date"], entry["by"], repr(entry)))
    in_turn["check_ins"].sort(key=lambda entry: (entry["date"], entry["by"], repr(entry)))
    assert meaning(result) == meaning(in_turn)


@pytest.mark.reliability("Merging", "edits of two sides: no check-in and no comment of either is lost")
@RUN
@given(both())
def test_no_check_in_and_no_comment_of_either_side_is_lost(case: tuple[File, list[Edit], list[Edit]]) -> None:
    base, ours, theirs = sides(case)
    merged = merge(base, ours, theirs)
    if merged.fallback_reason is not None:
        return
    before = Counter(journal(base))
    for text in both_ways(merged):
        after = Counter(journal(text))
        altered = {name.split()[2] for name in (edit.name for edit in (*case[1], *case[2])) if "entry" in name}
        for side in (ours, theirs):
            fresh = Counter(journal(side)) - before
            missing = [each for each in fresh - after if not any(f"'{old} as" in each for old in altered)]
            assert not missing
        assert before & Counter(journal(ours)) & Counter(journal(theirs)) <= after
    known = Counter(re.findall(r"# .*", base))
    for side in (ours, theirs):
        for remark in Counter(re.findall(r"# .*", side)) - known:
            assert remark in merged.text


@pytest.mark.reliability("Merging", "the sides exchanged: the same merge")
@RUN
@given(both())
def test_the_sides_are_equals(case: tuple[File, list[Edit], list[Edit]]) -> None:
    base, ours, theirs = sides(case)
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert (one.fallback_reason, one.conflicts) == (other.fallback_reason, other.conflicts)
    if one.fallback_reason is None:
        for mine, yours in zip(both_ways(one), reversed(both_ways(other)), strict=True):
            assert meaning(data(mine)) == meaning(data(yours))


@RUN
@given(both())
def test_what_one_side_alone_did_is_taken_as_it_is(case: tuple[File, list[Edit], list[Edit]]) -> None:
    base, ours, theirs = sides(case)
    assert merge(base, ours, base) == merge(base, base, ours) == merge(base, ours, ours) == Merged(ours)
    merged = merge(base, ours, theirs)
    if merged.fallback_reason is None and not merged.conflicts:
        assert merge(ours, ours, merged.text) == Merged(merged.text)
        windows = merge(*(text.replace("\n", "\r\n") for text in (base, ours, theirs)))
        assert windows == Merged(merged.text.replace("\n", "\r\n"))


@RUN
@given(both())
def test_a_new_check_in_keeps_every_byte(case: tuple[File, list[Edit], list[Edit]]) -> None:
    file, ours, theirs = case
    merged = merge(*sides(case))
    if merged.fallback_reason is not None:
        return
    for side in (ours, theirs):
        for edit in side:
            if edit.name.startswith("check in"):
                alone = File((), (), (), (), file.indent)
                written = edit.apply(alone).text().partition("check_ins:\n")[2]
                assert written in merged.text
