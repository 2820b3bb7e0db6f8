"""``okrctl rule``: what a finding's code means."""

from okrctl.commands._options import argument
from okrctl.commands._report import Report, report

PANEL = "In CI and git"


@report("documents", "data", refs=False, filters=())
def command(
    report: Report,
    code: str | None = argument("[CODE]", "A code, the start of codes (OKR2), or a name."),
) -> None:
    """Explain a rule of `validate`, or list all rules.

    Each page says what the rule flags, why it matters, and what to do about it.

    For example: okrctl rule OKR601
    """
    from okrctl.core.findings.rule import rules
    from okrctl.flows.validate.codes import prefix
    from okrctl.views.rules import rule_document, rules_document, rules_json, rules_pages

    wanted = prefix(code) if code is not None else ""
    chosen = [rule for rule in rules() if rule.code.startswith(wanted)]
    report.write(
        screens=lambda: rule_document(chosen[0]) if chosen[0].code == wanted else rules_document(chosen),
        pages=lambda: rules_pages(chosen),
        data=lambda: rules_json(chosen),
    )
