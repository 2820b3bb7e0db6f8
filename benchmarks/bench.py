"""Measures okrctl in ratios, row by row.

python benchmarks/bench.py               everything, into benchmarks/results.json and docs/internals/performance.md
python benchmarks/bench.py --quick       fewer turns, and neither 10,000 files nor other programs; printed
python benchmarks/bench.py --row NAME    one row, printed; a beginning of names takes several; --list shows them
python benchmarks/bench.py --row NAME --profile    the functions in which one run of that row spends its time
"""

from __future__ import annotations

import argparse
import json
import os
import pstats
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import page
from cases import Place
from measure import Program, environment, median_cpu, ratios, take_turns
from rows import Group, Row, groups


def measure(place: Place, group: Group, rounds: int) -> page.Measured:
    """The rows of a group, each with its ratio of every turn."""
    print(f"{group.title} …", file=sys.stderr, flush=True)
    cases: dict[str, Program] = {}
    pairs: list[tuple[Row, str, str]] = []
    for row in group.rows:
        case, against = row.case(place), row.against(place)
        if case is not None and against is not None:
            cases |= {against.name: against}
            cases.setdefault(case.name, case)
            pairs.append((row, case.name, against.name))
    used = take_turns(cases.values(), rounds)
    told: list[page.MeasuredRow] = [
        {
            "name": row.name,
            "what": row.what,
            "goal": row.goal,
            "ratios": ratios(used[case], used[against]),
            "cpu": median_cpu(used[case]),
            "against": median_cpu(used[against]),
            "memory_goal": row.mebibytes,
            "memory": max(run.memory for run in used[case]),
        }
        for row, case, against in pairs
    ]
    return {"title": group.title, "unit": group.unit, "rows": told}


def only(wanted: Sequence[str], skipped: Sequence[str], every: Iterable[Group]) -> list[Group]:
    """The groups with just those rows whose names begin in a wanted way (all by default) and in no skipped one."""
    chosen = []
    for group in every:
        kept = [row for row in group.rows if not wanted or row.name.startswith(tuple(wanted))]
        kept = [row for row in kept if not row.name.startswith(tuple(skipped))]
        chosen.append(replace(group, rows=kept))
    return [group for group in chosen if group.rows]


def profile(place: Place, row: Row) -> None:
    """Where one run of a row spends its time."""
    case = row.case(place)
    if case is None:
        return
    for turn in (-1, 0) if case.warm_up else (0,):
        case.prepare(turn)
        stats = place.folder / "profile"
        command = [sys.executable, "-m", "cProfile", "-o", str(stats), *case.command, *case.arguments(turn)]
        subprocess.run(command, env=environment(case.env), stdout=subprocess.DEVNULL, check=False)
    found = pstats.Stats(str(stats)).strip_dirs()
    for order in ("tottime", "cumulative"):
        found.sort_stats(order).print_stats(45)


def main() -> None:
    """Measure, and print or write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="what takes a minute or two, printed")
    parser.add_argument("--row", action="append", metavar="NAME", help="only rows whose names begin so, printed")
    parser.add_argument("--skip", action="append", metavar="NAME", help="not the rows whose names begin so")
    parser.add_argument("--rounds", type=int, help="another number of turns")
    parser.add_argument("--profile", action="store_true", help="profile the rows instead of measuring them")
    parser.add_argument("--list", action="store_true", help="show the names of all rows")
    parser.add_argument("--page", action="store_true", help="write the page from benchmarks/results.json again")
    args = parser.parse_args()
    chosen = only(args.row or (), args.skip or (), groups())
    if args.list or not chosen:
        print(*(f"{row.name:30} {row.what}" for group in chosen or groups() for row in group.rows), sep="\n")
        return
    if args.page:
        page.write()
        return
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="okrctl-bench-") as folder:
        place = Place(Path(folder))
        if args.profile:
            for group in chosen:
                for row in group.rows:
                    print(f"{row.name}: {row.what}")
                    profile(place, row)
            return
        measured = []
        for group in chosen:
            rounds = args.rounds or (group.quick if args.quick else group.rounds)
            if rounds and (group.quick or not args.quick):
                measured.append(measure(place, group, rounds))
    if args.quick or args.row:
        print("\n".join(page.tables(measured)))
        return
    page.RESULTS.write_text(json.dumps({"machine": page.machine(load), "groups": measured}, indent=1) + "\n")
    page.write()


if __name__ == "__main__":
    main()
