"""okrctl beside its peers, in ratios.

python benchmarks/bench.py             everything, written to docs/internals/performance.md (less than half an hour)
python benchmarks/bench.py --quick     the small corpora alone, printed (under two minutes)
python benchmarks/bench.py --profile   where the time of a cold validate and of a check-in goes, by stage
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import corpus
import goals
from cases import Bench, Corpus
from installed import install
from measure import Case, Cost, compare
from peers import hledger_version, peers
from stages import stages

PAGE = Path(__file__).resolve().parent.parent / "docs" / "internals" / "performance.md"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
COMMANDS = ("validate", "status", "deps")


class Report:
    """Sections of the page, and everything that was measured for them."""

    def __init__(self) -> None:
        self.lines = machine()
        self.costs: dict[str, Cost] = {}

    def section(self, title: str, cases: Sequence[Case], rounds: int, results: int = 0) -> None:
        """Measure cases together with the floor, and tell."""
        print(f"{title} …", file=sys.stderr, flush=True)
        costs = compare(cases, rounds)
        # peers read several corpora under one name, and the goals are about the largest of them
        self.costs |= costs
        self.lines += [f"### {title}", "", *table(costs, results)]


def table(costs: dict[str, Cost], results: int = 0) -> list[str]:
    """A Markdown table of costs as multiples of the floor."""
    head = "| | × floor | from – to | runs | × on the wall | CPU s | MiB |" + (" µs a result |" if results else "")
    lines = [head, "|---|--:|--:|--:|--:|--:|--:|" + ("--:|" if results else "")]
    for name, cost in costs.items():
        low, high = cost.spread
        wall = f"{cost.wall_ratio:.1f} | {cost.cpu:.3f} | {cost.memory:.0f} |"
        row = f"| {name} | {cost.ratio:.1f} | {low:.1f} – {high:.1f} | {len(cost.runs)} | {wall}"
        lines.append(row + (f" {cost.cpu / results * 1e6:.1f} |" if results else ""))
    return [*lines, ""]


def machine() -> list[str]:
    """What all this was measured on."""
    names = ("typer", "pydantic", "PyYAML", "ruamel.yaml", "yamllint", "check-jsonschema", "beancount")
    versions = []
    for name in names:
        try:
            versions.append(f"{name} {version(name)}")
        except ImportError:
            versions.append(f"{name} not installed")
    load = os.getloadavg()[0]
    return [
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores (load {load:.1f} at the start); "
        + ", ".join([f"{platform.python_implementation()} {platform.python_version()}", *versions, hledger_version()]),
        "",
    ]


def small(report: Report, bench: Bench, *, quick: bool) -> None:
    """Start-up, nine departments and a check-in."""
    rounds = 5 if quick else 15
    report.section("Start-up", bench.start_up(), rounds)
    nine = bench.corpus(9, corpus.SMALL, goals.NINE)
    cases = [*bench.both(nine, COMMANDS[:2]), *peers(nine.root, nine.results, bench.work, 1 if quick else 3)]
    report.section(f"{nine.name}, {nine.results:,} results", cases, rounds, nine.results)
    one = bench.corpus(1, corpus.Shape(), "1 file of 32 KB")
    more = bench.corpus(9, corpus.Shape(), "9 files of 32 KB")
    report.section("One more check-in", [bench.checkin(one), bench.checkin(more)], rounds)


def large(report: Report, bench: Bench, where: Corpus, rounds: int, others: Sequence[Case] = ()) -> None:
    """The same work on many files; cold runs a third as often as warm ones."""
    few = max(1, rounds // 3)
    cases = [
        bench.okrctl(where, "validate", "cold", few),
        bench.okrctl(where, "validate", "cold", few, alone=False),
        *(bench.okrctl(where, command, "warm") for command in COMMANDS),
    ]
    title = f"{where.name}, {where.results:,} results"
    report.section(title, [*cases, *others], rounds, where.results)


def measured(work: Path, *, quick: bool, files: int, most: int) -> list[str]:
    """All sections; peers read up to ``files`` files."""
    report, bench = Report(), Bench(work, install(work / "installed"))
    small(report, bench, quick=quick)
    hundred = bench.corpus(100, corpus.Shape(), "100 files of 32 KB")
    profile = [] if quick else stages(hundred.root)
    others = [] if quick else peers(hundred.root, hundred.results, work, 2)
    large(report, bench, hundred, 3 if quick else 6, others)
    if quick:
        report.section("A review", [bench.diff(hundred, "warm")], 2)
        return [*report.lines, "### Goals", "", *goals.table(report.costs)]
    extreme = bench.corpus(100, corpus.EXTREME, "100 files of 60 key results × 12")
    large(report, bench, extreme, 3)
    thousand = bench.corpus(files, corpus.Shape(), f"{files:,} files of 32 KB")
    large(report, bench, thousand, 6, peers(thousand.root, thousand.results, work, 1))
    report.section("A review", [bench.diff(thousand, "cold", 1), bench.diff(thousand, "warm")], 3)
    if most:
        large(report, bench, bench.corpus(most, corpus.Shape(), f"{most:,} files of 32 KB"), 2)
    told = [f"{goals.unit(report.costs)}.", "", "### Goals", "", *goals.table(report.costs)]
    told += ["### Where a cold validate and a check-in spend their time", "", *profile, ""]
    return [*report.lines[:2], *told, *report.lines[2:]]


def main() -> None:
    """Measure, and print or write what was measured."""
    parser = argparse.ArgumentParser(description="Measure okrctl beside its peers.")
    parser.add_argument("--quick", action="store_true", help="small corpora, printed and not written")
    parser.add_argument("--profile", action="store_true", help="where the time goes, by stage")
    parser.add_argument("--files", type=int, default=1000, help="how many files peers read, too (1000)")
    parser.add_argument("--most", type=int, default=10_000, help="the largest workspace; 0 for none (10000)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="okrctl-bench-") as folder:
        if args.profile:
            root = Path(folder) / "profile"
            corpus.write(root, 100)
            print("\n".join(stages(root)))
            return
        lines = measured(Path(folder), quick=args.quick, files=args.files, most=args.most)
    if args.quick:
        print("\n".join(lines))
        return
    before, _, rest = PAGE.read_text().partition(BEGIN)
    PAGE.write_text("\n".join([before + BEGIN, "", *lines, END]) + rest.partition(END)[2])


if __name__ == "__main__":
    main()
