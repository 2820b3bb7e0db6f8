"""``okrctl rule``: what a finding's code means."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Output, format_option
from okrctl.commands._settings import settings

PANEL = "In CI and git"


def command(
    ctx: typer.Context,
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A code, a beginning of codes (OKR2), or a name.")
    ] = None,
    format: Annotated[str, format_option("text", "markdown", "json")] = "text",
    output: Output = None,
) -> None:
    """Explain a rule of `validate`, or list all.

    A page says what the rule flags, why it matters, and what to do about it.
    """
    from okrctl.commands._codes import prefix
    from okrctl.commands._output import emit
    from okrctl.commands._report import write
    from okrctl.core.findings.rule import rules
    from okrctl.views.rules import rule_document, rules_document, rules_json, rules_markdown

    wanted = prefix(code) if code is not None else ""
    chosen = [rule for rule in rules() if rule.code.startswith(wanted)]
    if format == "markdown":
        emit(rules_markdown(chosen), output)
        return
    write(
        settings(ctx),
        format,
        output,
        document=lambda: rule_document(chosen[0]) if chosen[0].code == wanted else rules_document(chosen),
        data=lambda: rules_json(chosen),
    )
