"""``okrctl rule``: what a finding's code means."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Output, format_option
from okrctl.commands._terminal import opened

PANEL = "In CI and git"


def command(
    ctx: typer.Context,
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A code, the start of codes (OKR2), or a name.")
    ] = None,
    format: Annotated[str, format_option("documents", "data")] = "text",
    output: Output = None,
) -> None:
    """Explain a rule of `validate`, or list all rules.

    Each page says what the rule flags, why it matters, and what to do about it.

    For example: okrctl rule OKR601
    """
    from okrctl.commands._output import write
    from okrctl.core.findings.rule import rules
    from okrctl.flows.validate.codes import prefix
    from okrctl.views.rules import rule_document, rules_document, rules_json, rules_pages

    settings, _ = opened(ctx)
    wanted = prefix(code) if code is not None else ""
    chosen = [rule for rule in rules() if rule.code.startswith(wanted)]
    write(
        settings,
        format,
        output,
        screens=lambda: rule_document(chosen[0]) if chosen[0].code == wanted else rules_document(chosen),
        pages=lambda: rules_pages(chosen),
        data=lambda: rules_json(chosen),
    )
