"""The gate: what a change could do to walk around it."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_GATE = "tests/git/test_gate.py::test_"
_SAID = "tests/commands/test_said.py::test_"

MUTANTS = (
    Mutant(
        "effect-not-looked-at",
        "okrctl/core/checks/hindsight.py",
        "and now.progress > was.progress:",
        "and False:",
        ("tests/core/diff/test_judge.py::test_what_is_harder_and_looks_better_needs_one",),
        "A change that no field gives away makes past days look better.",
    ),
    Mutant(
        "judged-by-rules-of-the-change",
        "okrctl/core/findings/diagnose.py",
        "(agreed.tuned if agreed and rule.base else tuned)",
        "tuned",
        (f"{_GATE}rules_are_those_of_the_base",),
        "A change switches off the rule that would tell it.",
    ),
    Mutant(
        "suppressed-by-the-change",
        "okrctl/flows/validate/examine.py",
        "        for code in each.codes:\n            if _reaches_changes(code) and not known[code]:\n",
        "        for code in each.codes:\n            if False:\n",
        (f"{_GATE}a_suppression_of_the_change_itself_is_one_more_error",),
        "A comment silences the next change unnoticed.",
    ),
    Mutant(
        "setting-changed-in-silence",
        "okrctl/rules/changes/settings_loosened.py",
        'in ("easier", "changed") and not _accounted',
        'in ("easier",) and not _accounted',
        (f"{_GATE}a_fiscal_year_matters_where_a_goal_runs_in_one",),
        "Every deadline moves by a month.",
    ),
    Mutant(
        "another-kpi-is-words",
        "okrctl/core/diff/judge.py",
        "        return reworded(change.field, change.was, change.now)\n",
        '        return "neutral"\n',
        (f"{_GATE}another_kpi_behind_a_key_result_needs_a_trace",),
        "A key result reads another quantity, and its score jumps.",
    ),
    Mutant(
        "trace-of-any-day",
        "okrctl/rules/changes/trace_backdated.py",
        "newest is not None and day < newest - _LATE",
        "False",
        (f"{_GATE}a_trace_is_of_the_days_in_which_it_is_written",),
        "A missed target of January was never there.",
    ),
    Mutant(
        "former-id-is-free",
        "okrctl/rules/references/duplicate_id.py",
        "        if other is not None:\n            yield holder, other\n",
        "",
        (f"{_GATE}an_id_that_was_an_items_before_is_taken",),
        "A new key result takes the history of another one.",
    ),
    Mutant(
        "links-at-base-not-followed",
        "okrctl/shell/revision.py",
        "    tree.blobs = followed(repository, blobs, config.files)\n",
        "",
        (f"{_GATE}what_links_lead_to_is_compared",),
        "Every goal behind a link can be made easier.",
    ),
    Mutant(
        "base-elsewhere-skipped",
        "okrctl/flows/validate/base.py",
        "    if base is None and (moved := repository.elsewhere(ancestor, CONFIG)):\n",
        "    if base is None and (moved := []):\n",
        (f"{_GATE}a_workspace_that_was_moved_cannot_be_compared",),
        "A move makes everything new, and lets every goal be eased.",
    ),
    Mutant(
        "empty-result-is-a-look",
        "okrctl/core/model/checkins.py",
        "    return all(getattr(written, field.name) is None for field in fields(Result))\n",
        "    return False\n",
        (f"{_SAID}a_result_without_a_word_is_no_look",),
        "A forgotten number makes a key result fresh.",
    ),
    Mutant(
        "kind-without-a-value",
        "okrctl/core/model/kind.py",
        "written.get(key) is not None for kind",
        "key in written for kind",
        (f"{_SAID}a_kind_without_a_value_is_no_kind",),
        "`target:` without a number is never measured, and nobody says so.",
    ),
    Mutant(
        "conflicted-copy-counts",
        "okrctl/flows/workspace.py",
        "*session.workspace.incomplete(), *_ambiguous(session)]",
        "*session.workspace.incomplete()]",
        (f"{_SAID}a_conflicted_copy_makes_a_report_incomplete",),
        "A copy that a sync client left halves the score.",
    ),
    Mutant(
        "deletions-silenced",
        "okrctl/core/findings/diagnose.py",
        "            if at_base.isdisjoint(_spots_at_base(diagnostic)):\n                kept.append(diagnostic)\n",
        "            if spot not in silent:\n                kept.append(diagnostic)\n",
        ("tests/git/test_validate_base.py::test_a_comment_may_silence_a_new_line_but_never_a_deletion",),
        "A comment on a line of today silences a deletion at base.",
    ),
)
