"""Changing the text of a file, and merging two."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_FUZZ = "tests/core/edit/test_fuzz.py::test_"
_MERGE = "tests/core/merge/test_"
_DRIVER = "tests/commands/test_merge_driver.py::test_"

MUTANTS = (
    Mutant(
        "references-to-departments-left-out-stay",
        "okrctl/core/planning/narrow.py",
        '    return link.place.at[:-1] if link.kind in ("depends_on", "promised_to") else link.place.at\n',
        "    return link.place.at\n",
        ("tests/templates/test_every_template.py::test_any_choice_of_departments_leaves_no_dangling_reference",),
        "A workspace of some departments is refused, or keeps half a dependency.",
    ),
    Mutant(
        "cut-takes-the-neighbors-comment",
        "okrctl/core/edit/cut.py",
        "column + (stop != after(events, parent) - 1))\n",
        "column)\n",
        ("tests/core/edit/test_cut.py::test_what_goes_and_what_stays",),
        "With a reference goes the comment about what follows it.",
    ),
    Mutant(
        "edit-not-verified",
        "okrctl/core/edit/proof.py",
        "    if isinstance(events, Refusal) or [shape(e) for e in events] != [shape(e) for e in plan.expected]:\n",
        "    if isinstance(events, Refusal):\n",
        (f"{_FUZZ}damaged_documents", "tests/core/edit/test_proof.py::test_value_style_anchor_tag_and_markers_count"),
        "A check-in changes what other lines of the file mean.",
    ),
    Mutant(
        "bytes-not-verified",
        "okrctl/core/edit/proof.py",
        "    if undo(new, plan.splices) != text:\n",
        "    if False:\n",
        ("tests/core/edit/test_proof.py::test_what_is_removed_must_be_what_was_announced",),
        "A comment vanishes with an edit that announced something else.",
    ),
    Mutant(
        "comments-of-an-entry-torn-off",
        "okrctl/core/edit/lines.py",
        "    return layout.after_own_comments(text, layout.next_line(text, at), column)\n",
        "    return layout.next_line(text, at)\n",
        (f"{_FUZZ}documents_with_a_known_answer",),
        "A new entry slips between an entry and the comments that belong to it.",
    ),
    Mutant(
        "byte-order-mark-lost",
        "okrctl/core/edit/proof.py",
        "        return edit if isinstance(edit, Refusal) else shifted(edit, BOM)\n",
        "        return edit\n",
        (f"{_FUZZ}documents_with_a_known_answer",),
        "A file from Windows loses its first three bytes.",
    ),
    Mutant(
        "line-ends-changed",
        "okrctl/core/edit/lines.py",
        '    block = block.replace("\\n", newline)\n',
        "",
        (f"{_FUZZ}documents_with_a_known_answer",),
        "One file has two kinds of line ends, and every later diff is noise.",
    ),
    Mutant(
        "merge-picks-ours",
        "okrctl/core/merge/flow.py",
        "    if ours.data == base.data:\n        return theirs.text\n",
        "    if ours.data == base.data:\n        return ours.text\n",
        (f"{_MERGE}cases.py::test_what_stands_on_one_line_is_merged_member_by_member",),
        "An edit of the other side is dropped without a word.",
    ),
    Mutant(
        "merge-not-verified",
        "okrctl/core/merge/__init__.py",
        "            if reason:\n                raise Unsure(reason)\n",
        "",
        (f"{_MERGE}cases.py::test_a_weaver_that_makes_mistakes_is_found_out",),
        "A merged file says what neither side said.",
    ),
    Mutant(
        "conflict-is-clean",
        "okrctl/flows/git/merge.py",
        "    return EXIT_CONFLICT if conflicts else EXIT_OK\n",
        "    return EXIT_OK\n",
        (f"{_DRIVER}a_contradiction_stops_the_merge_with_markers_around_its_line",),
        "git commits a file with conflict markers.",
    ),
    Mutant(
        "merge-by-lines-believed",
        "okrctl/flows/git/merge.py",
        "    if texts is not None and wrong is not None:\n",
        "    if False:\n",
        (f"{_DRIVER}a_merge_by_lines_that_would_break_the_file_is_not_taken_for_clean",),
        "git commits a merge that is no valid OKR file.",
    ),
    Mutant(
        "comments-not-counted-in-a-move",
        "okrctl/core/checkin/move.py",
        "    if _remarks(was) != _remarks(proposal.texts().values()):\n",
        "    if False:\n",
        ("tests/core/checkin/test_move.py::test_a_move_that_would_lose_a_comment_is_not_made",),
        "A move of the journal deletes what people wrote beside it.",
    ),
    Mutant(
        "comment-replaced-by-the-first-entry",
        "okrctl/core/checkin/move.py",
        'if line.strip() != "- placeholder"]',
        "if False]",
        ("tests/core/checkin/test_move.py::test_what_is_said_in_an_empty_journal_stays",),
        "A comment in an empty journal keeps the check-ins from coming back.",
    ),
    Mutant(
        "two-stories-of-one-field",
        "okrctl/core/merge/proof.py",
        "            if known and _story(item, field) not in [_story(side, field) for side in known]:\n",
        "            if False:\n",
        (f"{_MERGE}cases.py::test_two_amendments_of_one_field_contradict_each_other",),
        "After a merge a past day has another target than both branches knew.",
    ),
    Mutant(
        "shared-entry-lost",
        "okrctl/core/merge/proof.py",
        "    if (Counter(told for _, told in ours) & Counter(told for _, told in theirs)) - there:\n",
        "    if False:\n",
        (f"{_MERGE}cases.py::test_a_merge_by_lines_keeps_what_both_sides_have",),
        "A merge by lines drops a check-in that both branches have.",
    ),
    Mutant(
        "new-problems-ignored",
        "okrctl/core/edit/changes.py",
        "    if len(reading.problems) > len(before.problems):\n",
        "    if False:\n",
        ("tests/core/edit/test_changes.py::test_a_change_brings_no_problem_with_it",),
        "An edit writes a text that is not what it looks like.",
    ),
)
