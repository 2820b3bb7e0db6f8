"""How good are the forecasts? Public series, cut into cycles and projected as okrctl would have at the time.

    make backtest                          everything, written to docs/guide/forecast.md (some minutes)
    python benchmarks/backtest.py --print  the same, printed; --cycles 5: a few cycles of each kind only

Needs the extra `bench`. A cycle is 8, 13, 26 or 40 values in a row, taken as weekly check-ins; the value before them is
the baseline. The usual target lies one usual move of the series away, up and down in turns, and is committed; the
stretch target lies twice as far and is aspirational. okrctl itself makes the projections from a workspace with these
check-ins, after a quarter, a half and three quarters of them (four at least).
"""

from __future__ import annotations

import argparse
import ast
import platform
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import seasonal
import simulation
from forecast_tables import NAMES, classes_table, counts_tables, methods_table, mistaken_table, odds_table, sets_table
from public_series import counts, sets
from shots import STRETCH, measure

import okrctl

PAGE = Path(__file__).resolve().parent.parent / "docs" / "guide" / "forecast.md"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
CYCLES = 25


def measured(most: int) -> list[str]:
    """Everything, with what it was measured on."""
    rows = measure(most)
    fired = [shot for row in rows for shot in row.shots]
    held = [shot for row in rows if row.found.held_out for shot in row.shots]
    odds = [[shot.odds[number] for shot in part] for number in range(len(STRETCH)) for part in (fired, held)]
    used = [row.found for row in rows] + counts()
    about = {f"* **{each.name}** ({each.package}): {each.about}": None for each in sets()}
    versions = ", ".join(dict.fromkeys(each.origin for each in used))
    made = f"okrctl {okrctl.__version__} (method {fingerprint()}), Python {platform.python_version()}"
    return [
        *about,
        *("", *methods_table(rows)),
        *("", *sets_table(rows)),
        *("", *classes_table(fired)),
        *("", *odds_table(odds, [f"{name}{part}" for name in NAMES[: len(STRETCH)] for part in ("", ", held out")])),
        *("", *mistaken_table(fired)),
        *("", *counts_tables(most)),
        *("", *seasonal.table()),
        *("", *simulation.table()),
        *("", f"Measured with {made}, {versions}."),
    ]


def fingerprint() -> str:
    """Which method was measured: the tests compare it with the one at hand. Words about it do not count."""
    from okrctl.core.scores import chances, distance, mixture, trend

    texts = [Path(str(module.__file__)).read_text(encoding="utf-8") for module in (trend, mixture, chances, distance)]
    return sha256("".join(map(_code, texts)).encode()).hexdigest()[:12]


def _code(text: str) -> str:
    """A module without comments and without texts that stand alone."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [each for each in body if not _is_text(each)]  # type: ignore[attr-defined]
    # as Python 3.11 shows it: 3.12 has one field more, and 3.13 leaves out empty lists unless asked
    every: dict[str, Any] = {"show_empty": True} if sys.version_info >= (3, 13) else {}
    return ast.dump(tree, **every).replace(", type_params=[]", "")


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def main() -> None:
    """Measure, and write the page anew or print what was measured."""
    parser = argparse.ArgumentParser(description="Backtest okrctl's forecasts on public series.")
    parser.add_argument("--print", action="store_true", help="print what was measured, and write nothing")
    parser.add_argument("--cycles", type=int, default=CYCLES, help="at most so many of each set and length")
    args = parser.parse_args()
    lines = measured(args.cycles)
    if args.print:
        print("\n".join(lines))
        return
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    text = "\n".join([before + BEGIN, "", *lines, "", END]) + rest.partition(END)[2]
    PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
