"""What `health` says of drops near the end, and of how sure people were halfway."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.kit.shop import Shop, check_in, objective, result

PLAN = {"baseline": 0, "target": 100}


@pytest.mark.parametrize(
    ("day", "value", "signals"),
    [
        ("2026-03-20", 20, ["dropped-late"]),
        ("2026-03-20", 75, []),  # not failing
        ("2026-02-20", 5, []),  # there was time left for other things
    ],
)
def test_what_is_dropped_while_failing_near_the_end(tmp_path: Path, day: str, value: int, signals: list[str]) -> None:
    plan: dict[str, Any] = {**PLAN, "dropped": {"date": day, "why": "x"}}
    entries = [check_in("2026-01-20", {"kr": 2}), check_in("2026-02-18", {"kr": value})]
    found = Shop(tmp_path).write(objectives=[objective(result(**plan))], check_ins=entries).json("health", "2026-03-31")
    assert [each["signal"] for each in found["signals"]] == signals


@pytest.mark.parametrize(("cases", "told"), [(4, 0), (5, 1)])
def test_confidence_halfway_against_what_was_achieved(tmp_path: Path, cases: int, told: int) -> None:
    """Two achieved; what was said after the middle does not count, and of four cases nothing is told."""
    ids = "abcde"[:cases]
    entries = [
        check_in("2026-02-10", {id: {"value": 40, "confidence": 8} for id in ids}),
        check_in("2026-03-30", {id: {"value": 100 if id in "ab" else 60, "confidence": 1} for id in ids}),
    ]
    goals = [objective(*(result(id, **PLAN) for id in ids))]
    found = Shop(tmp_path).write(objectives=goals, check_ins=entries).json("health", "2026-04-02")["calibration"]
    assert len(found) == told
    for each in found:
        assert (each["band"], each["count"], each["achieved"]) == ("7-10", 5, 2)
        # Wilson, by hand: (0.4 + 0.16424 ± 1.28155 · √(0.048 + 0.016424)) / 1.32847
        assert (each["low"], each["high"]) == (pytest.approx(0.17987, abs=1e-4), pytest.approx(0.66958, abs=1e-4))
        assert len(each["evidence"]) == 5
