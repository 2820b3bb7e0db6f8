"""Reads, runs and rewrites transcripts: Markdown files whose fenced blocks are files to create and commands to run.

A block ``yaml okrs/marketing.yaml`` creates that file. A block ``console`` holds commands behind ``$`` and what they
print: stdout as it is, then lines of stderr behind ``! ``, then ``[exit 1]`` where the exit code is not 0. A line that
is just ``...`` stands for any lines. A command goes on over lines that end in a backslash, and ``cd`` holds for the
commands after it. Everything else is prose.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.kit.harness import Ran, run_any, run_cli

_FENCE = re.compile(r"^(`{3,})(.*)$")
_SHELL = re.compile(r"[|&;<>$*`(){}]|^(?!okrctl\b)")


@dataclass(frozen=True)
class Block:
    """A fenced block: its info string, its lines, and where they stand in the file (from 0, end excluded)."""

    info: str
    lines: list[str]
    start: int
    end: int


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a Markdown text."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        fence = _FENCE.match(lines[at])
        at += 1
        if fence:
            end = next((n for n in range(at, len(lines)) if lines[n] == fence[1]), None)
            if end is None:
                raise ValueError(f"line {at}: this block never ends")
            yield Block(fence[2].strip(), lines[at:end], at, end)
            at = end + 1


def play(path: Path, folder: Path) -> str:
    """Run a transcript in an empty folder; the text as it would be if all that happened were expected."""
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    replayed = []
    for block in blocks(text):
        language, _, name = block.info.partition(" ")
        if name:
            _create(folder / name, block.lines)
        elif language == "console":
            new, folder = _run_block(block, folder)
            replayed.append((block, new))
    for block, new in reversed(replayed):
        lines[block.start : block.end] = new
    return "\n".join(lines)


def _create(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def _run_block(block: Block, folder: Path) -> tuple[list[str], Path]:
    result: list[str] = []
    for written, expected in commands(block.lines):
        command = "\n".join(written).removeprefix("$ ").replace("\\\n", " ")
        if re.fullmatch(r"cd \S+", command):
            folder = folder / command.removeprefix("cd ")
            actual = []
        else:
            actual = _shown(_run(command, folder))
        result += [*written, *(expected if _fits(expected, actual) else actual)]
    return result, folder


def commands(lines: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Commands as written, each with the lines it is expected to print."""
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    if not starts or starts[0] != 0:
        raise ValueError(f"a console block begins with a command: {lines[:1]}")
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        last = next(number for number in range(start, end) if not lines[number].endswith("\\"))
        yield lines[start : last + 1], lines[last + 1 : end]


def _run(command: str, folder: Path) -> Ran:
    if _SHELL.search(command):
        return run_any(["bash", "-c", command], cwd=folder)
    return run_cli(*shlex.split(command)[1:], cwd=folder)


def _shown(ran: Ran) -> list[str]:
    lines = [*ran.out.splitlines(), *(f"! {line}".rstrip() for line in ran.err.splitlines())]
    return [*(line.rstrip() for line in lines), *([f"[exit {ran.code}]"] if ran.code else [])]


def _fits(expected: list[str], actual: list[str]) -> bool:
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in expected)
    return re.fullmatch(pattern, "".join(line + "\n" for line in actual)) is not None
