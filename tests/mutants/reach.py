"""What a comparison takes for unchanged, and whom a change reaches."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_REACH_OF = "okrctl/core/company/mentioned.py"
_FACE = "okrctl/core/diff/contracts.py"
_REACH = "tests/git/test_reach.py::test_"
_TIES = "tests/git/test_ties.py::test_"

MUTANTS = (
    Mutant(
        "reach-with-other-settings",
        "okrctl/shell/sides.py",
        "    same = unchanged(base, files) if alike else {}\n",
        "    same = unchanged(base, files)\n",
        (f"{_REACH}other_settings_mean_another_comparison_of_everything",),
        "A review of other grades or paces shows no other status.",
    ),
    Mutant(
        "notes-of-a-moving-file",
        "okrctl/shell/sides.py",
        "self.tree.read.get(path, name) == name",
        "True",
        (f"{_REACH}a_file_that_changes_while_it_is_read_is_not_believed",),
        "What a file held for a moment is kept under the name of what it held before.",
    ),
    Mutant(
        "reach-without-kpis",
        _REACH_OF,
        "*each.kpis, *each.formerly)",
        "*each.formerly)",
        (
            f"{_REACH}who_reads_a_changed_kpi_is_scored",
            f"{_TIES}a_kpi_that_is_gone",
        ),
        "A review shows no change where a KPI has moved a key result of somebody else.",
    ),
    Mutant(
        "reach-without-old-homes",
        _REACH_OF,
        "*each.kpis, *each.formerly)",
        "*each.kpis)",
        (
            f"{_TIES}a_journal_that_knows_it_by_its_old_name",
            f"{_TIES}somebody_else_s_journal_that_knows_it_by_its_old_name",
        ),
        "A review shows no change where the old department reports on what was moved from there.",
    ),
    Mutant(
        "reach-without-rivals",
        _REACH_OF,
        "(*each.journal, *each.formerly)",
        "each.journal",
        (f"{_TIES}an_old_name_that_a_second_one_claims",),
        "A review does not show that a second claim to an old name takes the first one's history.",
    ),
    Mutant(
        "reach-without-journals",
        _REACH_OF,
        "(*each.journal, *each.formerly)",
        "each.formerly",
        (
            f"{_REACH}who_is_spoken_of_elsewhere_is_scored",
            f"{_TIES}a_partner_s_word_on_a_joint_objective",
        ),
        "A review shows no change where a partner has reported on a joint objective.",
    ),
    Mutant(
        "reach-without-words-on-kpis",
        _REACH_OF,
        "for name in named if name in naming",
        "for name in (department,) if name in naming",
        (f"{_TIES}a_journal_that_speaks_of_a_kpi_that_others_read",),
        "A review shows no change where a third department has reported on a KPI.",
    ),
    Mutant(
        "reach-of-the-plan-as-written",
        _REACH_OF,
        "(each.current, *(earlier for _, earlier in each.earlier))",
        "(each.current,)",
        (f"{_TIES}a_kpi_read_once_a_later_amendment_is_undone",),
        "A review shows no change of the KPI that is read until an amendment takes effect.",
    ),
    Mutant(
        "reach-without-grounds",
        _REACH_OF,
        "read = set(scored).union(*(grounds[name] for name in scored if name in grounds))",
        "read = set(scored)",
        (f"{_TIES}a_goal_whose_values_stand_elsewhere",),
        "A review shows scores without what others have reported.",
    ),
    Mutant(
        "reach-without-partners-asked",
        _REACH_OF,
        "            partners.update(each.contracts)\n",
        "            pass\n",
        (f"{_REACH}whoever_is_asked_is_looked_at",),
        "A review does not show that somebody is asked for something.",
    ),
    Mutant(
        "reach-without-partners-asking",
        _REACH_OF,
        "            partners.add(each.department)\n",
        "            pass\n",
        (
            f"{_REACH}a_dependency_is_looked_at_from_both_ends",
            f"{_REACH}whoever_asks_for_what_is_gone_is_told",
            f"{_TIES}a_need_that_meets_a_new_department",
        ),
        "A review does not show whose dependency a change breaks.",
    ),
    Mutant(
        "face-without-promises",
        _FACE,
        "steps, needs, promises\n",
        "steps, needs\n",
        (
            f"{_TIES}an_answer_that_meets_a_need",
            f"{_REACH}a_dependency_is_looked_at_from_both_ends",
        ),
        "A review does not show that a promise was given or withdrawn.",
    ),
    Mutant(
        "face-without-promised-days",
        _FACE,
        "for each in known if each.key not in but)",
        'for each in known if each.key not in (*but, "due"))',
        (f"{_TIES}a_promise_that_is_put_off",),
        "A review does not show that a promise was put off.",
    ),
    Mutant(
        "face-without-needs",
        _FACE,
        "steps, needs, promises\n",
        "steps, promises\n",
        (
            f"{_TIES}a_need_that_is_put_off",
            f"{_REACH}whoever_is_asked_is_looked_at",
        ),
        "A review does not show what is asked for, or by when.",
    ),
    Mutant(
        "face-without-due-days",
        _FACE,
        "item.at, due, steps",
        "item.at, steps",
        (f"{_TIES}a_promise_that_holds_for_a_due_day_which_is_put_off",),
        "A review does not show that a promise is put off with the day it holds for.",
    ),
    Mutant(
        "face-without-milestones",
        _FACE,
        "item.at, due, steps",
        "item.at, due",
        (f"{_TIES}a_promise_that_holds_for_a_milestone_which_is_put_off",),
        "A review does not show that a promise is put off with its milestone.",
    ),
    Mutant(
        "face-without-cycles",
        _FACE,
        "((each.cycle, *map(_face, (each, *each.key_results))) for",
        "(tuple(map(_face, (each, *each.key_results))) for",
        (f"{_TIES}a_promise_that_holds_until_the_end_of_a_cycle_which_is_longer_now",),
        "A review does not show that a promise is put off with its cycle.",
    ),
    Mutant(
        "face-without-departments",
        _FACE,
        "        file.department,\n",
        "",
        (f"{_TIES}a_file_that_belongs_to_another_department_now",),
        "A review does not show that nobody answers under the name that was asked.",
    ),
    Mutant(
        "history-taken-by-a-department",
        "okrctl/core/company/references.py",
        "isinstance(target, Unresolved) or target.entry is None:\n        #",
        "isinstance(target, Unresolved):\n        #",
        (f"{_TIES}a_new_department_takes_no_history",),
        "A new department of that name wipes out what was reported before a key result was renamed.",
    ),
    Mutant(
        "judged-by-everybody",
        "okrctl/core/diff/compare.py",
        "        return scored_alone(self.before, self.day, homes)\n",
        "        return self.old\n",
        (f"{_REACH}a_change_is_judged_by_the_scores_of_its_own_department",),
        "To look at ten files that changed, the scores of a thousand are worked out.",
    ),
)
