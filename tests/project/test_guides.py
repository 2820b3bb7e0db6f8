"""What guides show: transcripts are run (tests/commands/test_transcripts.py); other commands exist, with their options.

Blocks for other programs (editors, forges) are read by a parser of their language.
"""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.kit.harness import PROJECT, run_any
from tests.kit.transcript import blocks

PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs" / "guide").glob("*.md"))]
SECTIONS = re.split(r"^##+ okrctl ", (PROJECT / "docs/reference/cli.md").read_text(encoding="utf-8"), flags=re.M)
HELP = {part.partition("\n")[0]: part for part in SECTIONS[1:]}
EVERYWHERE = SECTIONS[0]
"""The options that stand before the command."""

SAMPLES = {"lua", "elisp", "text", "", "console", "python"}
"""Kinds of blocks that are not read here; those of Python are run as doctests (tests/api/)."""


def inline(page: Path) -> list[str]:
    """Commands in the running text of a page, and in its blocks for a shell."""
    text = page.read_text(encoding="utf-8")
    shell = [line for block in blocks(text) if block.info == "sh" for line in block.lines]
    prose = re.sub(r"^(`{3,}).*?^\1", "", text, flags=re.M | re.S)
    return [*shell, *(" ".join(found.split()) for found in re.findall(r"`(okrctl [^`]+)`", prose))]


def faults(command: str) -> list[str]:
    """What a command line names that okrctl does not have."""
    words = shlex.split(re.sub(r"\s(#.*|\|.*)$", "", command).replace("…", "X"), posix=True)
    words = words[words.index("okrctl") + 1 :]
    before = []
    while words and words[0].startswith("-"):
        before.append(words.pop(0))
        if before[-1] in ("--root", "-C", "--at", "--as-of") and words:
            words.pop(0)
    if not words:
        return [word for word in before if word not in EVERYWHERE]
    name = " ".join(words[:2]) if " ".join(words[:2]) in HELP else words[0]
    if name not in HELP:
        return [name]
    known = HELP[name] + EVERYWHERE
    options = [word.partition("=")[0] for word in words if re.match(r"--\w", word)]
    return [each for each in [*before, *options] if not re.search(rf"(?<![\w-]){re.escape(each)}(?![\w-])", known)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_in_the_text_exist(page: Path) -> None:
    commands = [line for line in inline(page) if re.match(r"(?:\$ )?okrctl ", line)]
    assert {line: faults(line) for line in commands if faults(line)} == {}


def test_a_command_that_does_not_exist_is_found() -> None:
    assert faults("okrctl amend marketing/seo --target 3") == ["--target"]
    assert faults("okrctl amand marketing/seo") == ["amand"]
    assert faults("okrctl --root plans status --since last-monday | less") == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_blocks_are_sound(page: Path) -> None:
    for block in blocks(page.read_text(encoding="utf-8")):
        text, language = "\n".join(block.lines), block.info.partition(" ")[0]
        if language == "yaml":
            list(yaml.compose_all(text))
        elif language == "json":
            json.loads(text)
        elif language == "toml":
            tomllib.loads(text)
        elif language == "sh":
            assert run_any(["bash", "-n", "-c", text]).code == 0, text
        else:
            assert language in SAMPLES, block.info
