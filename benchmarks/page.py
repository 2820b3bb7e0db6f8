"""Writes docs/internals/performance.md from what was measured."""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypedDict

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "internals" / "performance.md"
RESULTS = HERE / "results.json"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"


class MeasuredRow(TypedDict):
    """One row: its ratios from low to high, the medians in seconds, and the largest process in MiB."""

    name: str
    what: str
    goal: float | None
    ratios: list[float]
    cpu: float
    against: float
    memory_goal: int | None
    memory: float


class Measured(TypedDict):
    """A group of rows that were measured together."""

    title: str
    unit: str
    rows: list[MeasuredRow]


def tables(groups: Sequence[Measured]) -> list[str]:
    """A Markdown table for each group."""
    lines: list[str] = []
    for group in groups:
        lines += [f"### {group['title']}", "", f"As multiples of {group['unit']}.", ""]
        lines += ["| | measured | from – to | goal | | CPU s | against | MiB |", "|---|--:|--:|--:|---|--:|--:|--:|"]
        for row in group["rows"]:
            lines += _lines(row)
        lines.append("")
    return lines


def _lines(row: MeasuredRow) -> list[str]:
    median = statistics.median(row["ratios"])
    spread = f"{_number(row['ratios'][0])} – {_number(row['ratios'][-1])}"
    costs = f"{row['cpu']:.3f} | {row['against']:.3f} | {row['memory']:.0f}"
    lines = [f"| {row['what']} | {_number(median)} × | {spread} | {_verdict(median, row['goal'], ' ×')} | {costs} |"]
    if row["memory_goal"] is not None:
        verdict = _verdict(row["memory"], row["memory_goal"], " MiB")
        lines.append(f"| the same, memory | {row['memory']:,.0f} MiB | | {verdict} | | | |")
    return lines


def _verdict(measured: float, goal: float | None, unit: str) -> str:
    if goal is None:
        return "| "
    bound = f"{goal:,.0f}" if goal >= 100 else f"{goal:.3g}"
    return f"≤ {bound}{unit} | {'reached' if measured <= goal else '**missed**'}"


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 5 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def machine(load: float) -> str:
    """What all this was measured on."""
    names = ("typer", "pydantic", "PyYAML", "ruamel.yaml", "yamllint", "check-jsonschema", "beancount")
    versions = [f"{platform.python_implementation()} {platform.python_version()}"]
    for name in names:
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            versions.append(f"{name} not installed")
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores (load {load:.1f} at the start)"
    return f"{system}; {', '.join(versions)}, {_hledger()}"


def _hledger() -> str:
    program = shutil.which("hledger")
    if program is None:
        return "hledger not installed"
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.partition(",")[0]


def write(path: Path = PAGE) -> None:
    """Write the measured part of the page; what stands around it stays."""
    results = json.loads(RESULTS.read_text())
    before, _, rest = path.read_text().partition(BEGIN)
    measured = [BEGIN, "", results["machine"], "", *tables(results["groups"]), END]
    path.write_text(before + "\n".join(measured) + rest.partition(END)[2])
