"""What people get wrong in YAML: said in their words, at the place of the mistake, the same with both parsers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.loading.facts import department_facts
from tests.kit.harness import run_cli

HEAD = "okrctl: 1\ndepartment: marketing\n"

# text behind the head; line, column and end column counted from line 3; words of the message; words of the help
MISTAKES: dict[str, tuple[str, int, int, int, str, str]] = {
    "two colons": ("name: Sales: grow\n", 1, 7, 18, "colon and a space", "write name: 'Sales: grow'"),
    "two colons in an item": ("kpis:\n  - title: Sales: it's\n", 2, 12, 23, "colon", 'write - title: "Sales: it\'s"'),
    "two colons in braces": ("kpis: [{title: Sales: grow, id: a}]\n", 1, 16, 27, "colon", "write 'Sales: grow'"),
    "a colon at the end": ("name: Sales:\n", 1, 7, 13, "colon", "write name: 'Sales:'"),
    "per cent": ("kpis:\n  - unit: %\n", 2, 11, 12, "starts with %", "write - unit: '%'"),
    "per cent in braces": ("kpis: [{unit: %, id: a}]\n", 1, 15, 16, "starts with %", "write '%…'"),
    "an at sign": ("lead: @ana\n", 1, 7, 11, "starts with @", "write lead: '@ana'"),
    "a backtick": ("name: `x` y\n", 1, 7, 12, "starts with `", "write name: '`x` y'"),
    "a star": ("name: *important*\n", 1, 7, 18, "starts with *", "write name: '*important*'"),
    "a star and more": ("name: *very important\n", 1, 7, 22, "starts with *", "'*very important'"),
    "an ampersand": ("name: & co\n", 1, 7, 11, "starts with &", "write name: '& co'"),
    "greater than": ("name: > 5\n", 1, 7, 10, "starts with >", "write name: '> 5'"),
    "a bar": ("name: | x\n", 1, 7, 10, "starts with |", "write name: '| x'"),
    "a tab": ("kpis:\n\t- id: a\n", 2, 1, 2, "a tab", "indent with spaces"),
    "a tab after spaces": ("kpis:\n  - id: a\n  \ttitle: b\n", 3, 3, 4, "a tab", "indent with spaces"),
    "a no-break space": ("kpis:\n\u00a0\u00a0a: 1\n  b: 2\n", 2, 1, 3, "no-break space", "retype the spaces"),
    "a no-break space behind": ("name:\u00a0Sales\nlead: x\n", 1, 6, 7, "no-break space (U+00A0)", "retype it"),
    "an ideographic space": ("name:\u3000Sales\nlead: x\n", 1, 6, 7, "ideographic space (U+3000)", "retype it"),
    "a full-width colon": ("name：Sales\nlead: x\n", 1, 5, 6, "fullwidth colon (U+FF1A)", "retype it"),
    "one in a list": ("kpis:\n  - id:\u00a0a\n    title: b\n", 2, 8, 9, "no-break space (U+00A0)", "retype it"),
    "a quote not closed": ('name: "Sales\nlead: x\n', 1, 7, 13, "not closed", "same quote mark"),
    "an apostrophe": ("name: 'We're first'\n", 1, 7, 20, "apostrophe", 'write name: "We\'re first"'),
    "behind a quote": ('name: "5" screens\n', 1, 7, 18, "after a quoted text", "write name: '\"5\" screens'"),
    "after brackets": ("name: [Draft] Grow\n", 1, 7, 19, "after brackets", "write name: '[Draft] Grow'"),
    "behind braces": ("name: {x} foo\n", 1, 7, 14, "after brackets", "write name: '{x} foo'"),
    "a bracket not closed": ("kpis: [{id: a}\nlead: x\n", 1, 7, 8, "this [ is not closed", "add the ]"),
    "a brace not closed": ("kpis:\n  - {id: a\nlead: x\n", 2, 5, 6, "this { is not closed", "add the }"),
    "a bracket too many": ("kpis: []]\n", 1, 9, 10, "this ] has no opening bracket", "remove it"),
    "a comma too many": ("kpis: [{id: a, , b: c}]\n", 1, 16, 17, "comma too many", "remove it"),
    "a comma missing": ("kpis: [{id: 'a' b: c}]\n", 1, 17, 18, "a comma is missing", "put a comma"),
    "no space behind a colon": ("kpis:\n  - id:seo\n    title: X\n", 2, 7, 8, "space is missing", "write - id: seo"),
    "no space in a line alone": ("lead:Ana\nname: x\n", 1, 5, 6, "space is missing", "write lead: Ana"),
    "too deep": ("kpis:\n  - id: a\n      title: b\n", 3, 7, 15, "indented below a key", "column 5"),
    "not deep enough": ("kpis:\n  - id: a\n   title: b\n", 3, 4, 5, "structure is broken here", "same column"),
    "an item too deep": ("kpis:\n- id: a\n - id: b\n", 3, 2, 3, "list item isn't allowed", "items of one list"),
    "a merge conflict": ("<<<<<<< HEAD\nname: a\n=======\nname: b\n", 1, 1, 13, "merge conflict", "choose between"),
    "a backslash": ('name: "C:\\users"\n', 1, 10, 12, "backslash", "single quotes"),
    "a directive": ("name: x\n%YAML 1.3\n", 2, 1, 2, "directives", "remove the line"),
}


def found(folder: Path, text: str) -> list[dict[str, Any]]:
    """The findings of the front door, but advice."""
    (folder / "okrctl.yaml").write_text("okrctl: 1\norganization: Northwind\n")
    (folder / "okrs").mkdir(exist_ok=True)
    (folder / "okrs" / "a.yaml").write_text(text, encoding="utf-8")
    ran = run_cli("validate", "--format", "json", cwd=folder)
    diagnostics: list[dict[str, Any]] = json.loads(ran.out)["diagnostics"]
    assert ran.code == (1 if any(each["severity"] == "error" for each in diagnostics) else 0)
    return [each for each in diagnostics if each["severity"] != "advice"]


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_recognised(name: str, tmp_path: Path) -> None:
    text, line, column, end, message, help = MISTAKES[name]
    (only,) = found(tmp_path, HEAD + text)
    assert only["code"] == "OKR003"
    assert (only["line"], only["column"], only["end_line"], only["end_column"]) == (line + 2, column, line + 2, end)
    assert message in only["message"]
    assert help in only["help"]


@pytest.mark.parametrize("name", MISTAKES)
def test_both_parsers_tell_it_alike(name: str) -> None:
    text = HEAD + MISTAKES[name][0]
    assert department_facts("a", text, pure=True) == department_facts("a", text, pure=False)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("name: We rank #1\n", 3, 15, "ends before #1,"),
        ("name: #1 in search\n", 3, 7, "the text is missing: YAML reads #1 in search"),
        ("kpis:\n  - {id: a, title: Rank #1\n    }\n", 4, 25, "ends before #1,"),
        ("name: &co and more\n", 3, 7, "YAML reads &co as an anchor"),
    ],
)
def test_swallowed_text_is_a_warning(text: str, line: int, column: int, words: str, tmp_path: Path) -> None:
    (only,) = found(tmp_path, HEAD + text)
    assert (only["code"], only["severity"], only["line"], only["column"]) == ("OKR009", "warning", line, column)
    assert words in only["message"]
    assert "quote the whole text" in only["help"]


@pytest.mark.parametrize(
    "text",
    [
        "name: We rank '#1' first # in search\n",
        "name: 'We rank #1'\n",
        "weight: 2 #of all\n",
        "name: C#\n",
        "name: a#1\n",
        "kpis: #none yet\n  - {id: a, title: B}\n",
        "name: x #okrctl: ignore[OKR101]\n",
        "lead: &who Ana\nname: *who\n",
        "name: |\n  We rank #1\n",
    ],
)
def test_comments_and_anchors_that_are_meant(text: str) -> None:
    assert not [each for each in department_facts("a", HEAD + text).problems if each.rule == "cut-off-text"]


@pytest.mark.parametrize("pure", [True, False])
@pytest.mark.parametrize(
    "text", ["name:\tSales\n", "kpis: [\t{id: a,\ttitle: b}\t]\n", "name: Sales\t# why\n", "name: 'x'\t\n"]
)
def test_tabs_that_are_no_indentation(text: str, pure: bool) -> None:
    assert department_facts("a", HEAD + text, pure=pure).problems == ()


def test_a_decimal_comma_in_braces_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Shop\n")
    (tmp_path / "okrs").mkdir()
    file = tmp_path / "okrs/a.yaml"
    for written, told in (("12,5", "`5`"), ("12,5%", "`5%`"), ("1,250", "`250`")):
        file.write_text(
            "okrctl: 1\ndepartment: a\nlead: Ana\ncycle: 2026-Q1\nobjectives:\n  - id: b\n    title: More\n"
            f"    key_results:\n      - {{id: c, title: Grow, baseline: 0, target: {written}}}\n"
        )
        found = json.loads(run_cli("validate", "--select", "OKR101", "--format", "json", cwd=tmp_path).out)[
            "diagnostics"
        ]
        assert [told in each["message"] for each in found] == [True]
        assert "write decimals with a point (12.5)" in found[0]["help"]
