"""Signals are seldom shown of honest teams, and mostly of those that did what they are about."""

from __future__ import annotations

import random

import honesty
import pytest


@pytest.mark.parametrize("teams", [25, pytest.param(200, marks=pytest.mark.night)])
def test_signals_tell_honest_teams_from_others(teams: int) -> None:
    few = 1 / teams if teams < 100 else 0.0  # one of few teams may be bad luck
    for name, calm, hit in honesty.rates(teams):
        assert calm <= 0.05 + few and hit >= 0.6, (name, calm, hit)


@pytest.mark.parametrize("name", honesty.DEEDS)
def test_each_is_about_one_thing(name: str) -> None:
    """What a team does shows as that signal, and as no other."""
    chance, others = random.Random(7), 0
    for _ in range(10):
        plans, journal = honesty.honest(chance)
        honesty.DEEDS[name](plans, journal, chance)
        others += bool(honesty.seen(plans, journal) - {name})
    assert others <= 2
