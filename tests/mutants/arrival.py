"""What strangers hand in: files to import, and what a draft is made of."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_IMPORT = "tests/commands/test_import.py::test_"
_KINDS = "tests/commands/test_import_kinds.py::test_"
_DRAFT = "tests/commands/test_draft.py::test_"

MUTANTS = (
    Mutant(
        "import-cells-without-limit",
        "okrctl/core/arrival/formats.py",
        "            if long is not None:\n",
        "            if False:\n",
        (f"{_IMPORT}the_limit_that_a_file_exceeds_is_named",),
        "A cell of a megabyte goes into a file of the plan.",
    ),
    Mutant(
        "import-tables-without-limit",
        "okrctl/core/arrival/formats.py",
        "            if len(cells) > MOST_COLUMNS or len(rows) == MOST_ROWS:\n",
        "            if False:\n",
        (f"{_IMPORT}the_limit_that_a_file_exceeds_is_named",),
        "A table of short rows fills the memory.",
    ),
    Mutant(
        "import-json-without-limit",
        "okrctl/core/arrival/formats.py",
        '    if sum(map(text.count, ",[{")) > _MOST_VALUES:\n',
        "    if False:\n",
        (f"{_IMPORT}the_limit_that_a_file_exceeds_is_named",),
        "A list of millions of empty values fills the memory.",
    ),
    Mutant(
        "import-workbooks-unpack-all",
        "okrctl/shell/handed_in.py",
        "_MOST_BYTES:\n                return Unread(file, f",
        "_MOST_BYTES << 20:\n                return Unread(file, f",
        (f"{_IMPORT}a_workbook_that_unpacks_to_a_flood_is_refused",),
        "A small workbook unpacks to gigabytes.",
    ),
    Mutant(
        "import-loses-scales",
        "okrctl/core/arrival/numbers.py",
        "        -value * times if negative else value * times,\n",
        "        value,\n",
        (f"{_KINDS}a_number_keeps_its_scale_sign_unit_and_bound",),
        "A target of 1.8 million arrives as 1.8, and a loss as a profit.",
    ),
    Mutant(
        "import-mixes-units",
        "okrctl/core/arrival/assemble.py",
        "    if any(not _one_unit(first, other) for other in units):\n",
        "    if False:\n",
        (f"{_KINDS}numbers_that_cannot_be_compared_make_a_draft",),
        "From 4 hours to 2 days counts as a way from 4 to 2.",
    ),
    Mutant(
        "import-revives-what-was-dropped",
        "okrctl/core/arrival/decide.py",
        "    _dropped(arrival)\n",
        "",
        (f"{_KINDS}what_was_struck_out_is_no_part_of_the_plan",),
        "What was given up long ago is scored again.",
    ),
    Mutant(
        "import-loses-cells-without-heading",
        "okrctl/core/arrival/tables.py",
        "        elif column.heading or not layout.takes_spare:\n",
        "        elif column.heading:\n",
        (f"{_KINDS}cells_without_a_heading_are_kept_and_told",),
        "Values without a heading vanish in silence.",
    ),
    Mutant(
        "import-keeps-quiet-about-changes",
        "okrctl/core/arrival/place.py",
        "            placed.differences += differences_from(known.blocks[item.xid][1], block, item, item.span)\n",
        "",
        (f"{_IMPORT}what_a_newer_export_has_otherwise_is_told_and_not_written",),
        "A target that was raised in the old tool stays low here, and nobody knows.",
    ),
    Mutant(
        "import-commands-run-titles",
        "okrctl/core/arrival/known.py",
        'shlex.quote(f"{self.key}={self.there}")',
        "f\"'{self.key}={self.there}'\"",
        (f"{_IMPORT}the_commands_take_over_exactly_what_is_told",),
        "A title in an export becomes a command in the shell of who copies the hint.",
    ),
    Mutant(
        "draft-writes-unasked",
        "okrctl/flows/checkin/draft.py",
        "how if agreed else replace(how, dry_run=True)",
        "how",
        (f"{_DRAFT}nothing_is_written_without_a_yes",),
        "A scheduled job checks in what nobody agreed to.",
    ),
    Mutant(
        "draft-shows-raw-subjects",
        "okrctl/core/draft/evidence.py",
        "    line = safe.line(text).strip()\n",
        "    line = text.strip()\n",
        (f"{_DRAFT}hostile_subjects_and_branches_are_data",),
        "The subject of a commit acts on the terminal, or hides in a note.",
    ),
    Mutant(
        "draft-believes-forged-commits",
        "okrctl/shell/git_objects.py",
        '            changes.append((text, next(fields, "")))\n',
        "            pass\n",
        (f"{_DRAFT}a_commit_cannot_forge_another",),
        "A file's name passes for a commit that never was.",
    ),
    Mutant(
        "draft-takes-words-for-items",
        "okrctl/core/draft/evidence.py",
        "            found += names.meant(name, sure=not plain or marked)\n",
        "            found += names.meant(name, sure=True)\n",
        (f"{_DRAFT}ordinary_words_are_not_taken_for_items",),
        "Every commit about any audit counts as work on the key result `audit`.",
    ),
    Mutant(
        "draft-reads-issues-anywhere",
        "okrctl/shell/sources/snapshot.py",
        "            places = self._real(text, self._matches(text))\n            suffix = os.path",
        "            places = self._matches(text)\n            suffix = os.path",
        (f"{_DRAFT}exports_in_settings_stay_inside_the_workspace",),
        "The settings in a pull request read any file of the runner.",
    ),
)
