"""Who is let in to the live pages, and what their forms may do."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_GUARD = "okrctl/web/guard.py"
_G = "tests/web/test_guard.py::test_"
_S = "tests/web/test_serve.py::test_"

MUTANTS = (
    Mutant(
        "half-requests-keep-places",
        "okrctl/web/run.py",
        "        http=Impatient,\n",
        '        http="h11",\n',
        ("tests/web/test_patience.py::test_half_a_request_keeps_no_place",),
        "A program that opens 200 connections and says nothing locks everybody out of the live page.",
    ),
    Mutant(
        "paths-from-outside",
        "okrctl/web/data.py",
        '        if "." in ref or "\\\\" in ref or ref.startswith("/"):\n',
        "        if False:\n",
        ("tests/web/test_serve.py::test_nobody_finds_out_which_files_there_are",),
        "An address of the live page tells which files the machine has.",
    ),
    Mutant(
        "serve-any-file",
        "okrctl/web/app.py",
        "known = any(path == file.path for file in session.workspace.files)",
        "known = True",
        (f"{_S}a_line_of_a_file_is_shown_and_no_other_file",),
        "The live pages show every file of the folder to whoever has the address.",
    ),
    Mutant(
        "any-host-answered",
        _GUARD,
        "        if len(hosts) != 1 or hosts[0].lower() not in gate.hosts:\n",
        "        if len(hosts) != 1:\n",
        (f"{_G}another_name_gets_nothing",),
        "A page of a stranger reads the company's plan by DNS rebinding.",
    ),
    Mutant(
        "no-token-needed",
        _GUARD,
        "        if _same(_cookie(headers, gate.cookie), gate.token):\n",
        "        if True:\n",
        (f"{_G}nothing_without_the_token",),
        "Whoever is on the machine reads and writes.",
    ),
    Mutant(
        "any-origin-writes",
        _GUARD,
        '        here = headers.get("origin") in self._gate.origins\n',
        "        here = True\n",
        (f"{_G}a_form_of_another_page_writes_nothing",),
        "A page of a stranger sends a form in the name of whoever looks at it.",
    ),
    Mutant(
        "no-second-token-needed",
        "okrctl/web/app.py",
        '            if form is None or not compare_digest(one(form, "csrf").encode(), self.gate.csrf.encode()):\n',
        "            if form is None:\n",
        (f"{_G}a_form_without_our_token_writes_nothing",),
        "One check less stands between strangers and the files.",
    ),
    Mutant(
        "read-only-writes",
        _GUARD,
        "        if self._gate.read_only:\n",
        "        if False:\n",
        (f"{_G}read_only_refuses_writes",),
        "A server that only shows writes.",
    ),
    Mutant(
        "bodies-without-end",
        _GUARD,
        "        if taken > MOST_BYTES:\n",
        "        if False:\n",
        (f"{_G}what_is_too_long_is_not_taken",),
        "A body whose length is not given fills the memory.",
    ),
    Mutant(
        "any-user-header-trusted",
        _GUARD,
        "            if len(users) != 1 or not _USER.fullmatch(users[0].strip()):\n",
        "            if not users:\n",
        (f"{_G}behind_a_proxy_its_word_counts",),
        "A header that the proxy did not remove decides who somebody is.",
    ),
    Mutant(
        "written-as-never-shown",
        "okrctl/web/app.py",
        "                if shown == seen:\n",
        "                if shown:\n",
        (f"{_S}a_change_is_written_once_and_only_as_it_was_shown",),
        "Somebody says yes to one number and another one is written.",
    ),
    Mutant(
        "stale-page",
        "okrctl/web/kept.py",
        "        if loaded is None or contents != loaded.contents:\n",
        "        if loaded is None:\n",
        (f"{_S}what_changes_in_the_files_is_seen_at_once_whatever_the_clock_says",),
        "The Monday meeting looks at last week's numbers.",
    ),
    Mutant(
        "texts-become-formulas",
        "okrctl/render/workbooks/xlsx.py",
        "        page.write_string(row, column, safe.cell(value))\n",
        "        page.write_formula(row, column, value) if value[0] in '=' else page.write(row, column, value)\n",
        ("tests/render/test_xlsx.py::test_texts_stay_texts",),
        "A title runs as a formula in the spreadsheet of whoever opens the workbook.",
    ),
)
