"""The templates for ``init``."""

from __future__ import annotations

import os
from pathlib import Path
from textwrap import wrap

from okrctl.core.values import safe
from okrctl.core.values.counted import counted
from okrctl.flows.console import Console, answered
from okrctl.shell.templates import LISTED, Template, load, load_folder, shipped
from okrctl.views.blocks import Line, document

USUAL = "ecommerce"
"""The template that is used where nobody names one."""

_WIDTH = 80


def names() -> list[str]:
    """The shipped templates."""
    return [manifest.id for manifest in shipped()]


def contents(name: str) -> str:
    """What a template asks for, what it writes, and its page."""
    folder = name not in names() and os.path.isdir(name)
    template = load_folder(Path(name), LISTED) if folder else load(name)
    return "\n".join(safe.line(line) for line in _shown(template))


def listing() -> str:
    """The shipped templates, one line each."""
    manifests = shipped()
    width = max((len(manifest.id) for manifest in manifests), default=0)
    return "\n".join(safe.line(f"{manifest.id:<{width}}  {manifest.title}") for manifest in manifests)


def asked(console: Console) -> str:
    """The template that a person chooses."""
    known = {manifest.id: manifest.title for manifest in shipped()}
    numbers = {str(number): name for number, name in enumerate(known, 1)}
    width = max(map(len, known))
    console.aside(document([Line((f"{at}  {name:<{width}}  {known[name]}",), 2) for at, name in numbers.items()]))

    def check(text: str) -> str | None:
        return None if text in numbers or text in known else "type the number or the name of a template"

    answer = answered(console, "Template, by number or name", check, USUAL)
    return numbers.get(answer, answer)


def _shown(template: Template) -> list[str]:
    manifest = template.manifest
    lines = [manifest.id if manifest.title == manifest.id else f"{manifest.id}: {manifest.title}"]
    if manifest.description:
        lines += ["", *wrap(manifest.description, _WIDTH)]
    if manifest.variables:
        lines += ["", "Asks for"]
        lines += [f"  --var {each.name}=…  {each.ask} ({each.default})" for each in manifest.variables]
    if manifest.turns:
        months = counted(manifest.turns.months, "month")
        lines += ["", f"In turn, {months} each (--departments chooses them and their order)"]
        lines += wrap(
            ", ".join(manifest.turns.departments),
            _WIDTH,
            initial_indent="  ",
            subsequent_indent="  ",
            break_on_hyphens=False,
        )
    lines += ["", "Writes", *(f"  {path}" for path, _ in template.files)]
    if template.page:
        path, text = template.page
        lines += ["", path, "", *(f"  {line}".rstrip() for line in text.rstrip("\n").split("\n"))]
    return lines
