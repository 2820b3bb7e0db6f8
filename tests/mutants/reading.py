"""Reading files that strangers wrote."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_READ = "okrctl/core/source/reader.py"
_FILES = "okrctl/shell/files.py"
_ONE = "tests/core/test_hostile_files.py::test_one_finding_at_its_place"
_ELSEWHERE = "tests/core/test_hostile_files.py::test_what_is_no_file_of_the_workspace_is_not_read"
_TEMPLATES = "tests/shell/test_templates.py::test_"

MUTANTS = (
    Mutant(
        "duplicates-in-journals-accepted",
        "okrctl/core/source/journal.py",
        "    if len(values) < len(found):\n",
        "    if False:\n",
        ("tests/core/test_plain_journal.py::test_each_odd_text_in_each_place",),
        "Of two values in one check-in the last one counts, and nobody is told.",
    ),
    Mutant(
        "duplicate-keys-accepted",
        _READ,
        "            if key in keys:\n",
        "            if False:\n",
        ("tests/core/test_hostile_files.py::test_a_duplicate_points_at_both",),
        "Of two targets in one key result one is dropped silently.",
    ),
    Mutant(
        "no-depth-limit",
        _READ,
        "        if depth > self.limits.depth:\n",
        "        if False:\n",
        (_ONE,),
        "A file of brackets ends in a crash.",
    ),
    Mutant(
        "aliases-not-expanded-in-the-count",
        _READ,
        "        self.nodes += anchor.nodes - 1\n",
        "",
        (_ONE,),
        "A file of 432 bytes fills the memory of the CI runner.",
    ),
    Mutant(
        "no-alias-limit",
        _READ,
        "        if self.aliases > self.limits.aliases:\n",
        "        if False:\n",
        (_ONE,),
        "Reading takes as long as an attacker likes.",
    ),
    Mutant(
        "alias-within-its-anchor",
        _READ,
        "        if not anchor.complete:\n",
        "        if False:\n",
        (_ONE,),
        "A value that contains itself never ends.",
    ),
    Mutant(
        "merge-keys-accepted",
        _READ,
        '        if event.value == "<<" and not event.style:\n',
        "        if False:\n",
        (_ONE,),
        "What a key result says stands somewhere else, and 919 bytes can take 46 seconds.",
    ),
    Mutant(
        "tags-accepted",
        _READ,
        "        if event.tag is not None:\n            self.refuse_tag(event)\n            return _OMIT\n",
        "",
        (_ONE,),
        "`!!python/object` reads as a plain value here and as a program in other tools.",
    ),
    Mutant(
        "no-text-limit",
        _READ,
        "        if len(value) > self.limits.scalar:\n",
        "        if False:\n",
        (_ONE,),
        "One title fills every report.",
    ),
    Mutant(
        "second-document-ignored",
        _READ,
        "        if type(event) is not ev.StreamEndEvent:\n            self.say(\n",
        "        if False:\n            self.say(\n",
        (_ONE,),
        "Half a file is read, and nobody is told.",
    ),
    Mutant(
        "no-file-limit",
        "okrctl/core/text.py",
        "    if len(raw) > limits.file_bytes:\n",
        "    if False:\n",
        (_ONE,),
        "A file that is too long is read in part, as if it were whole.",
    ),
    Mutant(
        "digits-without-end",
        "okrctl/core/quantity.py",
        "    if len(text) > MAX_DIGITS or not",
        "    if not",
        (_ONE,),
        "A number of a million digits takes minutes.",
    ),
    Mutant(
        "escape-characters-accepted",
        "okrctl/core/source/characters.py",
        "    if forbidden:\n        return _forbidden(forbidden.group())\n",
        "",
        (_ONE,),
        "A title rewrites what stands on a colleague's terminal.",
    ),
    Mutant(
        "links-out-of-the-workspace",
        _FILES,
        "        if os.path.commonpath([real, home]) != home:\n",
        "        if False:\n",
        (_ELSEWHERE,),
        "A pull request shows `/etc/passwd` in its annotations.",
    ),
    Mutant(
        "special-files-read",
        _FILES,
        "            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):\n",
        "            if False:\n",
        (_ELSEWHERE,),
        "A named pipe or a device stands for a file.",
    ),
    Mutant(
        "links-in-templates",
        "okrctl/shell/templates.py",
        "    if entry.is_symlink():\n",
        "    if False:\n",
        (f"{_TEMPLATES}links_are_refused_wherever_they_lead", f"{_TEMPLATES}a_linked_folder_is_refused"),
        "A template copies private files into a new workspace.",
    ),
    Mutant(
        "dot-files-of-templates",
        "okrctl/shell/templates.py",
        '            if entry.name.startswith(".") or path == MANIFEST:\n',
        "            if path == MANIFEST:\n",
        (f"{_TEMPLATES}dot_files_are_left_out",),
        "A template brings hooks, workflows or editor tasks: programs that somebody runs.",
    ),
    Mutant(
        "report-over-a-plan",
        "okrctl/shell/report.py",
        "        if _is_input(path):\n",
        "        if False:\n",
        ("tests/cli/test_entry.py::test_output_never_replaces_what_okrctl_reads",),
        "`-o okrs/marketing.yaml` replaces the plan by a report.",
    ),
    Mutant(
        "read-without-end",
        _FILES,
        "            return file.read(limits.file_bytes + 1), None\n",
        "            return file.read(), None\n",
        ("tests/shell/test_files.py::test_of_a_huge_file_only_so_much_is_read",),
        "A file of 10 GB fills the memory before it is refused.",
    ),
)
