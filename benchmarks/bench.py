"""okrctl beside its peers, in ratios.

python benchmarks/bench.py             everything, written to docs/performance.md (an hour or less)
python benchmarks/bench.py --quick     the small corpora alone, printed (under two minutes)
python benchmarks/bench.py --profile   where the time of a cold validate goes, by stage
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import corpus
from measure import FLOOR, Case, Cost, compare, floor
from peers import peers

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "performance.md"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"


@dataclass(frozen=True, slots=True)
class Corpus:
    """A workspace on disk with the number of results its check-ins hold."""

    name: str
    root: Path
    files: int
    results: int


def make_corpus(work: Path, files: int, shape: corpus.Shape, name: str) -> Corpus:
    """A corpus below a folder."""
    root = work / name.replace(" ", "-").replace(",", "")
    return Corpus(name, root, files, corpus.write(root, files, shape))


def okrctl(work: Path, where: Corpus, command: str, how: str, rounds: int = 1000) -> Case:
    """A command of okrctl on a corpus: ``cold`` (an empty cache), ``warm``, or ``uncached``."""
    cache = work / "cache" / f"{where.root.name}-{command}-{how}"
    cache.mkdir(parents=True, exist_ok=True)
    day = [] if command == "validate" else ["--as-of", corpus.AS_OF]
    arguments = ["--no-cache"] if how == "uncached" else []
    return Case(
        f"{command}, {where.name}, {how}",
        [sys.executable, "-m", "okrctl", command, "--root", str(where.root), *day, *arguments],
        {"OKRCTL_CACHE_DIR": str(cache), "OKRCTL_JOBS": "1"},
        fine=(0, 1),
        cold=cache if how == "cold" else None,
        rounds=rounds,
    )


def start_up() -> list[Case]:
    """What is asked before any file is read."""
    program = [sys.executable, "-m", "okrctl"]
    completing = {"_OKRCTL_COMPLETE": "complete_bash", "COMP_WORDS": "okrctl st", "COMP_CWORD": "1"}
    return [
        Case("okrctl --version", [*program, "--version"]),
        Case("okrctl --help", [*program, "--help"]),
        Case("okrctl status --help", [*program, "status", "--help"]),
        Case("completion", program, completing),
    ]


def table(costs: dict[str, Cost], base: float, results: int = 0) -> list[str]:
    """A Markdown table of costs as multiples of the floor."""
    head = "| | × floor | CPU s | spread | MiB |" + (" µs a result |" if results else "")
    lines = [head, "|---|--:|--:|--:|--:|" + ("--:|" if results else "")]
    for name, cost in costs.items():
        row = f"| {name} | {cost.best / base:.1f} | {cost.best:.3f} | {cost.spread:.0%} | {cost.memory:.0f} |"
        lines.append(row + (f" {cost.best / results * 1e6:.1f} |" if results else ""))
    return [*lines, ""]


def section(title: str, cases: Sequence[Case], rounds: int, results: int = 0) -> list[str]:
    """Measure cases together with the floor, and tell."""
    print(f"{title} …", file=sys.stderr, flush=True)
    for case in cases:
        if case.name.endswith("warm"):
            compare([case], 1)
    costs = compare([floor(), *cases], rounds)
    return [f"### {title}", "", *table(costs, costs[FLOOR].best, results)]


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
        + ", ".join([f"{platform.python_implementation()} {platform.python_version()}", *versions]),
        "",
    ]


def measured(work: Path, quick: bool, files: int, sizes: Sequence[int]) -> list[str]:
    """All sections: ``files`` are read by peers too, ``sizes`` by okrctl alone."""
    lines = [*machine(), *section("Start-up", start_up(), 5 if quick else 15)]
    nine = make_corpus(work, 9, corpus.SMALL, "9 files of 12 KB")
    both = [okrctl(work, nine, command, how) for command in ("validate", "status") for how in ("cold", "warm")]
    lines += section("Nine departments", both, 5 if quick else 15)
    beside = make_corpus(work, files, corpus.Shape(), f"{files:,} files of 32 KB")
    cases = [okrctl(work, beside, "validate", how, 5) for how in ("uncached", "cold", "warm")]
    cases += [okrctl(work, beside, command, "warm", 5) for command in ("status", "deps")]
    others = [] if quick else peers(beside.root, beside.results, work)
    lines += section(f"{beside.name}, {beside.results:,} results", [*cases, *others], 2 if quick else 4, beside.results)
    if quick:
        return lines
    extreme = make_corpus(work, 100, corpus.EXTREME, "100 files of 60 key results × 12")
    cases = [okrctl(work, extreme, "validate", how) for how in ("uncached", "warm")]
    lines += section(extreme.name, cases, 2, extreme.results)
    for count in sizes:
        large = make_corpus(work, count, corpus.Shape(), f"{count:,} files of 32 KB")
        cases = [okrctl(work, large, "validate", how) for how in ("uncached", "warm")]
        cases += [okrctl(work, large, command, "warm") for command in ("status", "deps")]
        lines += section(large.name, cases, 2, large.results)
    return lines


def main() -> None:
    """Measure, and print or write what was measured."""
    parser = argparse.ArgumentParser(description="Measure okrctl beside its peers.")
    parser.add_argument("--quick", action="store_true", help="small corpora, printed and not written")
    parser.add_argument("--profile", action="store_true", help="where the time of a cold validate goes")
    parser.add_argument("--files", type=int, default=100, help="how many files peers read, too (100)")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000], help="more corpora, for okrctl alone")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="okrctl-bench-") as folder:
        if args.profile:
            from stages import stages

            print("\n".join(stages(make_corpus(Path(folder), 100, corpus.Shape(), "100 files").root)))
            return
        lines = measured(Path(folder), args.quick, args.files, args.sizes)
    if args.quick:
        print("\n".join(lines))
        return
    before, _, rest = PAGE.read_text().partition(BEGIN)
    PAGE.write_text("\n".join([before + BEGIN, "", *lines, END]) + rest.partition(END)[2])


if __name__ == "__main__":
    main()
