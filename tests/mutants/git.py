"""Repositories that mean harm, and what is kept of earlier runs."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_GIT = "okrctl/shell/git.py"
_HOSTILE = "tests/git/test_hostile.py::test_"
_CACHE = "tests/shell/test_cache.py::test_"
_KEPT = "tests/shell/test_kept.py::test_"

MUTANTS = (
    Mutant(
        "environment-not-scrubbed",
        _GIT,
        ' if not key.startswith(("GIT_", "SSH_ASKPASS"))}\n',
        "}\n",
        (f"{_HOSTILE}the_environment_points_nowhere_else", f"{_HOSTILE}every_call_of_git_is_made_safe"),
        "`GIT_DIR` makes okrctl report on another repository.",
    ),
    Mutant(
        "fsmonitor-runs",
        _GIT,
        '    "-c", "core.fsmonitor=false",\n',
        "",
        (f"{_HOSTILE}no_program_of_the_repository_runs",),
        "A repository that was unpacked from an archive runs its program.",
    ),
    Mutant(
        "programs-by-protocol",
        _GIT,
        '{"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}',
        '{"GIT_TERMINAL_PROMPT": "0"}',
        (f"{_HOSTILE}no_program_of_the_repository_runs",),
        "A missing object is fetched through `ext::`, which is any program.",
    ),
    Mutant(
        "revision-is-an-option",
        _GIT,
        '"rev-parse", "--verify", "--quiet", "--end-of-options", name)',
        '"rev-parse", "--verify", "--quiet", name)',
        (f"{_HOSTILE}a_revision_is_never_an_option", f"{_HOSTILE}every_call_of_git_is_made_safe"),
        "A branch called `--output=x` writes a file.",
    ),
    Mutant(
        "replaced-objects-believed",
        _GIT,
        '    "--no-replace-objects",\n',
        "",
        (f"{_HOSTILE}replaced_objects_and_grafts_are_not_believed",),
        "The past that targets are held against can be exchanged.",
    ),
    Mutant(
        "work-tree-elsewhere",
        _GIT,
        "        if _strayed(folder, self.prefix):\n",
        "        if False:\n",
        (f"{_HOSTILE}a_work_tree_somewhere_else_is_said_and_not_followed",),
        "A setting of the repository leads to another folder.",
    ),
    Mutant(
        "cache-key-without-program",
        "okrctl/shell/cache.py",
        "    digest = sha256(_reader())\n",
        "    digest = sha256()\n",
        (f"{_CACHE}another_okrctl_or_python_reads_anew",),
        "A new version answers with what the old one understood.",
    ),
    Mutant(
        "cache-key-without-content",
        "okrctl/shell/cache.py",
        '    digest.update(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))\n',
        "",
        (f"{_CACHE}what_is_known_is_not_read_again",),
        "A report shows the values of before the last edit.",
    ),
    Mutant(
        "cache-not-sealed",
        "okrctl/shell/cache.py",
        "            if seal != _seal(body):\n",
        "            if False:\n",
        (f"{_CACHE}an_entry_with_one_changed_byte_is_read_past",),
        "What a full disk cut off is believed.",
    ),
    Mutant(
        "cache-in-the-repository",
        "okrctl/shell/cache.py",
        "(home is not None and _inside(folder, home))",
        "False",
        (f"{_CACHE}a_cache_in_the_workspace_or_its_repository_is_not_used",),
        "A commit brings its own answers along.",
    ),
    Mutant(
        "series-kept-whoever-speaks",
        "okrctl/shell/added_up.py",
        " if days and journal.sorted.by_itself(department) else None\n",
        " if days else None\n",
        (f"{_KEPT}another_departments_word_counts_at_once",),
        "A report passes over what another department has reported since.",
    ),
    Mutant(
        "series-kept-for-any-day",
        "okrctl/shell/added_up.py",
        "    until = min(today, grounds[1])\n",
        "    until = grounds[1]\n",
        (f"{_KEPT}a_later_day_needs_no_journal",),
        "A past day shows the values of today.",
    ),
    Mutant(
        "journal-sound-on-any-day",
        "okrctl/shell/sound.py",
        "any(day is not None and day > part.today for day in days)",
        "False",
        (f"{_KEPT}a_sound_journal_is_examined_again_once_today_is_before_its_end",),
        "A check-in of a day to come is found on one day and not on another.",
    ),
    Mutant(
        "mistakes-kept",
        "okrctl/core/loading/facts.py",
        "    if facts.problems:\n        return facts, None\n",
        "    if not isinstance(reading.data, dict):\n        return facts, None\n",
        (f"{_CACHE}what_is_wrong_is_found_anew",),
        "A finding points at a line of an earlier file.",
    ),
    Mutant(
        "owners-of-the-change",
        "okrctl/flows/validate/base.py",
        "        owners = _owners(repository.text(ancestor, PLACES), repository.prefix)\n",
        '        owners = _owners(repository.text(repository.commit("HEAD"), PLACES), repository.prefix)\n',
        ("tests/git/test_validate_base.py::test_owners_are_those_of_base",),
        "A pull request makes itself the owner of what it changes.",
    ),
    Mutant(
        "links-in-revisions",
        "okrctl/shell/revision.py",
        "        if not blob.regular:\n",
        "        if False:\n",
        ("tests/git/test_at.py::test_a_link_that_leads_to_no_file_is_told",),
        "What a link says is read as a plan.",
    ),
)
