"""Values that are computed from files and databases."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_HOSTILE = "tests/cli/test_pull_hostile.py::test_"

MUTANTS = (
    Mutant(
        "queries-reach-files",
        "okrctl/shell/sources/tables.py",
        '    connection.execute("set enable_external_access = false")\n',
        "",
        (f"{_HOSTILE}a_query_reads_its_tables_and_gives_one_value",),
        "A query in a pull request reads any file of the runner.",
    ),
    Mutant(
        "queries-are-any-statement",
        "okrctl/shell/sources/tables.py",
        '        if not reads or _first_word(job["query"]) not in _READING:\n',
        "        if False:\n",
        (f"{_HOSTILE}a_query_reads_its_tables_and_gives_one_value",),
        "A source runs COPY, ATTACH or INSTALL.",
    ),
    Mutant(
        "databases-not-closed",
        "okrctl/shell/sources/database.py",
        "    connection.set_authorizer(_allow)\n",
        "",
        (f"{_HOSTILE}a_database_is_only_read",),
        "A source writes, attaches or loads code into SQLite.",
    ),
    Mutant(
        "sources-outside",
        "okrctl/shell/sources/snapshot.py",
        "        return any(real == bound or real.startswith(",
        "        return True or any(real == bound or real.startswith(",
        (f"{_HOSTILE}no_path_leads_out_of_the_workspace", f"{_HOSTILE}no_database_lies_outside"),
        "A source computes with the salaries in the folder next door.",
    ),
    Mutant(
        "sources-special-files",
        "okrctl/shell/sources/snapshot.py",
        "                if not stat.S_ISREG(before.st_mode):\n",
        "                if False:\n",
        (f"{_HOSTILE}only_regular_files",),
        "A source reads from a pipe or a device, for ever.",
    ),
    Mutant(
        "sources-without-end",
        "okrctl/shell/sources/snapshot.py",
        "                    if self.left < 0:\n",
        "                    if False:\n",
        (f"{_HOSTILE}only_so_much",),
        "A source fills the disk of the runner.",
    ),
    Mutant(
        "sources-in-git",
        "okrctl/shell/sources/snapshot.py",
        '        if any(".git" in os.path.relpath(real, self.root).split(os.sep) for real in found):\n',
        "        if False:\n",
        (f"{_HOSTILE}git_keeps_its_own_files",),
        "A source reads the password in the address of a remote.",
    ),
    Mutant(
        "sources-see-the-environment",
        "okrctl/shell/sources/run.py",
        "            env=kept | {",
        "            env=os.environ | {",
        (f"{_HOSTILE}a_query_sees_nothing_of_the_users_environment",),
        "A query shows the secrets of the CI job.",
    ),
)
