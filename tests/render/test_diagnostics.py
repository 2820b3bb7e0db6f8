"""The report of a validation in every format, read by what reads them elsewhere."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from junitparser import JUnitXml

from okrctl.core.values.diagnostic import Diagnostic, RelatedSpot, Span
from okrctl.core.values.width import width
from okrctl.render import formats, renderer
from okrctl.views.diagnostics import Report, RuleInfo
from tests.kit.sizes import shared_data

SOURCE = """\
okrctl: 1
department: marketing
objectives:
  - id: seo
    title: Be found first
    supports: [founder/market-shar]
\tdepends_on: x
  - id: seo
    note: "日本語 𐐀 weiß" # and after
"""
MARKETING = "okrs/marketing.yaml"
UNKNOWN = Diagnostic(
    "OKR202",
    "unknown-reference",
    "error",
    "no objective or key result has this id",
    "did you mean founder/market-share?",
    MARKETING,
    Span(6, 16, 6, 35),
)
TAB = Diagnostic(
    "OKR003",
    "tab",
    "warning",
    "YAML wants blanks here",
    "write\n    depends_on: x",
    MARKETING,
    Span(7, 2, 7, 12),
)
TWICE = Diagnostic(
    "OKR204",
    "duplicate-id",
    "error",
    "seo is used twice",
    None,
    MARKETING,
    Span(8, 9, 8, 12),
    (
        RelatedSpot(MARKETING, Span(4, 9, 4, 12), "first used here"),
        RelatedSpot("okrs/other.yaml", Span(104, 9, 104, 12), "and here"),
    ),
)
WIDE = Diagnostic("OKR601", "vague", "advice", "says little", None, MARKETING, Span(9, 16, 9, 22))
BLOCK = Diagnostic("OKR602", "long", "advice", "a long one", None, MARKETING, Span(8, 5, 9, 10))
UNREAD = Diagnostic(
    "OKR001", "unreadable", "error", "permission denied", "look", "okrs/odd näme.yaml", Span(1, 1, 1, 1)
)
RULES = (
    RuleInfo(
        "OKR202", "unknown-reference", "error", "A reference names nothing.", "A reference names nothing.\n\nMore."
    ),
    RuleInfo("OKR999", "never-seen", "advice", "Never seen", "Never seen."),
)
CONTRACT = {"text", "concise", "json", "jsonl", "github", "gitlab", "junit", "sarif", "rdjson"}
FILES = (MARKETING, "okrs/clean.yaml", "okrs/odd näme.yaml")
REPORT = Report((UNKNOWN, TAB, TWICE, BLOCK, WIDE, UNREAD), FILES, {MARKETING: SOURCE}, lambda: RULES, "1.2.3")
WHOLE = replace(REPORT, whole=True)
EMPTY = Report((), ("okrs/clean.yaml",), {}, lambda: RULES, "1.2.3")

TEXT = """\
okrs/marketing.yaml:6:16: OKR202 error unknown-reference
  │
6 │     supports: [founder/market-shar]
  │                ^^^^^^^^^^^^^^^^^^^ no objective or key result has this id
  = did you mean founder/market-share?

okrs/marketing.yaml:7:2: OKR003 warning tab
  │
7 │     depends_on: x
  │     ^^^^^^^^^^ YAML wants blanks here
  = write
        depends_on: x

okrs/marketing.yaml:8:9: OKR204 error duplicate-id
    │
  8 │   - id: seo
    │         ^^^ seo is used twice
    ↳ okrs/marketing.yaml:4:9: first used here
  4 │   - id: seo
    ↳ okrs/other.yaml:104:9: and here

okrs/marketing.yaml:8:5: OKR602 advice long
  │
8 │   - id: seo
  │     ^^^^^^^ a long one

okrs/marketing.yaml:9:16: OKR601 advice vague
  │
9 │     note: "日本語 𐐀 weiß" # and after
  │                   ^^^^^^ says little

okrs/odd näme.yaml:1:1: OKR001 error unreadable
  │ permission denied
  = look

3 files: 3 errors, 1 warning, 2 advice · okrctl rule OKR202 explains
"""

CONCISE = """\
okrs/marketing.yaml:6:16: OKR202 error no objective or key result has this id
okrs/marketing.yaml:7:2: OKR003 warning YAML wants blanks here
okrs/marketing.yaml:8:9: OKR204 error seo is used twice
okrs/marketing.yaml:8:5: OKR602 advice a long one
okrs/marketing.yaml:9:16: OKR601 advice says little
okrs/odd näme.yaml:1:1: OKR001 error permission denied
"""


def rendered(name: str, report: Report = REPORT) -> str:
    return renderer(formats("diagnostics", "annotations")[name], name)(report)


def loaded(name: str, report: Report = REPORT) -> Any:
    return json.loads(rendered(name, report))


def test_the_formats_of_the_contract_are_there() -> None:
    assert set(formats("diagnostics", "annotations")) == CONTRACT


def test_text() -> None:
    assert rendered("text", WHOLE) == TEXT


def test_text_sums_up_advice_rule_by_rule() -> None:
    again = replace(WIDE, span=Span(10, 1, 10, 2))
    shown = rendered("text", replace(REPORT, diagnostics=(*REPORT.diagnostics, again)))
    assert shown.count("OKR601") == 1
    assert "  2  OKR601 vague  okrs/marketing.yaml:9:16 and 1 more\n  1  OKR602 long " in shown
    assert "Advice  okrctl validate --all shows each in full\n" in shown
    assert "3 files: 3 errors, 1 warning, 3 advice" in shown


def test_text_on_a_terminal_fits_and_wraps() -> None:
    long = replace(UNKNOWN, message="word " * 30 + "end", help="do this " * 20 + "now")
    shown = renderer("diagnostics", "text")(replace(REPORT, diagnostics=(long,)), 60)
    assert all(width(line) <= 60 for line in shown.splitlines())
    assert shown.count("word") == 30
    assert "  │                ^^^^^^^^^^^^^^^^^^^\n  │ word word" in shown


def test_text_shows_the_right_part_of_an_endless_line() -> None:
    source = "x: " + "ab " * 20_000 + "HERE" + " cd" * 20_000
    at = source.index("HERE") + 1
    found = replace(UNKNOWN, span=Span(1, at, 1, at + 4), help=None)
    lines = renderer("diagnostics", "text")(Report((found,), (MARKETING,), {MARKETING: source}), 80).splitlines()
    assert all(width(line) <= 80 for line in lines)
    assert lines[2][lines[3].index("^") :].startswith("HERE")


def test_text_colours_severities() -> None:
    shown = renderer("diagnostics", "text")(WHOLE, None, True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == TEXT
    for look in ("\x1b[31merror", "\x1b[33mwarning", "\x1b[36madvice"):
        assert look in shown


def test_text_of_a_clean_run() -> None:
    assert rendered("text", EMPTY) == "✓ 1 file: no findings\n"


def test_text_stops_somewhere_and_says_so_with_the_worst_kept() -> None:
    many = tuple(replace(WIDE, span=Span(9, 16, 9, 22), message=f"number {n}") for n in range(30))
    report = replace(WHOLE, diagnostics=(*many, UNREAD), shown_at_most=10)
    shown = rendered("text", report)
    assert shown.count("OKR601 advice") == 9
    assert "OKR001 error" in shown
    assert "21 more findings are not shown" in shown
    assert "1 error, 30 advice" in shown
    assert Report().shown_at_most == 2000


def test_a_position_past_the_end_of_the_source_is_no_trouble() -> None:
    for span in (Span(99, 1, 99, 1), Span(1, 500, 1, 500), Span(9, 1, 99, 9)):
        assert "no objective" in rendered("text", replace(REPORT, diagnostics=(replace(UNKNOWN, span=span),)))


def test_concise() -> None:
    assert rendered("concise") == CONCISE
    assert rendered("concise", EMPTY) == ""


def test_json() -> None:
    found = loaded("json")
    assert found["schema"] == "okrctl/diagnostics/v1"
    assert found["summary"] == {"error": 3, "warning": 1, "advice": 2, "files": 3}
    assert found["diagnostics"][2] == {
        "code": "OKR204",
        "name": "duplicate-id",
        "severity": "error",
        "message": "seo is used twice",
        "help": None,
        "path": MARKETING,
        "line": 8,
        "column": 9,
        "end_line": 8,
        "end_column": 12,
        "related": [
            {
                "path": MARKETING,
                "line": 4,
                "column": 9,
                "end_line": 4,
                "end_column": 12,
                "message": "first used here",
            },
            {
                "path": "okrs/other.yaml",
                "line": 104,
                "column": 9,
                "end_line": 104,
                "end_column": 12,
                "message": "and here",
            },
        ],
    }
    assert loaded("json", EMPTY) == {
        "schema": "okrctl/diagnostics/v1",
        "diagnostics": [],
        "summary": {"error": 0, "warning": 0, "advice": 0, "files": 1},
    }


def test_jsonl_has_the_same_objects_a_line_each() -> None:
    assert [json.loads(line) for line in rendered("jsonl").splitlines()] == loaded("json")["diagnostics"]
    assert rendered("jsonl", EMPTY) == ""


def test_github_annotations_come_worst_first_and_the_list_follows() -> None:
    lines = rendered("github").splitlines()
    commands, rest = lines[:6], lines[6:]
    assert commands[0] == (
        "::error file=okrs/marketing.yaml,line=6,endLine=6,col=16,endColumn=35,title=OKR202 unknown-reference"
        "::no objective or key result has this id%0Adid you mean founder/market-share?"
    )
    assert [line.split()[0] for line in commands] == ["::error"] * 3 + ["::warning"] + ["::notice"] * 2
    assert commands[3].endswith("::YAML wants blanks here%0Awrite%0A    depends_on: x")
    assert "line=8,endLine=9,title=" in commands[4], "no columns where a finding spans lines"
    assert "\n".join(rest) + "\n" == CONCISE
    assert rendered("github", EMPTY) == ""


def test_github_escapes_messages_and_properties() -> None:
    odd = replace(UNKNOWN, message="100% a:b,c\nnext", path="okrs/a:b,c%.yaml", help=None)
    [command, _] = rendered("github", replace(REPORT, diagnostics=(odd,))).splitlines()
    assert "file=okrs/a%3Ab%2Cc%25.yaml," in command
    assert command.endswith("::100%25 a:b,c%0Anext")


def test_hosting_servers_get_paths_from_the_root_of_the_repository() -> None:
    report = replace(REPORT, prefix="planning/")
    assert "file=planning/okrs/marketing.yaml," in rendered("github", report)
    assert loaded("json", report)["diagnostics"][0]["path"] == "planning/okrs/marketing.yaml"
    assert loaded("gitlab", report)[0]["location"]["path"] == "planning/okrs/marketing.yaml"
    assert loaded("rdjson", report)["diagnostics"][0]["location"]["path"] == "planning/okrs/marketing.yaml"
    assert '"planning/okrs/marketing.yaml"' in rendered("sarif", report)
    assert rendered("text", replace(report, whole=True)) == TEXT


def test_gitlab_has_the_fields_of_a_code_quality_report() -> None:
    found = loaded("gitlab")
    assert found[0] == {
        "description": "OKR202: no objective or key result has this id; did you mean founder/market-share?",
        "check_name": "unknown-reference",
        "fingerprint": found[0]["fingerprint"],
        "severity": "major",
        "location": {"path": MARKETING, "lines": {"begin": 6}},
    }
    assert {each["severity"] for each in found} <= {"info", "minor", "major", "critical", "blocker"}
    assert loaded("gitlab", EMPTY) == []


def test_fingerprints_are_unique_and_survive_a_shift() -> None:
    twins = replace(REPORT, diagnostics=(UNKNOWN, UNKNOWN, replace(UNKNOWN, span=Span(5, 5, 5, 10))))
    prints = [each["fingerprint"] for each in loaded("gitlab", twins)]
    assert len(set(prints)) == 3
    moved = Report((replace(UNKNOWN, span=Span(8, 16, 8, 35)),), FILES, {MARKETING: "# one\n# two\n" + SOURCE})
    assert loaded("gitlab", moved)[0]["fingerprint"] == prints[0]


def test_junit_has_a_suite_a_file() -> None:
    suites = {suite.name: suite for suite in JUnitXml.fromstring(rendered("junit").encode())}
    assert list(suites) == list(FILES)
    assert (suites[MARKETING].tests, suites[MARKETING].failures) == (5, 2)
    [clean] = suites["okrs/clean.yaml"]
    assert (clean.name, clean.is_passed) == ("no findings", True)
    first, warning, *_ = suites[MARKETING]
    assert first.name == "OKR202 unknown-reference (6:16)"
    assert first.result[0].message == "no objective or key result has this id; did you mean founder/market-share?"
    assert warning.is_passed
    root = ElementTree.fromstring(rendered("junit"))
    assert (root.get("tests"), root.get("failures")) == ("7", "3")


def test_junit_counts_as_failed_what_fails_the_run() -> None:
    root = ElementTree.fromstring(rendered("junit", replace(REPORT, fail_on="warning")))
    assert root.get("failures") == "4"


def test_junit_without_any_file_is_one_passing_case() -> None:
    [suite] = JUnitXml.fromstring(rendered("junit", Report()).encode())
    assert [case.is_passed for case in suite] == [True]


def test_rdjson_fits_its_schema_and_counts_columns_in_bytes() -> None:
    found = loaded("rdjson")
    wide = found["diagnostics"][4]
    assert wide["location"]["range"] == {"start": {"line": 9, "column": 22}, "end": {"line": 9, "column": 32}}
    assert [each["severity"] for each in found["diagnostics"]] == ["ERROR", "WARNING", "ERROR", "INFO", "INFO", "ERROR"]
    folder = shared_data("rdjson")
    if not folder.exists():
        pytest.skip("the shared test data is not there (../shared/data or OKRCTL_TEST_DATA)")
    schema = json.loads((folder / "DiagnosticResult.json").read_text(encoding="utf-8"))
    for report in (REPORT, EMPTY):
        jsonschema.Draft4Validator(schema).validate(loaded("rdjson", report))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(schema).validate({"diagnostics": [{"severity": "BAD"}]})


def test_sarif_fits_its_schema() -> None:
    file = shared_data("sarif") / "sarif-schema-2.1.0.json"
    if not file.exists():
        pytest.skip("the shared test data is not there (../shared/data or OKRCTL_TEST_DATA)")
    validator = jsonschema.Draft7Validator(json.loads(file.read_text(encoding="utf-8")))
    for report in (REPORT, EMPTY):
        validator.validate(loaded("sarif", report))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({"version": "2.1.0", "runs": [{"results": []}]})


def test_sarif_has_all_rules_and_complete_results() -> None:
    [run] = loaded("sarif")["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["OKR001", "OKR003", "OKR202", "OKR204", "OKR601", "OKR602", "OKR999"]
    assert rules[2]["defaultConfiguration"] == {"level": "error"}
    assert rules[2]["help"]["markdown"] == "A reference names nothing.\n\nMore."
    assert run["tool"]["driver"]["semanticVersion"] == "1.2.3"
    first = run["results"][0]
    assert first["level"] == "error"
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "OKR202"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": MARKETING},
        "region": {"startLine": 6, "startColumn": 16, "endLine": 6, "endColumn": 35},
    }
    assert [each["level"] for each in run["results"]] == ["error", "warning", "error", "note", "note", "error"]
    assert run["results"][2]["relatedLocations"][1]["message"] == {"text": "and here"}
    assert (
        run["results"][5]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "okrs/odd%20n%C3%A4me.yaml"
    )
    prints = [each["partialFingerprints"]["primaryLocationLineHash"] for each in run["results"]]
    assert len(set(prints)) == len(prints)
    [clean] = loaded("sarif", EMPTY)["runs"]
    assert clean["results"] == []
    assert len(clean["tool"]["driver"]["rules"]) == 2


MULTITOOL = shutil.which("Sarif.Multitool")


@pytest.mark.skipif(not MULTITOOL, reason="Sarif.Multitool (npm's @microsoft/sarif-multitool-linux) is not on the PATH")
def test_sarif_satisfies_githubs_rules(tmp_path: Path) -> None:
    (tmp_path / "x.sarif").write_text(rendered("sarif"), encoding="utf-8")
    options = ["--rule-kind", "Sarif;Ghas", "--level", "Error", "--output", "out.sarif"]
    subprocess.run([str(MULTITOOL), "validate", "x.sarif", *options], cwd=tmp_path, check=False, timeout=120)
    [run] = json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8-sig"))["runs"]
    assert run["invocations"][0]["executionSuccessful"]
    assert [each for each in run.get("results", []) if each.get("level") == "error"] == []
