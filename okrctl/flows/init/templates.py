"""The templates for ``init``, and answers to their questions: from options, a person or defaults."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from textwrap import wrap

from okrctl.core.setup.template import Variable, first_day_problem, value_problem
from okrctl.core.values import safe
from okrctl.core.values.counted import counted
from okrctl.core.values.cycle import FIRST_YEAR, LAST_YEAR, parse_date
from okrctl.core.values.stop import Stop
from okrctl.flows.console import Check, Console, answered
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
        rows = wrap(", ".join(manifest.turns.departments), _WIDTH - 2, break_on_hyphens=False)
        lines += [f"  {row}" for row in rows]
    lines += ["", "Writes", *(f"  {path}" for path, _ in template.files)]
    if template.page:
        path, text = template.page
        lines += ["", path, "", *(f"  {line}".rstrip() for line in text.rstrip("\n").split("\n"))]
    return lines


def values_of(
    console: Console, variables: Sequence[Variable], given: Mapping[str, str], unused: Collection[str] = ()
) -> dict[str, str]:
    """A value for every variable; Stop if the template doesn't ask for one that was given.

    ``unused`` variables are not asked about.
    """
    asked = [variable.name for variable in variables]
    for name, value in given.items():
        if name not in asked:
            near = get_close_matches(name, asked, n=1)
            hint = f"did you mean {near[0]}?" if near else f"it asks for {', '.join(asked) or 'nothing'}"
            raise Stop(f"the template doesn't ask for {safe.line(name)}; {hint}")
        problem = value_problem(value)
        if problem:
            raise Stop(f"{name} {problem}")
    values = {}
    for variable in variables:
        if variable.name in given:
            values[variable.name] = given[variable.name].strip()
        elif variable.name in unused:
            values[variable.name] = variable.default
        else:
            values[variable.name] = _ask_or_take(console, variable.ask, variable.default, _value_problem).strip()
    return values


def first_day(console: Console, given: date | None, default: date) -> date:
    """The first day of the cycles."""
    chosen = given or parse_date(_ask_or_take(console, "When does your plan start? A date", str(default), _day_problem))
    assert chosen is not None
    problem = first_day_problem(chosen)
    if problem:
        raise Stop(problem)
    return chosen


def assignments(texts: Sequence[str]) -> dict[str, str]:
    """Values written as ``NAME=VALUE``."""
    values = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise Stop(f"--var {safe.line(text)} lacks a value; write NAME=VALUE")
        values[name] = value
    return values


def _day_problem(text: str) -> str | None:
    return None if parse_date(text) else f"'{text}' is not a date; write it as 2026-02-14 ({FIRST_YEAR} to {LAST_YEAR})"


def _ask_or_take(console: Console, question: str, default: str, check: Check) -> str:
    """On a terminal, ask until the answer is valid (Enter takes the default); otherwise take the default."""
    return answered(console, question, check, default) if console.interactive else default


def _value_problem(text: str) -> str | None:
    problem = value_problem(text)
    return problem and f"this {problem}"
