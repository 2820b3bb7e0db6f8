"""The page docs/internals/reliability.md: the marks of the tests, the mutants, and the record of the last full run.

The lines follow from the sources, so none can be left out. Their figures come from the record.
"""

from __future__ import annotations

import json
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RECORD = HERE / "reliability.json"

INTRO = """\
# What was tried, and what held

Assurances are cheap. This page lists what is done to okrctl to break it, how often it was done in the last full run,
and whether it held. Each line is a test of `tests/`, and each test can fail: further down okrctl is broken on purpose,
in one named way at a time, and a test has to notice.
"""
AGAIN = """\
`make reliability` does all of it again at these sizes and writes this page anew; `OKRCTL_SIZE=quick make reliability`
at the sizes of every day. One line alone: set the sizes you want, then give the test after *again with* to
`.ci/run test`. The [security policy](../../SECURITY.md) says what all this defends against.
"""
BROKEN = """\
## Broken on purpose

`make mutants` copies the tree, breaks the copy in one way, and runs only the tests that have to notice; it fails unless
each break is caught. One alone: `.venv/bin/python -m tests.mutants.run NAME`. An entry whose code has changed, so that
it no longer fits, fails the ordinary tests.
"""
LIMITS = """\
## What this does not show

Faults are injected into system calls and processes are killed; no disk was pulled out and no power was cut. File
systems that lie about `fsync`, and network shares without working locks, are beyond what a program can defend against.
Fuzzing finds what its generators can write. Figures are those of one machine and one day; the tests run on every
change, at smaller sizes, on Linux and macOS.
"""


def page() -> str:
    """The whole page."""
    import okrctl

    sys.path.insert(0, str(Path(okrctl.__file__).resolve().parents[1]))
    from tests.mutants.mutant import table
    from tests.reliability.marks import marked

    record: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    parts = [INTRO, _about(record), AGAIN]
    lines = {line["test"]: line for line in record["tests"]}
    for area, found in groupby(marked(), key=lambda each: each.area):
        rows = [_row(each.what, each.test, lines.get(each.test)) for each in found]
        parts.append(f"## {area}\n\n" + _table(("tried", "cases", "held", "again with"), rows))
    outcomes = {each["name"]: each for each in record["mutants"]}
    mutants = table()
    caught = sum(outcomes.get(each.name, {}).get("outcome") == "caught" for each in mutants)
    rows = [_mutant(each.name, each.why, each.file, outcomes.get(each.name)) for each in mutants]
    parts += [BROKEN, f"Caught: {caught} of {len(mutants)}.\n"]
    parts += [_table(("break", "where", "what users would suffer", "caught by"), rows), LIMITS]
    return "\n".join(parts)


def _about(record: dict[str, Any]) -> str:
    sizes = " ".join(f"{name}={size}" for name, size in record["sizes"].items()) or "those of every day"
    versions = ", ".join(f"{name} {number}" for name, number in record["versions"].items())
    return f"Last full run: {record['day']} on {record['machine']}.\nSizes: `{sizes}`.\nVersions: {versions}.\n"


def _row(what: str, test: str, line: dict[str, Any] | None) -> tuple[str, ...]:
    if line is None or not (line["passed"] or line["failed"] or line["skipped"]):
        return what, "–", "not yet in a full run", f"`{test}`"
    held = "yes" if line["passed"] and not line["failed"] else "**no**" if line["failed"] else "not tried here"
    if line["skipped"] and held == "yes":
        held = f"yes; {line['skipped']} not tried here"
    return what, f"{line['tried']:,}" if line["passed"] else "–", held, f"`{test}`"


def _mutant(name: str, why: str, file: str, outcome: dict[str, Any] | None) -> tuple[str, ...]:
    by = "not yet in a full run" if outcome is None else f"`{outcome['by']}`" if outcome["by"] else "**nothing**"
    return name, f"`{file.removeprefix('okrctl/')}`", why, by.replace("`tests/", "`")


def _table(titles: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    cells = [titles, tuple("---" for _ in titles), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in cells)
