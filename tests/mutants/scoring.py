"""The rules of scoring, and what must hold of past days: silence, typos, easing and later traces improve nothing."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_SCORING = "okrctl/core/scores/scoring.py"
_STANDING = "okrctl/core/scores/standing.py"
_ROLLUP = "okrctl/core/scores/rollup.py"
_PERIODS = "okrctl/krtypes/level/periods.py"
_PLAN = "okrctl/core/scores/plan.py"
_SERIES = "okrctl/core/scores/series.py"
_TREND = "okrctl/core/scores/trend.py"
_READ = "tests/core/scores/test_independent.py::test_"
_AGREE = (f"{_READ}two_readings_of_the_rules_agree",)
_COMPANY = (f"{_READ}two_readings_of_departments_agree",)
_PAST = (f"{_READ}what_is_written_later_changes_no_past_day",)
_TYPO = (f"{_READ}putting_a_typo_right_is_no_look_and_takes_nothing_back",)
_AHEAD = "tests/core/scores/test_forecast.py::test_"

MUTANTS = (
    Mutant(
        "silence-hides-a-red",
        _SCORING,
        '    if too_far(config, scored, held):\n        return "off-track"\n    if overdue:\n        return "stale"\n',
        '    if overdue:\n        return "stale"\n    if too_far(config, scored, held):\n        return "off-track"\n',
        (f"{_READ}silence_improves_nothing",),
        "Who is off-track stops checking in, and is no longer.",
    ),
    Mutant(
        "silence-hides-a-red-department",
        _ROLLUP,
        "    if gap > config.pace.off_track:\n",
        "    if gap > config.pace.off_track and share.in_time * 2 >= share.results:\n",
        (f"{_READ}silence_improves_no_department",),
        "A department that is off-track stops checking in, and is no longer.",
    ),
    Mutant(
        "empty-entry-is-a-look",
        "okrctl/core/scores/journal.py",
        "                if says_nothing(written, corrects):\n",
        "                if False:\n",
        (f"{_READ}what_says_nothing_is_no_look",),
        "An empty line a week keeps everything in time.",
    ),
    Mutant(
        "correction-is-a-look",
        _SERIES,
        "    for mention in corrections:\n        by_day[mention.day] =",
        "    for mention in corrections:\n        by_day.setdefault(mention.placed.entry.date, []).append(mention)\n"
        "        by_day[mention.day] =",
        _TYPO,
        "A typo of January put right in March counts as a check-in of March.",
    ),
    Mutant(
        "correction-takes-words-back",
        _SERIES,
        "    return [*kept, correction] if result is None or result.said else kept\n",
        "    return [correction]\n",
        _TYPO,
        "With a corrected number the low confidence of that day is gone, and at-risk turns on-track.",
    ),
    Mutant(
        "correction-acts-before-it-is-made",
        _SERIES,
        "if mention.corrects and mention.placed.entry.date <= as_of]",
        "if mention.corrects and mention.day <= as_of]",
        _PAST,
        "A bad status of last month becomes a good one.",
    ),
    Mutant(
        "eased-from-the-start",
        "okrctl/core/model/files.py",
        "        return self.current if at == len(self.earlier) else self._amended(self.earlier[at][1])\n",
        "        return self.current\n",
        (f"{_READ}a_target_eased_later_makes_no_past_day_green", *_PAST),
        "A target lowered in March makes January green.",
    ),
    Mutant(
        "dropped-from-the-start",
        _PLAN,
        "dropped=home.dropped or (result.dropped is not None and result.dropped.date <= day)",
        "dropped=home.dropped or result.dropped is not None",
        _PAST,
        "What is dropped in March was never red.",
    ),
    Mutant(
        "closed-from-the-start",
        _PLAN,
        "    if result.closed and result.closed.date <= day:\n",
        "    if result.closed:\n",
        _PAST,
        "What is closed in March has its final grade in January.",
    ),
    Mutant(
        "plan-goes-on-after-the-end",
        "okrctl/core/model/measure.py",
        "        return self.pace(min(day, window.cut), window, series.baseline)\n",
        "        return self.pace(day, window, series.baseline)\n",
        (f"{_READ}the_plan_of_a_level_ends_with_its_cycle",),
        "A finished department turns from partly into missed months later.",
    ),
    Mutant(
        "committed-gap-ignored",
        _ROLLUP,
        "        return max(whole, committed)\n",
        "        return whole\n",
        _COMPANY,
        "An aspirational surplus pays for a promise that is broken.",
    ),
    Mutant(
        "few-looks-are-enough",
        _ROLLUP,
        "    if share.looked * 2 < share.results:\n",
        "    if False:\n",
        _COMPANY,
        "A company is on-track on its first day, with 5 of 79 reported.",
    ),
    Mutant(
        "few-in-time-are-enough",
        _ROLLUP,
        "    if share.in_time * 2 < share.results:\n",
        "    if False:\n",
        _COMPANY,
        "A department that nobody has looked at for weeks is on-track.",
    ),
    Mutant(
        "no-data-left-out",
        _SCORING,
        "    parts = [result for result in results if not (result.planned.dropped or result.planned.draft)]\n",
        "    parts = [each for each in results if each.score and not (each.planned.dropped or each.planned.draft)]\n",
        _COMPANY,
        "Who reports only what goes well has the best score.",
    ),
    Mutant(
        "silent-weeks-do-not-count",
        _PERIODS,
        "    return day > period.end + timedelta(days=window.grace)\n",
        "    return False\n",
        _AGREE,
        "A level is held if it is told only when it was inside.",
    ),
    Mutant(
        "two-misses-are-not-enough",
        _STANDING,
        "held.misses >= 2",
        "held.misses >= 3",
        _AGREE,
        "A level that is lost is at-risk only.",
    ),
    Mutant(
        "what-can-be-had-ignored",
        _STANDING,
        "held.misses >= 1 or two_decimals(held.best) < green",
        "held.misses >= 1",
        _AGREE,
        "A level is on-track although it can no longer end green.",
    ),
    Mutant(
        "three-of-ten-is-sure",
        _STANDING,
        "scored.series.confidence <= UNSURE",
        "scored.series.confidence < UNSURE",
        _AGREE,
        "An owner who says 3 of 10 is on-track.",
    ),
    Mutant(
        "grace-is-a-day-short",
        _PERIODS,
        "valued[at].day <= late",
        "valued[at].day < late",
        _AGREE,
        "A value on the last day of grace counts for nothing.",
    ),
    Mutant(
        "half-a-period-is-none",
        _PERIODS,
        "    if rest * 2 >= every or not number:\n",
        "    if rest * 2 > every or not number:\n",
        _AGREE,
        "Two systems cut one quarter into different weeks.",
    ),
    Mutant(
        "trend-without-doubt",
        _TREND,
        "    return doubt, 1 / (1 + (doubt / _DOUBT) ** 3)\n",
        "    return doubt, 1.0\n",
        (f"{_AHEAD}where_the_slopes_disagree_less_is_carried_on",),
        "Noise is taken for a trend.",
    ),
    Mutant(
        "back-behind-today",
        _TREND,
        "    way = 0 if not slope or apart > AGREEING else 1 if slope > 0 else -1\n",
        "    way = 0\n",
        (f"{_AHEAD}while_slopes_agree_nothing_goes_back_behind_today",),
        "Four points on one line may end behind the fourth.",
    ),
    Mutant(
        "stretch-like-any-other",
        "okrctl/core/scores/forecast.py",
        '    return 1.0 if scored.planned.ambition == "committed" else _STRETCH\n',
        "    return 1.0\n",
        (f"{_AHEAD}a_stretch_target_lies_farther_away_than_values_usually_get",),
        "Stretch targets are told chances that are too good by up to 30 points.",
    ),
    Mutant(
        "plan-ahead-in-full",
        "okrctl/core/scores/distance.py",
        "    share = max(0.0, along / (sum(pace * pace for pace in plan) + _PLAN))\n",
        "    share = 1.0\n",
        (f"{_AHEAD}with_checkpoints_it_begins_today_and_gains_the_share_of_the_plan_that_was_kept",),
        "Who gained half of what was due is projected to gain all of the rest.",
    ),
    Mutant(
        "season-begins-at-a-line",
        _TREND,
        "    start, freedom = 0.0 if aim and aim.anchored else _noise(rest, scatter) * level, len(rest) - 2\n",
        "    start, freedom = _noise(rest, scatter) * level, len(rest) - 2\n",
        (f"{_AHEAD}with_checkpoints_it_begins_today_and_gains_the_share_of_the_plan_that_was_kept",),
        "A projection by checkpoints jumps on its first day.",
    ),
    Mutant(
        "steady-rates",
        "okrctl/core/scores/chances.py",
        "(clump / (so_far + told) + _CHANGE * _CHANGE)",
        "(clump / (so_far + told))",
        (f"{_AHEAD}few_things_counted_have_a_rate_that_may_change",),
        "Intervals of things counted hold half of the time.",
    ),
)
