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


def json_page() -> str:
    """What commands write as JSON, and what every key means."""
    from okrctl.views.shapes import commands, schema_of
    from okrctl.views.words import WORDS

    intro = (
        "Every report takes `--format json` and writes one object. `okrctl schema --output NAME` prints its JSON"
        " Schema.\nA key means the same in all reports and in the columns of CSV. Absent values are null; numbers are"
        " numbers: scores,\nprogress and gaps have at most 6 decimal places, quantities are written digit for digit."
        " Lists are complete, whatever\ntext shows. Within `v1` keys may be added, but none is removed or changes its"
        " meaning. CSV is always one table; what has no\nplace in it is in JSON."
    )
    parts = [f"{NOTE}\n# JSON and CSV\n\n{intro}\n"]
    for command in commands():
        schema = schema_of(command)
        lines = "\n".join(line for shape in schema.get("anyOf", [schema]) for line in _json_keys(shape, 0))
        parts.append(f"## {command}\n\n{schema['title']}:\n\n```text\n{lines}\n```\n")
    rows = ["| key | what it is |", "|---|---|", *(f"| `{key}` | {words} |" for key, words in sorted(WORDS.items()))]
    return "\n".join([*parts, "## Keys\n\n" + "\n".join(rows) + "\n"])


def _json_keys(shape: Any, depth: int) -> list[str]:
    """The keys of an object, one per line, those of inner objects further in."""
    lines = []
    for key, held in shape.get("properties", {}).items():
        inner = held
        kinds: list[str] = []
        while "items" in inner and "properties" not in inner and inner.get("type") == "array":
            kinds.append("list of")
            inner = inner["items"]
        lines.append(f"{'  ' * depth}{key}: {' '.join([*kinds, _json_type(inner)])}")
        lines += _json_keys(inner, depth + 1)
    return lines


def _json_type(shape: Any) -> str:
    if "const" in shape:
        return f'"{shape["const"]}"'
    if "enum" in shape:
        return " | ".join("null" if each is None else each for each in shape["enum"])
    if shape.get("format") == "date":
        types = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
        return " | ".join("date" if each == "string" else each for each in types)
    found = shape.get("type", "anything")
    return " | ".join(found) if isinstance(found, list) else found


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


def metrics_page() -> str:
    """Every metric of the dictionary that comes with okrctl, area by area."""
    from okrctl.core.model.dictionary import PLACES
    from okrctl.shell.dictionary import shipped_metrics

    intro = (
        "The dictionary for online shops that comes with okrctl. `okrctl metrics list`, `show` and `tree` show it;\n"
        "`okrctl new key-result OBJECTIVE --metric ID` copies an entry. *Currency* stands for the company's own.\n"
        "The [guide](../guide/metrics.md) says what formulas do."
    )
    parts = [f"{NOTE.replace('the docstrings', 'okrctl/dictionary')}\n# Metrics\n\n{intro}\n"]
    area = ""
    for id, metric in shipped_metrics().items():
        if metric.area != area:
            area = metric.area
            parts.append(f"## {area}\n")
        better = f"{metric.better} is better, " if metric.better else ""
        formula = f"; `{metric.formula}`" if metric.formula else ""
        rows = [f"**{id}**: {metric.title}, in {metric.unit}; {better}{metric.indicator}, read {metric.rhythm}"]
        rows += [f"* {metric.definition}{formula}", f"* guarded by {metric.guardrail}"]
        rows += [f"* {PLACES[place]}: {text}" for place, text in metric.read.items()]
        rows += [f"* see [{metric.reference.title}]({metric.reference.url})"]
        parts.append("\n".join([rows[0], "", *rows[1:]]) + "\n")
    return "\n".join(parts)


def man_page() -> str:
    """The manual page okrctl(1), which the wheel installs."""
    sys.path.insert(0, str(HERE))
    from man_page import page

    return str(page())


def python_page() -> str:
    """What `import okrctl` exports."""
    sys.path.insert(0, str(HERE))
    from python_page import page

    return f"{NOTE}\n{page()}"


def reliability() -> str:
    """What was tried to break okrctl, and what held."""
    sys.path.insert(0, str(HERE / "internals"))
    from reliability_page import page

    return f"{NOTE.replace('the docstrings', 'the tests')}\n{page()}"


def scoring_picture() -> str:
    """The picture of docs/guide/scoring.md."""
    sys.path.insert(0, str(HERE))
    from drawings import scoring

    return str(scoring())


def forecast_picture() -> str:
    """The picture of docs/guide/forecast.md."""
    sys.path.insert(0, str(HERE))
    from drawings import projection

    return str(projection())


PAGES = {
    "reference/cli.md": cli_page,
    "reference/rules.md": rules_page,
    "reference/help.md": help_page,
    "reference/keys.md": keys_page,
    "reference/kinds.md": kinds_page,
    "reference/json.md": json_page,
    "reference/metrics.md": metrics_page,
    "reference/schema.json": schema,
    "reference/okrctl.1": man_page,
    "reference/python.md": python_page,
    "internals/reliability.md": reliability,
    "pictures/scoring.svg": scoring_picture,
    "pictures/forecast.svg": forecast_picture,
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
