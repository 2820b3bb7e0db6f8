"""Signals are seldom shown of honest teams, and mostly of those that did what they are about."""

from __future__ import annotations

import random

import honesty
import other_teams
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


def test_signals_are_as_right_about_other_teams() -> None:
    """Teams of other sizes, rhythms and noises, which no limit was set by; with a margin for so few of them."""
    for name, calm, hit in other_teams.rates(40):
        assert calm <= 0.05 + 3 / 40 and hit >= 0.4, (name, calm, hit)


@pytest.mark.night
def test_signals_are_as_right_about_many_other_teams() -> None:
    """The rates in docs/guide/scoring.md: some 5% at most accused, some 60% seen (standard errors: 1.3, 2.8)."""
    for name, calm, hit in other_teams.rates(300, 31_415):
        assert calm <= 0.055 and hit >= 0.58, (name, calm, hit)
