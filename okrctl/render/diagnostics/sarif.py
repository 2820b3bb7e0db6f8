"""SARIF 2.1.0, for GitHub's code scanning."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from okrctl.core.values.diagnostic import Diagnostic, Severity, Span
from okrctl.core.values.safe import sarif_message
from okrctl.render.data import json as writer
from okrctl.views.diagnostics import Report, RuleInfo, sentence

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_INFORMATION = "https://pypi.org/project/okrctl/"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "note"}


def render(report: Report, width: int | None = None, ansi: bool = False) -> str:
    """One run with every rule and all findings."""
    rules = _rules(report)
    places = {rule.code: at for at, rule in enumerate(rules)}
    results = [_result(report, found, places[found.code], fingerprint) for found, fingerprint in report.fingerprinted()]
    driver = {
        "name": "okrctl",
        "semanticVersion": report.tool_version,
        "informationUri": _INFORMATION,
        "rules": [_rule(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "okrctl/validate/"},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return writer.render({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rules(report: Report) -> list[RuleInfo]:
    """All rules by code; a finding with an unknown rule gets one made from itself."""
    rules = {found.code: RuleInfo(found.code, found.name, found.severity, "", "") for found in report.diagnostics}
    rules |= {rule.code: rule for rule in report.rules()}
    return [rules[code] for code in sorted(rules)]


def _rule(rule: RuleInfo) -> dict[str, Any]:
    summary = _period(rule.summary or rule.name)
    page = rule.page.strip() or summary
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": _period(" ".join(page.partition("\n\n")[0].split()))},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["okr"], "precision": "very-high"},
    }


def _result(report: Report, found: Diagnostic, rule: int, fingerprint: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": _LEVELS[found.severity],
        "message": {"text": _period(sarif_message(sentence(found.message, found.help)))},
        "locations": [_location(report, found.path, found.span)],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }
    if found.related:
        result["relatedLocations"] = [
            {"id": number, **_location(report, spot.path, spot.span), "message": {"text": sarif_message(spot.message)}}
            for number, spot in enumerate(found.related, 1)
        ]
    return result


def _location(report: Report, path: str, span: Span) -> dict[str, Any]:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    uri = quote(report.location(path), safe="/", errors="surrogatepass")
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}


def _period(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else text + "."
