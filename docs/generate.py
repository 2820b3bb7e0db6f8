"""Write the generated pages: docs/reference/ from the code, and docs/internals/reliability.md from the tests.

``--check`` writes nothing; it reports pages that are out of date and exits with 1.
"""

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
        for part, inner in getattr(command, "commands", {}).items():
            page = inner.make_context(part, [], parent=child, resilient_parsing=True).get_help()
            parts.append(f"### okrctl {name} {part}\n\n```text\n{page}\n```\n")
    return "\n".join(parts)


def help_page() -> str:
    """The topics of ``okrctl help``."""
    from okrctl import topics

    parts = [
        f"## {topics.title(name)}\n\n```text\n{topics.text(name).partition(chr(10))[2].strip(chr(10))}\n```\n"
        for name in topics.names()
    ]
    return "\n".join([f"{NOTE}\n# Common questions\n\n`okrctl help TOPIC` shows these on a terminal.\n", *parts])


def rules_page() -> str:
    """Every rule with its code, severity and the page its docstring is."""
    from okrctl.core.findings.rule import rules
    from okrctl.render import renderer
    from okrctl.views.rules import rules_pages

    return f"{NOTE}\n# Rules\n\n{renderer('pages', 'markdown')(rules_pages(rules()))}"


def schema() -> str:
    """The JSON Schema of the format, to which the examples point."""
    from okrctl.core.setup.schema import json_schema
    from okrctl.render.data.json import render

    return render(json_schema())


def keys_page() -> str:
    """Every key of the format, mapping by mapping, from the outside in."""
    from okrctl.core.format.doc import fields, models_in
    from okrctl.core.model.files import department_doc
    from okrctl.core.model.settings import Config

    intro = "The [guide](../guide/format.md) says what they mean together. Keys with an asterisk are required."
    parts = [f"{NOTE}\n# Keys of the format\n\n{intro}\n"]
    waiting: list[tuple[str, Any]] = [("okrctl.yaml", Config), ("A department's file", department_doc())]
    for title, model in waiting:
        rows = ["| key | what it says |", "|---|---|"]
        for field in fields(model):
            key, info = field.key, field.info
            rows.append(f"| `{key}`{'*' if info.is_required() else ''} | {info.description} |")
            known = [found for _, found in waiting]
            waiting += [
                (f"`{key}` in {title[:1].lower()}{title[1:]}".split(" in `")[0], inner)
                for inner in models_in(field.info.annotation)
                if inner not in known
            ]
        parts.append(f"## {title}\n\n{model.__doc__}\n\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def kinds_page() -> str:
    """Every kind of key result: its page, its keys, and what a change of each counts as."""
    from importlib import import_module

    from okrctl.core.format.meaning import fields_of
    from okrctl.core.model.kind_fields import offered

    intro = "How a key result is measured. Exactly one kind fits, told by its keys."
    parts = [f"{NOTE}\n# Kinds of key results\n\n{intro}\n"]
    for kind in offered():
        heading, _, words = (import_module(kind.__module__.removesuffix(".kind")).__doc__ or "").partition("\n")
        rows = ["| key | what it says | a change of it |", "|---|---|---|"]
        rows += [f"| `{f.key}` | {f.info.description} | {_COUNTS[f.means.counts]} |" for f in fields_of(kind)]
        told = f"In JSON its `kind` is `{kind.published_as}`."
        parts.append(f"## {heading.rstrip('.')}\n{words.rstrip()}\n\n" + "\n".join(rows) + f"\n\n{told}\n")
    return "\n".join(parts)


_COUNTS = {
    "goal": "makes the goal easier or harder",
    "measured": "measures the goal in another way",
    "words": "has no effect on the goal",
}


def reliability() -> str:
    """What was tried to break okrctl, and what held."""
    sys.path.insert(0, str(HERE / "internals"))
    from reliability_page import page

    return f"{NOTE.replace('the docstrings', 'the tests')}\n{page()}"


PAGES = {
    "reference/cli.md": cli_page,
    "reference/rules.md": rules_page,
    "reference/help.md": help_page,
    "reference/keys.md": keys_page,
    "reference/kinds.md": kinds_page,
    "reference/schema.json": schema,
    "internals/reliability.md": reliability,
}


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
