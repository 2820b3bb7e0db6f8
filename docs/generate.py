"""Writes docs/cli.md from the commands' help, docs/rules.md from the rules' docstrings and docs/schema.json from the
models of the format; ``--check`` compares."""

from __future__ import annotations

import os
import sys
from difflib import unified_diff
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NOTE = "<!-- Written by docs/generate.py (`make docs`); change the docstrings, not this file. -->\n"


def cli_page() -> str:
    """The help of every command, in the order of ``okrctl --help``."""
    import typer

    from okrctl import cli

    group: Any = typer.main.get_command(cli.app)
    context = group.make_context("okrctl", [], resilient_parsing=True)
    parts = [f"{NOTE}\n# Commands\n\n```text\n{context.get_help()}\n```\n"]
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        child = command.make_context(name, [], parent=context, resilient_parsing=True)
        parts.append(f"## okrctl {name}\n\n```text\n{child.get_help()}\n```\n")
    return "\n".join(parts)


def rules_page() -> str:
    """Every rule with its code, severity and the page its docstring is."""
    from okrctl.core.rule import rules
    from okrctl.views.rules import rules_markdown

    return f"{NOTE}\n# Rules\n\n{rules_markdown(rules())}"


def schema() -> str:
    """The JSON Schema of the format, to which the examples point."""
    from okrctl.core.schema import json_schema
    from okrctl.render.json import render

    return render(json_schema())


PAGES = {"cli.md": cli_page, "rules.md": rules_page, "schema.json": schema}


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` say which are out of date and return 1."""
    os.environ["COLUMNS"] = "80"
    stale = 0
    for name, page in PAGES.items():
        path, text = HERE / name, page()
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if before == text:
            continue
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
            continue
        stale = 1
        print(f"docs/{name} is out of date; `make docs` writes it anew")
        sys.stdout.writelines(unified_diff(before.splitlines(True), text.splitlines(True), "written", "should be"))
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
