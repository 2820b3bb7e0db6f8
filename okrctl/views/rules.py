"""Rules as documents, Markdown and JSON: the list by family, and the page of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from okrctl.core.findings.rule import Rule
from okrctl.core.values.diagnostic import Severity
from okrctl.views.blocks import Blank, Block, Column, Document, Heading, Line, Prose, Run, Style, Table, document
from okrctl.views.records import TEXT, Record, listed, maybe, top

_RULE = Record("code name severity", {"needs": maybe(TEXT), "summary": TEXT, "page": TEXT})
SHAPE = top("okrctl/rules/v1", {"rules": listed(_RULE)})
_FAMILIES = {
    "OKR0": "File and syntax",
    "OKR1": "Keys and values",
    "OKR2": "References",
    "OKR3": "Measures",
    "OKR4": "Check-ins",
    "OKR5": "Between departments",
    "OKR6": "Writing",
    "OKR7": "Changes against a base",
    "OKR8": "What depends on the day",
    "OKR9": "Sources, import and policies",
}
_STYLES: dict[Severity, Style] = {"error": "bad", "warning": "warn", "advice": "info"}
_COLUMNS = (Column("Code"), Column("Name"), Column("Severity"), Column("Flags", shrink=True))


def rules_json(rules: Sequence[Rule]) -> dict[str, Any]:
    """Rules with their pages in Markdown."""
    return SHAPE.of(rules=[_RULE.of(rule, needs=_needs(rule)) for rule in rules])


def rules_document(rules: Sequence[Rule]) -> Document:
    """One line per rule, by family."""
    blocks: list[Block] = []
    for family, members in groupby(rules, key=lambda rule: rule.code[:4]):
        rows = tuple(
            (Run(rule.code, "strong"), rule.name, Run(rule.severity, _STYLES[rule.severity]), rule.summary)
            for rule in members
        )
        blocks += [Heading(f"{_FAMILIES.get(family, 'More')} ({family}xx)", level=2), Table(_COLUMNS, rows), Blank()]
    blocks.append(Line("okrctl rule CODE explains one; okrctl.yaml tunes them under `rules:`"))
    return document(blocks)


def rule_document(rule: Rule) -> Document:
    """The page of one rule."""
    needs = _needs(rule)
    note = (Run(rule.severity, _STYLES[rule.severity]), f", only with {needs}" if needs else "")
    return document([Heading(f"{rule.code} {rule.name}", note=note), *_paragraphs(rule.page)])


def rules_pages(rules: Sequence[Rule]) -> Document:
    """The pages of rules, one after the other."""
    return document([Prose(_page(rule)) for rule in rules])


def _page(rule: Rule) -> str:
    needs = _needs(rule)
    only = f"; only with `{needs}`" if needs else ""
    return f"## {rule.code} {rule.name}\n\n*{rule.severity}{only}*\n\n{rule.page}"


def _needs(rule: Rule) -> str | None:
    """The option that a rule needs to report anything."""
    return "--today" if rule.day else "--base" if rule.code.startswith("OKR7") else None


def _paragraphs(page: str) -> Iterator[Block]:
    for paragraph in page.split("\n\n"):
        yield Blank()
        # one line per list item, one for each other block
        for text in re.split(r"\n(?=[*-] )", paragraph):
            yield Line(" ".join(text.split()), hang=2 if text.startswith(("* ", "- ")) else 0)
