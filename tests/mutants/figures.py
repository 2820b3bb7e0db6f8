"""Numbers, promises and goals."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_SCORING = "okrctl/core/scores/scoring.py"
_REPORTS = "tests/commands/test_reports.py::"
_JUDGE = "tests/core/diff/test_judge.py::test_"
_EXAMPLES = "tests/rules/test_rules.py::test_the_example_happens_as_written"

MUTANTS = (
    Mutant(
        "score-not-capped",
        _SCORING,
        "    score = None if progress is None else min(ONE, max(ZERO, progress))\n",
        "    score = progress\n",
        ("tests/core/scores/test_rollup.py::TestObjective::test_scores_are_clamped_before_they_are_averaged",),
        "One key result at 300% hides two that failed.",
    ),
    Mutant(
        "rounded-down",
        "okrctl/core/values/quantity.py",
        "    scaled = round(value * 1_000_000)\n",
        "    scaled = int(value * 1_000_000)\n",
        (f"{_REPORTS}TestStatusJson::test_rounding_is_half_to_even",),
        "Published figures differ from what others compute.",
    ),
    Mutant(
        "end-state-not-rounded",
        _SCORING,
        "    rounded = Fraction(floor((score or ZERO) * 100 + Fraction(1, 2)), 100)\n",
        "    rounded = score or ZERO\n",
        ("tests/core/scores/test_statuses.py::test_after_its_end_a_grade_is_the_status",),
        "A score shown as 0.70 is said to have missed 0.7.",
    ),
    Mutant(
        "silence-is-fine",
        _SCORING,
        '    if overdue:\n        return "stale"\n',
        "",
        ("tests/core/scores/test_statuses.py::test_while_it_runs",),
        "What nobody has looked at for months stays green.",
    ),
    Mutant(
        "later-entries-count",
        "okrctl/core/scores/series.py",
        "        if mention.placed.entry.date <= as_of:\n",
        "        if True:\n",
        ("tests/core/scores/test_as_of.py::TestJournal::test_a_correction_acts_from_its_own_day",),
        "The figures of a past day change with every check-in.",
    ),
    Mutant(
        "today-from-the-clock",
        "okrctl/flows/workspace.py",
        "    day = settings.as_of or today()\n",
        "    day = today()\n",
        (f"{_REPORTS}TestStatusJson::test_its_shape",),
        "`--as-of` is ignored, and no report can be made again.",
    ),
    Mutant(
        "weights-ignored",
        "okrctl/core/values/mean.py",
        "    weighed = tuple((weight, value) for weight, value in parts if weight)\n",
        "    weighed = tuple((_ONE, value) for _, value in parts)\n",
        ("tests/core/scores/test_rollup.py::TestDepartmentsAndOrganization::test_weights_at_every_level",),
        "A guardrail of weight 0 moves the score.",
    ),
    Mutant(
        "lower-target-ignored",
        "okrctl/krtypes/_way.py",
        "        return less_is_easier(ONE, (other - base) / (one - base))\n",
        '        return "neutral"\n',
        (f"{_JUDGE}what_is_easier_is_an_error_until_the_suggested_trace_is_there",),
        "A goalpost is moved in a pull request, and nobody is told.",
    ),
    Mutant(
        "any-amendment-accounts",
        "okrctl/core/diff/trace.py",
        "        return not touched.isdisjoint(either) and goals[0] == goals[1]\n",
        "        return not touched.isdisjoint(either)\n",
        ("tests/core/diff/test_trace.py::test_anything_else_does_not",),
        "An amendment that names another number covers up the real one.",
    ),
    Mutant(
        "level-let-go-ignored",
        "okrctl/core/model/judges.py",
        "less_is_easier(sign * was, sign * now)\n",
        "less_is_easier(was, now)\n",
        (f"{_JUDGE}a_change_is_judged",),
        "A band is widened, and nobody is told.",
    ),
    Mutant(
        "unstated-field-neutral",
        "okrctl/core/diff/judge.py",
        '    return "changed" if means is None or means.counts == "goal" else "neutral"\n',
        '    return "neutral"\n',
        ("tests/krtypes/test_a_new_kind.py::test_its_other_fields_count_as_they_say",),
        "A new kind's goal is moved by a field that nobody thought of, and nobody is told.",
    ),
    Mutant(
        "field-without-meaning",
        "okrctl/core/format/doc.py",
        "        for _ in fields_of(cls):\n            pass\n",
        "        return\n",
        ("tests/core/format/test_one_description.py::test_a_field_that_does_not_say_what_it_is_for_does_not_start",),
        "A key is added, and whether a change of it counts is left to chance.",
    ),
    Mutant(
        "places-counted-anew",
        "okrctl/core/format/validate.py",
        "            places = kept.get(within, range(len(value)))\n",
        "            places = range(len(value))\n",
        ("tests/core/format/test_models.py::test_places_are_those_of_the_file_also_where_something_was_left_out",),
        "A finding points at the neighbor of what is meant, and an edit changes it.",
    ),
    Mutant(
        "signature-of-the-provider-ignored",
        "okrctl/rules/departments/unconfirmed_dependency.py",
        "        elif contract.promise is None and is_live(provider, latest):\n",
        "        elif False:\n",
        (_EXAMPLES,),
        "A team plans with what nobody has promised.",
    ),
    Mutant(
        "late-promise-is-a-promise",
        "okrctl/core/contracts/contracts.py",
        "        return self.promise is not None and not self.disputed\n",
        "        return self.promise is not None\n",
        (
            "tests/core/contracts/test_contracts.py::test_confirmed_when_both_name_each_other_and_the_promise_is_in_time",
        ),
        "A promise for a later day than asked counts as agreed.",
    ),
    Mutant(
        "promise-of-a-sibling",
        "okrctl/core/contracts/matching.py",
        'return (spot(entry), False), (home(entry), entry.kind == "objective")\n',
        "return (spot(entry), False), (home(entry), True)\n",
        ("tests/core/contracts/test_contracts.py::test_two_key_results_of_one_objective_do_not_answer_for_each_other",),
        "The promise of one thing is taken for that of another.",
    ),
    Mutant(
        "taken-ids-unnoticed",
        "okrctl/rules/references/duplicate_id.py",
        "        first = (periods.alive(later.cycle.start, later.cycle.end) if later.cycle else entries)[0]\n",
        "        first = later\n",
        (_EXAMPLES,),
        "A check-in counts for one of two key results of the same id.",
    ),
    Mutant(
        "journal-rewritten",
        "okrctl/rules/changes/check_in_altered.py",
        "        if before is None or before.entry.date > case.today:\n",
        "        if True:\n",
        ("tests/core/diff/test_trace.py::test_a_journal_only_grows",),
        "A bad number of last month becomes a good one.",
    ),
)
