"""Hostile text in every field of everything that is rendered, through every renderer that discovery finds."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from junitparser import JUnitXml

import okrctl
from okrctl.core.values.diagnostic import Diagnostic, RelatedSpot, Span
from okrctl.render import SIZED, Value, formats, renderer
from okrctl.views.blocks import Column, Document, Heading, Line, Node, Run, Table, Tree
from okrctl.views.diagnostics import Report, RuleInfo
from okrctl.views.graph import Graph, GraphEdge, GraphNode
from tests.kit.hostile import OWN, commands, hidden, links_and_pings, markdown_to_html, naughty

PAYLOADS = OWN + naughty()


def a_document(text: str) -> Document:
    return Document(
        (
            Heading(text, text),
            Heading((text, Run(text, "bad")), level=2),
            Line(text),
            Line((Run(text, "strong"), text), 2),
            Line((":", text, text)),
            Table((Column(text), Column(text, "right", shrink=True)), ((text, Run(text, "good")), ((text, text), ""))),
            Tree((Node(text, (Node(text), Node((text, Run(text, "dim"))))),)),
        )
    )


def a_report(text: str) -> Report:
    path = f"okrs/{text}.yaml"
    spot = RelatedSpot(path, Span(1, 1, 1, 2), text)
    found = [
        Diagnostic("OKR101", "some-rule", severity, text, text, path, span, (spot,))
        for severity in ("error", "warning", "advice")
        for span in (Span(1, 1, 1, 3), Span(1, 2, 2, 1))
    ]
    return Report(
        tuple(found),
        (path, text),
        {path: f"{text}\n"},
        lambda: (RuleInfo("OKR101", "some-rule", "error", "S.", "S."),),
        "1",
    )


def a_graph(text: str) -> Graph:
    nodes = (GraphNode(text, text, text, "bad"), GraphNode("other", text), GraphNode(text + "2", "x", text))
    return Graph(text, nodes, (GraphEdge(text, "other", text, "bad"), GraphEdge("other", text, text, "dim")))


def test_the_samples_have_the_payload_in_every_field_of_text() -> None:
    """A field added to a view must be added to the samples here, too."""

    def texts(value: Any, path: str = "") -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        if isinstance(value, str):
            found[path] = [value]
        elif is_dataclass(value):
            for field in fields(value):
                for key, each in texts(getattr(value, field.name), f"{type(value).__name__}.{field.name}").items():
                    found.setdefault(key, []).extend(each)
        elif isinstance(value, tuple):
            for item in value:
                for key, each in texts(item, path).items():
                    found.setdefault(key, []).extend(each)
        return found

    ours = {"code", "name", "severity", "style", "align", "summary", "page", "tool_version", "prefix", "fail_on"}
    for sample in (a_document("PAYLOAD"), a_report("PAYLOAD"), a_graph("PAYLOAD")):
        for field, values in texts(sample).items():
            if field.split(".")[1] not in ours:
                assert any("PAYLOAD" in value for value in values), field


@pytest.mark.reliability("Sinks", "hostile texts in every field of every report, in every format: nothing live")
@pytest.mark.parametrize(("name", "value"), formats("screens", "pages", "tables").items())
@pytest.mark.parametrize("width", [None, 40])
def test_documents(name: str, value: Value, width: int | None, record_property: pytest.RecordProperty) -> None:
    record_property("tried", len(PAYLOADS))
    for payload in PAYLOADS:
        written = renderer(value, name)(a_document(payload), *((width,) if value in SIZED else ()))
        assert not hidden(written), (payload, written)
        assert not commands(written), (payload, written)
        if name == "markdown":
            read = markdown_to_html(written)
            allowed = {"h1", "h2", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td"}
            assert set(read.tags) <= allowed, (payload, read.tags)
            assert not links_and_pings("".join(read.text)), payload
        if name == "csv":
            rows = list(csv.reader(io.StringIO(written)))
            assert [len(row) for row in rows if row] == [2, 2, 2], (payload, written)


@pytest.mark.reliability("Sinks", "the same in colour: no escapes but our own")
@pytest.mark.parametrize("name", formats("screens"))
def test_documents_in_colour_have_no_other_escapes(name: str, record_property: pytest.RecordProperty) -> None:
    record_property("tried", len(PAYLOADS))
    for payload in PAYLOADS:
        written = renderer("screens", name)(a_document(payload), 80, True)
        assert not hidden(re.sub(r"\x1b\[[0-9;]*m", "", written)), payload
        assert set(re.findall(r"\x1b\[([0-9;]*)m", written)) <= {"0", "1", "2", "31", "32", "33", "36"}


# A tab does nothing inside these.
HARMLESS = {"github": {"\t"}, "junit": {"\t"}}


@pytest.mark.reliability("Sinks", "hostile texts in every field of findings, in every format: nothing live")
@pytest.mark.parametrize(("name", "value"), formats("diagnostics", "annotations").items())
def test_diagnostics(name: str, value: Value, record_property: pytest.RecordProperty) -> None:
    record_property("tried", len(PAYLOADS))
    for payload in PAYLOADS:
        report = a_report(payload)
        written = renderer(value, name)(report, *((80,) if value in SIZED else ()))
        assert not set(hidden(written)) - HARMLESS.get(name, set()), (payload, written)
        if name == "github":
            own = written.splitlines()[:6]
            assert all(re.match(r"::(error|warning|notice) file=[^:]*,title=OKR101 some-rule::", line) for line in own)
            written = "\n".join(line.removeprefix("::") for line in written.splitlines()[:6]) + "\n".join(
                written.splitlines()[6:]
            )
            assert len(written.splitlines()) == 11
        assert not commands(written), (payload, written)
        if name in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(written)
        if name == "junit":
            assert sum(len(suite) for suite in JUnitXml.fromstring(written.encode())) >= 6
        if name == "concise":
            assert len(written.splitlines()) == 6
        if name == "rdjson":
            found = json.loads(written)["diagnostics"]
            for each in [*found, *(spot for one in found for spot in one["related_locations"])]:
                assert not links_and_pings("".join(markdown_to_html(each["message"]).text)), payload
        if name == "sarif":
            found = json.loads(written)["runs"][0]["results"]
            found += [spot for one in found for spot in one["relatedLocations"]]
            messages = [each["message"]["text"] for each in found]
            assert not [text for text in messages if "](" in text or re.search(r"(?<![A-Za-z0-9])@\w", text)], payload


@pytest.mark.reliability("Sinks", "hostile texts in every field of graphs, in every format: nothing live")
@pytest.mark.parametrize("name", formats("graphs"))
def test_graphs(name: str, record_property: pytest.RecordProperty) -> None:
    record_property("tried", len(PAYLOADS))
    statement = {
        "mermaid": r"flowchart LR|  (  )?n\d\[\"[^\"]*\"\]|  subgraph g\d\[\"[^\"]*\"\]|  end"
        r"|  n\d -->(\|\"[^\"]*\"\|)? n\d|  (style n\d|linkStyle \d) stroke:[#\w:,-]+",
        "dot": r"digraph okrctl \{|  graph \[rankdir=\"LR\" label=\"[^\"]*\" [^\[\]]*\]|  (node|edge) \[[^\[\]]*\]"
        r"|  subgraph cluster_\d \{|    label=\"[^\"]*\"| +n\d \[label=\"[^\"]*\"[^\[\]]*\]| *\}"
        r"|  n\d -> n\d \[label=\"[^\"]*\"[^\[\]]*\]",
    }
    for payload in PAYLOADS:
        written = renderer("graphs", name)(a_graph(payload))
        assert not hidden(written), payload
        assert not commands(written), payload
        if name == "svg":
            tags = {
                element.tag.removeprefix("{http://www.w3.org/2000/svg}")
                for element in ElementTree.fromstring(written).iter()
            }
            assert tags == {"svg", "title", "style", "defs", "marker", "path", "rect", "text", "g"}
            assert not re.search(r"\son\w+=|href|url\((?!#okr-)|@import", re.sub(r">[^<]*<", "><", written))
        else:
            for line in written.splitlines():
                assert re.fullmatch(statement[name], line), (payload, line)


PACKAGE = Path(okrctl.__file__).parent


def test_only_one_module_knows_rich() -> None:
    knowing = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] == "rich" for name in names):
                knowing.add(file.relative_to(PACKAGE).as_posix())
    assert knowing == {"render/_color.py"}


def test_rich_is_imported_for_colour_only() -> None:
    program = (
        "import sys\n"
        "from okrctl.render import renderer\n"
        "from okrctl.views.blocks import Document, Line, Run\n"
        "show = renderer('screens', 'text')\n"
        "doc = Document((Line(Run('x', 'bad')),))\n"
        "assert show(doc, 80) == 'x\\n' and 'rich' not in sys.modules\n"
        "assert '\\x1b' in show(doc, 80, True) and 'rich' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
