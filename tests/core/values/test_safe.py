"""Every hostile text in every sink; clean text passes through all of them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.values import safe
from tests.kit.hostile import CLEAN, OWN, Reader, commands, hidden, links_and_pings, markdown_to_html, naughty

SINKS: dict[str, Callable[[str], str]] = {
    "line": safe.line,
    "terminal": safe.terminal,
    "path": safe.path,
    "markdown": safe.markdown,
    "html": safe.html,
    "xml": safe.xml,
    "csv": safe.csv,
    "json": safe.json_string,
    "github message": safe.github_message,
    "github property": safe.github_property,
    "sarif": safe.sarif_message,
    "graph": safe.graph_label,
    "git": safe.git_message,
}


def flat(text: str) -> str:
    return " ".join(part.strip() for part in re.split(r"[\r\n\t]+", text) if part.strip())


def expected_text(payload: str) -> str:
    return safe.reveal(flat(payload)).strip()


@pytest.fixture(params=["own", "naughty strings"])
def payloads(request: pytest.FixtureRequest) -> tuple[str, ...]:
    if request.param == "own":
        return OWN + CLEAN
    if not naughty():
        pytest.skip("the shared test data is not there (../shared/data or OKRCTL_TEST_DATA)")
    return naughty()


@pytest.mark.parametrize("sink", SINKS)
def test_nothing_hidden_and_no_runner_command_survives(sink: str, payloads: tuple[str, ...]) -> None:
    newlines = sink in ("terminal", "html", "xml")
    for payload in payloads:
        written = SINKS[sink](payload)
        tabs = "\t" if sink in ("terminal", "html", "xml", "github message", "github property") else ""
        assert not [char for char in hidden(written, newlines) if char not in tabs], (payload, written)
        assert not commands(written), (payload, written)


@pytest.mark.parametrize(
    "frame", ["{}", "- {}", "| a |\n| --- |\n| {} |", "# {}", "**{}**", "text before: {}", "before\n{}"]
)
def test_markdown_is_only_text(frame: str, payloads: tuple[str, ...]) -> None:
    allowed = {"p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "h1", "strong"}
    for payload in payloads:
        body = safe.markdown(payload)
        if not body and frame == "**{}**":
            continue
        read = markdown_to_html(frame.replace("{}", body))
        text = "".join(read.text).replace("\u200b", "")
        assert set(read.tags) <= allowed, (payload, read.tags)
        assert not links_and_pings("".join(read.text)), (payload, read.text)
        assert expected_text(payload) in text, (payload, text)


def test_html_is_only_text(payloads: tuple[str, ...]) -> None:
    for payload in payloads:
        read = Reader(f'<p title="{safe.html(payload)}">{safe.html(payload)}</p>')
        assert read.tags == ["p"], payload
        assert "".join(read.text) == safe.reveal(payload)


def test_xml_is_well_formed_and_only_text(payloads: tuple[str, ...]) -> None:
    for payload in payloads:
        element = ElementTree.fromstring(f'<a b="{safe.xml(payload)}">{safe.xml(payload)}</a>')
        assert len(element) == 0
        kept = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "", payload)
        assert (element.text or "") == safe.reveal(kept)


def test_csv_cells_are_no_formulas(payloads: tuple[str, ...]) -> None:
    for payload in payloads:
        cell = safe.csv(payload)
        [[read]] = csv.reader(io.StringIO('"' + cell.replace('"', '""') + '"'))
        assert read == cell
        for part in (cell, *cell.split(";")):
            start = part.lstrip()[:1]
            number = re.fullmatch(r"\s*[+-][\d.]+(e[+-]?\d+)?\s?(%|pp)?\s*", part, re.IGNORECASE)
            aside = part is not cell and re.match(r"\s*[+-][\d.\s]", part)
            assert start not in tuple("=+-@\uff1d\uff0b\uff0d\uff20") or number or aside or part == "-", payload


@pytest.mark.parametrize(
    "number", ["-5", "+10%", "-0.4", "+2pp", "-1.5e3", "+7 %", "-.5", "12", "1,5", "-", "ok", "costs; -5% less", "a; b"]
)
def test_csv_leaves_numbers_and_plain_text_alone(number: str) -> None:
    assert safe.csv(number) == number


def test_json_loses_nothing(payloads: tuple[str, ...]) -> None:
    for payload in payloads:
        assert json.loads(safe.json_string(payload)) == payload


@given(st.text(st.characters(codec=None)))
def test_json_loses_nothing_of_any_text(text: str) -> None:
    written = safe.json_string(text)
    assert json.loads(written) == text
    assert not hidden(written)


def test_github_messages_stay_on_their_line(payloads: tuple[str, ...]) -> None:
    for payload in payloads:
        message, title = safe.github_message(payload), safe.github_property(payload)
        assert "\n" not in message and "\r" not in message
        assert not re.search(r"[:,\n\r]", title)
        back = message.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        assert back == safe.terminal(payload)


def test_graph_labels_have_only_harmless_ascii(payloads: tuple[str, ...]) -> None:
    for payload in payloads:
        label = safe.graph_label(payload)
        assert not re.search(r"""["#&<>\[\]{}|\\;`*^~\n]|%%|\$\$""", label), label
        assert not re.match(r"\d+[.)](\s|$)|[-+]\s", label), label


def test_commit_messages_do_nothing(payloads: tuple[str, ...]) -> None:
    for payload in payloads:
        message = safe.git_message(payload)
        assert not re.search(r"(?<![A-Za-z0-9])@\S|#\d|!\d|\[|\]|\*\*\*|\bGH-\d|/(issues|pull)/\d|\n", message), message


@pytest.mark.parametrize("sink", ["line", "terminal", "path", "csv", "github message", "sarif", "git"])
@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_is_left_alone(sink: str, text: str) -> None:
    assert SINKS[sink](text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a\\u202Eb"),
        ("\x1b[0m", "\\u001B[0m"),
        ("x\U000e0041", "x\\U000E0041"),
        ("two\n  lines\tand a tab", "two lines and a tab"),
        ("block scalar\n", "block scalar"),
        ("::add-mask::x", "\\::add-mask::x"),
        ("see ##[group]", "see ##\\[group]"),
        ("a :: b", "a :: b"),
        ("\U0001f600\ufe0f\U000e0101\ufe0f", "\U0001f600\ufe0f\\U000E0101\\uFE0F"),
        ("a\ufe0f", "a\\uFE0F"),
        ("two  blanks stay", "two  blanks stay"),
    ],
)
def test_what_a_line_shows(text: str, shown: str) -> None:
    assert safe.line(text) == shown


def test_names_of_files_show_their_line_breaks() -> None:
    assert safe.path("okrs/a\nb\t.yaml") == "okrs/a\\u000Ab\\u0009.yaml"


def test_hidden_characters_are_found_where_they_stand() -> None:
    assert safe.hidden("a\u202eb\u200b") == (1, 3)
    assert all(safe.hidden(text) == () for text in CLEAN)


@pytest.mark.reliability("Sinks", "every character of Unicode by itself: shown or harmless")
@pytest.mark.night
def test_every_character_there_is_is_shown_or_harmless() -> None:
    for start in range(0, 0x110000, 0x1000):
        text = " ".join(f"a{chr(code)}b" for code in range(start, start + 0x1000))
        assert not hidden(safe.line(text), newlines=False), hex(start)
        assert not hidden(safe.json_string(text)), hex(start)


@pytest.mark.reliability("Sinks", "random texts: harmless on a terminal")
@given(st.text(st.characters(codec=None)))
def test_any_text_is_harmless_on_a_terminal(text: str) -> None:
    assert not set(hidden(safe.terminal(text))) - {"\t"}
    assert not commands(safe.terminal(text))
    assert "\n" not in safe.line(text)


@pytest.mark.night
@pytest.mark.parametrize("sink", SINKS)
def test_time_grows_with_the_text_and_no_faster(sink: str) -> None:
    """Patterns that backtrack would never come back from these."""
    for unit in (" ", "#", "##a", ":", "\n", " \n", "@", "&", "1", "\\", "\u202e", "[", "*"):
        SINKS[sink](unit * 200_000 + "x")
