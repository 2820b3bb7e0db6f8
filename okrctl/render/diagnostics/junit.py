"""JUnit XML: one suite per file, one case per finding, and one passing case for a file without findings."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.values.diagnostic import Diagnostic
from okrctl.core.values.safe import path as file_name
from okrctl.core.values.safe import xml
from okrctl.views.diagnostics import Report, sentence


def render(report: Report, width: int | None = None, ansi: bool = False) -> str:
    """The report; findings that don't make the run fail are passing cases with an output."""
    found: dict[str, list[Diagnostic]] = {path: [] for path in report.files}
    for each in report.diagnostics:
        found.setdefault(each.path, []).append(each)
    failures = sum(report.fails(each) for each in report.diagnostics)
    cases = sum(len(each) or 1 for each in found.values()) or 1
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="okrctl" tests="{cases}" failures="{failures}" errors="0">',
    ]
    for path, here in found.items() or [("okrctl", [])]:
        lines += _suite(report, path, here)
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(report: Report, path: str, found: list[Diagnostic]) -> Iterator[str]:
    name = xml(file_name(report.location(path)))
    failures = sum(report.fails(each) for each in found)
    yield f'  <testsuite name="{name}" tests="{len(found) or 1}" failures="{failures}" errors="0" skipped="0">'
    if not found:
        yield f'    <testcase name="no findings" classname="{name}"/>'
    for each in found:
        yield from _case(report, name, each)
    yield "  </testsuite>"


def _case(report: Report, name: str, found: Diagnostic) -> Iterator[str]:
    message = xml(sentence(found.message, found.help)).replace("\n", "&#10;")
    title = xml(f"{found.code} {found.name} ({found.span.line}:{found.span.column})")
    place = f"{name}:{found.span.line}:{found.span.column}"
    text = f"{place}: {found.code} {found.severity} {message}"
    yield f'    <testcase name="{title}" classname="{name}" file="{name}" line="{found.span.line}">'
    if report.fails(found):
        yield f'      <failure type="{xml(found.code)}" message="{message}">{text}</failure>'
    else:
        yield f"      <system-out>{text}</system-out>"
    yield "    </testcase>"
