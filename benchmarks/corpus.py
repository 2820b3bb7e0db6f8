"""Made-up workspaces of any size: the same seed gives the same bytes.

    python benchmarks/corpus.py FOLDER --files 1000 [--shape quarter]

Every file is a department that validates without errors: five objectives, key results of all kinds, weekly check-ins
with values, confidence and notes, objectives that support others, and dependencies that are promised.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

AS_OF = "2026-03-30"
_LAST = date(2026, 3, 30)
_SLOPPY = 20
"""One department in so many leaves out reasons, which is advice: a real workspace is never without findings."""
_WORDS = (  # noqa: SIM905 - a list of words would fill a page
    "customers find what they came for and tell their friends about it while teams learn every week which small step "
    "moved the number most and which one only looked busy so that the next quarter begins with fewer surprises and a "
    "calmer plan for stock prices service pages returns suppliers shops campaigns hiring cash margin and speed"
).split()


@dataclass(frozen=True, slots=True)
class Shape:
    """How much a file holds."""

    key_results: int
    check_ins: int
    cycle: str = "2026-H1"


_LONG = "2024-01-01/2026-06-30"
SHAPES = {
    "quarter": Shape(20, 12),  # about 12 KB, a department of a small company after a quarter
    "two-years": Shape(14, 100, _LONG),  # about 1,800 lines, a department that checks in every week for two years
    "year": Shape(15, 51, _LONG),  # about 27 KB and 765 results, a year of check-ins
}


def write(root: Path, files: int, shape: Shape, seed: int = 1) -> int:
    """Write a workspace of so many departments; returns the number of its results in check-ins."""
    (root / "okrs").mkdir(parents=True, exist_ok=True)
    (root / "okrctl.yaml").write_text("okrctl: 1\norganization: Made-up Group\n")
    for number in range(files):
        text = department(number, files, shape, random.Random(f"{seed}/{number}"))
        (root / "okrs" / f"{_team(number)}.yaml").write_text(text)
    return files * shape.key_results * shape.check_ins


def department(number: int, files: int, shape: Shape, chance: random.Random) -> str:
    """The text of one department's file."""
    team = _team(number)
    lines = ["okrctl: 1", f"department: {team}", f"name: Team {number}", f"lead: Lead of team {number}"]
    lines += [f"cycle: {shape.cycle}", "", "objectives:"]
    results = [f"result-{index}" for index in range(shape.key_results)]
    for index in range(5):
        lines += _objective(number, files, index, chance)
        for result in results[index::5]:
            lines += _key_result(result, chance)
    lines += ["", "check_ins:"]
    for week in range(shape.check_ins):
        lines += _check_in(week, results, shape, chance)
    return "\n".join(lines) + "\n"


def _team(number: int) -> str:
    return f"team-{number:05}"


def _objective(number: int, files: int, index: int, chance: random.Random) -> list[str]:
    lines = [f"  - id: goal-{index}", f"    title: {_text(chance, 7)}", f"    owner: Owner {index} of team {number}"]
    lines += [f"    ambition: {'committed' if index % 2 else 'aspirational'}"]
    parent = number // 3
    if index == 0 and number:
        lines.append(f"    supports: [{_team(parent)}/goal-1]")
    elif number % _SLOPPY != 7:
        lines.append(f"    why: {_text(chance, 12)}")
    if index == 1:
        askers = [asker for asker in range(3 * number, 3 * number + 3) if 0 < asker < files]
        if askers:
            named = ", ".join(f"{{ref: {_team(asker)}/goal-2, due: 2026-05-31}}" for asker in askers)
            lines.append(f"    promised_to: [{named}]")
    if index == 2 and number:
        lines += ["    depends_on:"]
        lines += [f"      - {{ref: {_team(parent)}/goal-1, need: {_text(chance, 5)}, due: 2026-05-31}}"]
    return [*lines, "    key_results:"]


_AMOUNTS = (" to 1500 orders", " by 20%", " with 12 campaigns", " at 90 percent", "", "")


def _kind(result: str) -> int:
    return int(result.partition("-")[2]) % 6


def _key_result(result: str, chance: random.Random) -> list[str]:
    lines = [f"      - id: {result}", f"        title: {_text(chance, 8)}{_AMOUNTS[_kind(result)]}"]
    kinds = (
        ("unit: orders", "baseline: 1000", "target: 1500"),
        ("unit: days", "baseline: 20", "change: +20%", "checkpoints: {2026-03-31: 21.5}"),
        ("unit: campaigns", "count: 12"),
        ("unit: percent", "baseline: 70", "at_least: 90"),
        ("done_when: Every finding is closed in the tracker", "due: 2026-05-31"),
        (
            "milestones:",
            "  - {id: chosen, title: Supplier chosen, due: 2026-02-28}",
            "  - {id: live, title: Live for everybody, due: 2026-06-15, weight: 3}",
        ),
    )
    return [*lines, *(f"        {line}" for line in kinds[_kind(result)])]


def _check_in(week: int, results: list[str], shape: Shape, chance: random.Random) -> list[str]:
    day = _LAST - timedelta(weeks=shape.check_ins - week)
    lines = [f"  - date: {day}", f"    by: person-{chance.randrange(5)}@example.com", "    results:"]
    for result in results:
        value = _value(_kind(result), week, chance)
        if _kind(result) == 5:
            lines.append(f"      {result}: {{done: [chosen]}}" if week > 4 else f"      {result}: {{confidence: 6}}")
        elif chance.random() < 0.2:
            lines.append(f"      {result}: {{value: {value}, confidence: {chance.randrange(4, 10)}}}")
        else:
            lines.append(f"      {result}: {value}")
    return lines


def _value(kind: int, week: int, chance: random.Random) -> str:
    values = (
        str(1000 + 20 * week + chance.randrange(40)),
        f"{20 + week / 4 + chance.randrange(9) / 10:.2f}",
        str(min(12, week)),
        str(70 + week + chance.randrange(6)),
        "open",
    )
    return values[min(kind, 4)]


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize()


def main() -> None:
    """Write a corpus to a folder."""
    parser = argparse.ArgumentParser(description="Write a made-up workspace.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--shape", choices=SHAPES, default="quarter")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    count = write(args.folder, args.files, SHAPES[args.shape], args.seed)
    print(f"{args.files} files, {count} results in {args.folder}")


if __name__ == "__main__":
    main()
