"""Hostile texts in everything a company writes, in every format of every command: nothing in any cell is live.

What there is to look at is found, not listed: a command that is added and not looked at here fails a test, and so do a
format that no detector knows and a module that writes past the sanitiser.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any
from xml.etree import ElementTree

import pytest
from junitparser import JUnitXml

from okrctl import cli, commands, render
from okrctl.core.values import safe
from tests.kit.harness import run_cli
from tests.kit.hostile import OWN, hidden, links_and_pings, markdown_to_html
from tests.kit.hostile import commands as runner_commands
from tests.kit.hostile_company import DAY, build, department, loadable, odd_names, settings
from tests.kit.html_page import Page
from tests.kit.repos import Repo
from tests.kit.sizes import nightly

Record = Callable[[str, object], None]

# Each command with what it is told; {x} stands for a payload where only one can be given.
LOOKS: dict[str, list[list[str]]] = {
    "validate": [["--today", "--base", "HEAD~1", "--author", "@x"]],
    "status": [["--all"], ["d0"]],
    "score": [[], ["d0/goal", "--explain"]],
    "show": [["d1/goal"], ["d2/moves"], ["d3/watch"], ["d4/steps"]],
    "tree": [[]],
    "report": [[]],
    "form": [["d1"], ["{x}"]],
    "help": [[], ["status"], ["{x}"]],
    "metrics": [["list"], ["tree"], ["show", "{x}"], ["tree", "{x}"]],
    "deps": [[]],
    "due": [["--within", "30d"]],
    "history": [["d1/moves"], ["d2/goal"]],
    "forecast": [[]],
    "diff": [["HEAD~1..HEAD"]],
    "export": [[], ["--format", "csv"]],
    "completion": [["bash"]],
    "health": [[]],
    "review": [[], ["d1"], ["{x}"]],
    "retro": [["2025-Q4"], ["2026-Q1"]],
    "rule": [[], ["OKR202"], ["{x}"]],
    "schema": [[]],
    "templates": [[], ["{x}"], ["show", "{x}"], ["list", "{x}"]],
    "checkin": [
        ["d1", "--set", "moves=120", "--kr-note", "moves={x}", "--note", "{x}", "--by", "{x}", "--dry-run"],
        ["d1", "--set", "moves=120", "--note", "{x}", "--by", "ana", "--print"],
        ["d1", "--set", "{x}", "--by", "ana", "--dry-run"],
        ["d1", "--from", "-", "--by", "ana", "--dry-run"],
        ["{x}", "--set", "moves=1"],
    ],
    "close": [["d1/goal", "--learned", "{x}", "--dry-run"], ["{x}"]],
    "amend": [
        ["d1/moves", "--to", "{x}", "--why", "{x}", "--dry-run"],
        ["d1/goal", "--to", "title={x}", "--why", "{x}"],
    ],
    "drop": [["d1/moves", "--why", "{x}", "--dry-run"], ["{x}", "--why", "x"]],
    "ask": [
        ["d1/goal", "--for", "d2/goal", "--need", "{x}", "--dry-run"],
        ["{x}", "--for", "{x}", "--need", "x", "--dry-run"],
    ],
    "remove": [["d1/moves", "--dry-run"], ["{x}", "--dry-run"]],
    "import": [["okrs", "--dry-run"], ["{x}", "--dry-run"]],
    "confirm": [["d1/steps", "--for", "d2/goal", "--dry-run"], ["{x}", "--for", "{x}"]],
    "rename": [["d1/goal", "{x}"], ["d1/goal", "new-goal", "--dry-run"]],
    "rollover": [["--from", "2025-Q4", "--to", "2026-Q2", "--no-input", "--department", "d1", "--dry-run"]],
    "journal": [["d1", "--layout", "file-per-check-in", "--dry-run"], ["{x}"]],
    "new": [
        ["objective", "d1", "--title", "{x}", "--why", "{x}", "--owner", "{x}", "--cycle", "2026-Q1", "--dry-run"],
        ["key-result", "d1/goal", "--title", "{x}", "--unit", "{x}", "--count", "3", "--dry-run"],
        ["kpi", "d1", "--title", "{x}", "--at-most", "{x}", "--dry-run"],
        ["department", "{x}", "--dry-run"],
    ],
    "pull": [["--dry-run"], ["{x}", "--dry-run"]],
    "init": [
        ["--dry-run", "--organization", "{x}", "fresh"],
        ["--template", "{x}", "--dry-run", "fresh"],
        ["--from", "{x}", "--dry-run", "fresh"],
        ["--departments", "{x}", "--dry-run", "fresh"],
    ],
    "git": [["setup", "--check"]],
    "merge-driver": [["base.yaml", "ours.yaml", "theirs.yaml", "{x}"]],
}
ARGUMENTS = [text for text in OWN if text.strip() and "\0" not in text]


def formats_of(name: str) -> list[str]:
    """The formats that a command offers, read from its own help."""
    found: Any = cli.build(name)
    options = [option for option in found.params if "--format" in option.opts]
    listed = re.search(r"The output format: ([^.]*)\.", options[0].help) if options else None
    return listed[1].split(", ") if listed else [""]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return build(tmp_path_factory.mktemp("hostile") / "shop", loadable())


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company of two departments, for what is typed on the command line."""
    root = tmp_path_factory.mktemp("small")
    for path in ("okrs", "base.yaml", "ours.yaml", "theirs.yaml"):
        (root / path).mkdir() if path == "okrs" else (root / path).write_text(f"okrctl: 1\ndepartment: {path[:3]}\n")
    (root / "okrctl.yaml").write_text(json.dumps(settings(["a", "b", "c"])))
    for number in (1, 2):
        (root / "okrs" / f"d{number}.yaml").write_text(json.dumps(department(number, "A plain text")))
    return root


def lines_are_plain(written: str, allowed: str = "\n") -> None:
    found = [char for char in hidden(written) if char not in allowed]
    assert not found, (found[:3], near(written, found[0]))
    assert not runner_commands(written), runner_commands(written)[:3]


def near(text: str, part: str) -> str:
    at = text.index(part)
    return text[max(0, at - 60) : at + 40]


def in_markdown(written: str) -> None:
    lines_are_plain(written)
    read = markdown_to_html(written)
    tags = {"h1", "h2", "h3", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td", "em", "code"}
    assert set(read.tags) <= tags | {"pre", "details", "summary"}, set(read.tags) - tags
    assert not links_and_pings("".join(read.text)), links_and_pings("".join(read.text))


def in_own_markdown(written: str) -> None:
    """Pages that nobody but us has written."""
    lines_are_plain(written)


def in_json(written: str) -> None:
    lines_are_plain(written)
    json.loads(written)


def in_json_lines(written: str) -> None:
    lines_are_plain(written)
    for line in written.splitlines():
        json.loads(line)


def in_csv(written: str) -> None:
    lines_are_plain(written)
    for row in csv.reader(io.StringIO(written)):
        for cell in row:
            for part in (cell, *re.split(r";\s?", cell)[1:]):
                harmless = re.fullmatch(r"\s*[+-][\d.]+(e[+-]?\d+)?\s?(%|pp)?\s*|-", part, re.IGNORECASE)
                aside = part is not cell and re.match(r"\s*[+-][\d.\s]", part)
                assert part.lstrip()[:1] not in tuple("=+-@\uff1d\uff0b\uff0d\uff20") or harmless or aside, cell


def in_annotations(written: str) -> None:
    own = re.compile(r"::(error|warning|notice) file=[^:,]*(,(line|endLine|col|endColumn|title)=[^:,]*)*::")
    lines_are_plain("\n".join(own.sub("", line) for line in written.splitlines()), "\n\t")


def in_xml(written: str) -> None:
    lines_are_plain(written, "\n\t")
    JUnitXml.fromstring(written.encode())


def in_sarif(written: str) -> None:
    in_json(written)
    results = json.loads(written)["runs"][0]["results"]
    texts = [each["message"]["text"] for one in results for each in (one, *one.get("relatedLocations", []))]
    assert texts
    assert not [text for text in texts if "](" in text or re.search(r"(?<![A-Za-z0-9])@\w", text)]


def in_rdjson(written: str) -> None:
    in_json(written)
    for each in json.loads(written)["diagnostics"]:
        assert not links_and_pings("".join(markdown_to_html(each["message"]).text)), each["message"]


def in_svg(written: str) -> None:
    lines_are_plain(written)
    tags = {each.tag.removeprefix("{http://www.w3.org/2000/svg}") for each in ElementTree.fromstring(written).iter()}
    assert tags <= {"svg", "title", "style", "defs", "marker", "path", "rect", "text", "g"}
    assert not re.search(r"\son\w+=|href|url\((?!#okr-)|@import", re.sub(r">[^<]*<", "><", written))


def in_mermaid(written: str) -> None:
    lines_are_plain(written)
    allowed = (
        r"flowchart LR|  (  )?n\d+\[\"[^\"]*\"\]|  subgraph g\d+\[\"[^\"]*\"\]|  end|  n\d+ -->(\|\"[^\"]*\"\|)? n\d+"
    )
    allowed += r"|  (style n\d+|linkStyle [\d,]+) stroke:[#\w:,-]+"
    assert not [line for line in written.splitlines() if not re.fullmatch(allowed, line)]


def in_dot(written: str) -> None:
    lines_are_plain(written)
    allowed = r"digraph okrctl \{|  graph \[rankdir=\"LR\" label=\"[^\"]*\" [^\[\]]*\]|  (node|edge) \[[^\[\]]*\]"
    allowed += r"|  subgraph cluster_\d+ \{|    label=\"[^\"]*\"| +n\d+ \[label=\"[^\"]*\"[^\[\]]*\]| *\}"
    allowed += r"|  n\d+ -> n\d+ \[label=\"[^\"]*\"[^\[\]]*\]"
    assert not [line for line in written.splitlines() if not re.fullmatch(allowed, line)]


def in_calendar(written: str) -> None:
    lines_are_plain(written, "\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", written)
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    names = "BEGIN|END|VERSION|PRODID|CALSCALE|X-WR-CALNAME|UID|DTSTAMP|DTSTART;VALUE=DATE|DTEND;VALUE=DATE|SUMMARY"
    for line in written.replace("\r\n ", "").strip().split("\r\n"):
        name, _, value = line.partition(":")
        assert re.fullmatch(f"({names})|DESCRIPTION|TRANSP", name), line
        assert not re.search(r"(?<!\\)(\\\\)*[;,]", value), line
    assert written.count("BEGIN:VEVENT") == written.count("END:VEVENT") > 10


def in_html(written: str) -> None:
    """One style and one script of ours under a policy that allows nothing else; no text has become markup."""
    lines_are_plain(written, "\n\t")
    page = Page(written)
    assert page.faults == [], page.faults[:3]
    assert page.policies and page.policies[0].startswith("default-src 'none';")
    assert [page.digests["style"]] == re.findall("style-src '([^']*)'", page.policies[0])
    assert [page.digests["script"]] == re.findall("script-src '([^']*)'", page.policies[0])


DETECTORS: dict[str, Callable[[str], None]] = {
    "": lines_are_plain,
    "text": lines_are_plain,
    "concise": lines_are_plain,
    "markdown": in_markdown,
    "json": in_json,
    "jsonl": in_json_lines,
    "gitlab": in_json,
    "rdjson": in_rdjson,
    "sarif": in_sarif,
    "junit": in_xml,
    "github": in_annotations,
    "csv": in_csv,
    "svg": in_svg,
    "mermaid": in_mermaid,
    "dot": in_dot,
    "ics": in_calendar,
    "html": in_html,
    "slack": in_json,
    "badge": in_svg,
    "xlsx": lines_are_plain,  # the workbook goes to a file; what is in it is tested in tests/render
}


SERVERS = {"lsp", "mcp", "serve"}
"""They run until they are stopped; what they answer is looked at in tests of their own."""
CELLS = [(name, format) for name in commands.names() if name not in SERVERS for format in formats_of(name)]


def command_line(name: str, format: str, told: list[str], payload: str = "") -> list[str]:
    words = [word.replace("{x}", payload) for word in told]
    if format == "xlsx":
        words += ["-o", os.devnull]
    return [name, *(["--format", format] if format else []), *(["--"] if told[:1] == ["{x}"] else []), *words]


def look(root: Path, args: list[str], detector: Callable[[str], None]) -> None:
    table = "id,value\n=cmd|x,1\n\x1b[31m,2\n"
    ran = run_cli(*args, cwd=root, stdin=table)
    assert ran.code in (0, 1, 2, 10), (args, ran.err)
    assert "internal error" not in ran.err, (args, ran.err)
    lines_are_plain(ran.err)
    if ran.out:
        detector(ran.out)


def test_every_command_is_looked_at() -> None:
    assert set(LOOKS) | SERVERS == set(commands.names())


def test_every_format_has_a_detector() -> None:
    assert {format for _, format in CELLS} == set(DETECTORS)


@pytest.mark.parametrize(("name", "format"), CELLS)
@pytest.mark.reliability("Sinks", "hostile texts in plans, journals and names of files: every format of every command")
def test_nothing_that_files_say_is_live(name: str, format: str, world: Repo, record_property: Record) -> None:
    detector = in_own_markdown if (name, format) == ("rule", "markdown") else DETECTORS[format]
    for told in LOOKS[name]:
        if not any("{x}" in word for word in told):
            args = command_line(name, format, told)
            look(world.root, ["--as-of", DAY, "--no-cache", *args], detector)
    record_property("tried", len(loadable()) + len(odd_names()))


@pytest.mark.parametrize("name", [name for name, observations in LOOKS.items() if "{x}" in str(observations)])
@pytest.mark.reliability("Sinks", "hostile texts as arguments and values of every command that takes any")
def test_nothing_that_is_typed_is_live(name: str, small: Path, record_property: Record) -> None:
    observations = [told for told in LOOKS[name] if "{x}" in str(told)]
    for told in observations:
        for payload in ARGUMENTS if nightly() else ARGUMENTS[::4]:
            look(small, ["--as-of", DAY, *command_line(name, "", told, payload)], lines_are_plain)
    record_property("tried", len(observations) * len(ARGUMENTS if nightly() else ARGUMENTS[::4]))


PROMPTS: dict[str, list[str]] = {
    "checkin": ["checkin", "d1"],
    "close": ["close", "2026-Q1", "--date", "2026-03-31", "--department", "d1"],
    "rollover": ["rollover", "--from", "2025-Q4", "--to", "2026-Q2", "--department", "d1"],
    "new objective": ["new", "objective", "d1"],
    "new key-result": ["new", "key-result", "d1/goal"],
    "new kpi": ["new", "kpi", "d1"],
    "new department": ["new", "department", "d9"],
    "pull": ["pull"],
    "init": ["init", "fresh"],
}


@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize("name", PROMPTS)
@pytest.mark.reliability("Sinks", "hostile texts around questions at a terminal, and as answers to them")
def test_no_question_is_live(
    name: str, color: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Record
) -> None:
    monkeypatch.setattr("okrctl.shell.terminal.is_interactive", lambda: True)
    if color:
        monkeypatch.setenv("FORCE_COLOR", "1")
    texts = [text for text in loadable() if nightly() or not text[:1].isalpha()][:: 1 if nightly() else 9]
    for at, text in enumerate(texts):
        root = tmp_path / str(at)
        (root / "okrs").mkdir(parents=True)
        (root / "okrctl.yaml").write_text(json.dumps(settings([text, text, text])))
        for number in (1, 2):
            (root / "okrs" / f"d{number}.yaml").write_text(json.dumps(department(number, text)))
        answers = f"{text.splitlines()[0]}\n\n\x1b[31m\n" * 20
        ran = run_cli(*PROMPTS[name], "--as-of", DAY, "--no-cache", cwd=root, stdin=answers)
        assert ran.code in (0, 1, 2, 130), ran.err
        for written in (ran.err, ran.out):
            lines_are_plain(re.sub(r"\x1b\[(0|1|2|3[0-9])(;\d+)*m", "", written) if color else written)
        assert "internal error" not in ran.err, ran.err
    record_property("tried", len(texts))


SANITISERS = {
    "line": ("status", "text", "line"),
    "path": ("validate", "concise", "path"),
    "markdown": ("status", "markdown", "markdown"),
    "csv": ("status", "csv", "csv"),
    "json_string": ("status", "json", "json_string"),
    "xml": ("validate", "junit", "xml"),
    "svg": ("deps", "svg", "xml"),
    "graph_label": ("deps", "dot", "graph_label"),
    "github_message": ("validate", "github", "github_message"),
    "sarif_message": ("validate", "sarif", "sarif_message"),
    "ics": ("due", "ics", "line"),
    "defuse": ("status", "text", "defuse"),
    "html": ("report", "html", "html"),
    "drawings": ("report", "html", "xml"),
}


@pytest.mark.parametrize("broken", SANITISERS)
@pytest.mark.night
def test_a_sanitiser_that_does_nothing_is_noticed(broken: str, world: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The detectors see what they are there for."""
    name, format, function = SANITISERS[broken]
    real = getattr(safe, function)
    nothing = (lambda text: f'"{text}"') if function == "json_string" else str
    users = [import_module(each.name) for each in walk_packages(render.__path__, "okrctl.render.")]
    for module in (safe, *users):
        for attribute, value in list(vars(module).items()):
            if value is real:
                monkeypatch.setattr(module, attribute, nothing)
    with pytest.raises((AssertionError, ElementTree.ParseError, UnicodeError)):
        look(world.root, [*command_line(name, format, LOOKS[name][0]), "--as-of", DAY, "--no-cache"], DETECTORS[format])
