"""A plan read line by line says what the YAML parser says, of any text at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from harness import PROJECT
from hypothesis import given, settings
from hypothesis import strategies as st

from okrctl.core import source
from okrctl.core.diagnostic import Place
from okrctl.core.source.events import has_c_parser
from okrctl.core.source.lines import plain_lines
from okrctl.core.source.locate import Locator
from okrctl.core.text import DEFAULT_LIMITS, Limits
from tests.core.test_yaml_suite import cases
from tests.data import shared_data

module = sys.modules["okrctl.core.source.read"]
EXAMPLES = int(os.environ.get("OKRCTL_FUZZ", "500"))
FILES = sorted([*PROJECT.glob("examples/**/*.yaml"), *PROJECT.glob("templates/**/*.yaml")])
SUITE = shared_data("yaml-test-suite/src")

SMALL = [
    "a: b\nc:\n  - d: e\n    f: g\n  - h\n",
    "a:\n- b: c\n  d:\n  - e\n- f: g\n",
    "a: [b, {c: d, e: [f]}]\nb: {x: 'y', z: \"w\"}\n",
    "# so\na: b # so\n\nc:\n  d:\n    e: f\n  g: h\n",
    "a:\n  b:\n    - c\nd: ~\ne:\n",
    "a:\n  -   b: c\n      d: 'it''s'\n  - {e: f, g: [h, i], j: {k: l}}\n",
]
ODD = r"""a b ~ null : # - , [ ] { } {} [] ' " '' > |- >- % @ ` \ << --- ... é = $ € ( . + key: a:b"""
BITS = [
    *ODD.split(),
    *("|", " #", "# so", "- ", "- - ", ", ", ": ", "&a ", "*a", "!t ", "? ", "<<: x", "a: b", "a: [b, c]", "{a: b}"),
    *("a : b", "a: b: c", "https://x", "'a': b", '"a": b', "[a b, c]", "{a: }", "{a}", "[a: b]", "{a: b,}", "[a,]"),
    *(" ", "  ", "\n", "\n  ", "\n    ", "\t", "\r\n", "\u00a0", "\U0001f600", "- a: b"),
]


def both(text: str, limits: Limits = DEFAULT_LIMITS) -> tuple[source.Reading, source.Reading]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_in_plain_lines", lambda *_: None)
        whole = source.read("x.yaml", text, limits)
    return source.read("x.yaml", text, limits), whole


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Something small, or lines out of a real file, with a few odd bits in odd places."""
    text = draw(st.sampled_from([*SMALL, *(path.read_text() for path in FILES)]))
    if len(text) > 1000:
        lines = text.split("\n")
        start = draw(st.integers(2, len(lines)))
        text = "\n".join([*lines[:2], *lines[start : start + draw(st.integers(3, 30))], ""])
    for _ in range(draw(st.integers(1, 4))):
        at, cut = draw(st.integers(0, len(text))), draw(st.sampled_from([0, 0, 0, 1, 2, 5]))
        text = text[:at] + draw(st.sampled_from(BITS)) + text[at + cut :]
    return text


@pytest.mark.reliability("Hostile files", "plans read line by line: what the parser says of the whole file")
@settings(max_examples=EXAMPLES, deadline=None)
@given(texts())
def test_any_text(text: str) -> None:
    short, whole = both(text)
    assert short == whole


@pytest.mark.parametrize("bit", BITS, ids=repr)
def test_each_odd_bit_in_each_place(bit: str) -> None:
    for text in SMALL:
        for at in range(len(text) + 1):
            short, whole = both(text[:at] + bit + text[at:])
            assert short == whole, text[:at] + bit + text[at:]


@settings(max_examples=200, deadline=None)
@given(texts(), st.integers(1, 60), st.integers(1, 16), st.integers(1, 20))
def test_any_limit(text: str, nodes: int, depth: int, scalar: int) -> None:
    short, whole = both(text, Limits(nodes=nodes, depth=depth, scalar=scalar))
    assert short == whole


@pytest.mark.parametrize(
    "pure", [True, pytest.param(False, marks=pytest.mark.skipif(not has_c_parser(), reason="PyYAML has no libyaml"))]
)
@pytest.mark.parametrize("head", ["", "l: [a]\n", "l: [a, b]\n"])
def test_no_number_of_values_steps_over_the_limit(head: str, pure: bool) -> None:
    # the mapping itself, a list with its key and items, and a key and a value a line
    text = head + "".join(f"k{number}: v\n" for number in range(20))
    values = 1 + (2 + head.count("a") + head.count("b") if head else 0) + 40
    for most in range(1, values + 3):
        reading = source.read("x.yaml", text, Limits(nodes=most), pure=pure)
        assert reading.broken is (most < values), most


@pytest.mark.skipif(
    not SUITE.is_dir(), reason="the YAML test suite is not there; see ../shared/data or OKRCTL_TEST_DATA"
)
def test_every_text_of_the_yaml_test_suite() -> None:
    compared = 0
    for name, text in cases():
        short, whole = both(text)
        assert short == whole, name
        compared += 1
    assert compared > 400


@pytest.mark.parametrize("text", SMALL)
def test_plain_texts_go_the_short_way(text: str) -> None:
    data = plain_lines(text, DEFAULT_LIMITS)
    assert data is not None
    assert data == source.read("x.yaml", text, pure=True).data


def test_what_people_write_goes_the_short_way() -> None:
    plain = [path for path in FILES if plain_lines(path.read_text(), DEFAULT_LIMITS) is not None]
    # placeholders, and a query over several lines
    others = {path.relative_to(PROJECT) for path in FILES if path not in plain}
    assert {path.parts[0] for path in others} <= {"templates", "examples"}
    assert {path.name for path in others if path.parts[0] == "examples"} <= {"okrctl.yaml"}
    assert len(plain) >= 12


def the_same_places(text: str) -> None:
    short = Locator("x.yaml", text)
    whole = Locator("x.yaml", text, pure=not has_c_parser())
    assert sorted(short.all.keys.items(), key=str) == sorted(whole.all.keys.items(), key=str)
    assert sorted(short.all.scalars, key=str) == sorted(whole.all.scalars, key=str)
    assert sorted(short.all.plain, key=str) == sorted(whole.all.plain, key=str)
    assert short.all.values.keys() == whole.all.values.keys()
    for at in whole.all.values:
        for place in (Place("x.yaml", at), Place("x.yaml", at, on_key=True), Place("x.yaml", (*at, "missing"))):
            assert short.span(place) == whole.span(place), at
        assert short.line(at) == whole.line(at)


@settings(max_examples=EXAMPLES // 4, deadline=None)
@given(texts())
def test_any_place(text: str) -> None:
    the_same_places(text)


@pytest.mark.parametrize("text", SMALL)
def test_every_place(text: str) -> None:
    the_same_places(text)
    the_same_places(text.replace("\n", "\r\n"))
    the_same_places(text.rstrip())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_every_place_of_real_files(path: Path) -> None:
    the_same_places(path.read_text())


PLACES = [
    *("name: a@b", "name: @b", "name: b@", "name: [@, b]", "name: [a@b]", "name: 'a@b'", "# @", "name: a # @"),
    *("check_ins:\n  - date: 1\n    by: a@b", "check_ins:\n  # @\n  - date: 1", "check_ins:\n  - note: '@'"),
]


@pytest.mark.parametrize("place", PLACES)
def test_any_character_in_each_place(place: str) -> None:
    edges = (*range(0x300), *range(0x2000, 0x2070), 0x3000, *range(0xD7FE, 0xE002), *range(0xFDCF, 0xFDF1), 0xFEFF)
    for code in (*edges, *range(0xFFF0, 0x10002), 0x1FFFE, 0x1FFFF, 0xE0041, 0x10FFFF):
        short, whole = both(f"okrctl: 1\n{place.replace('@', chr(code))}\n")
        assert short == whole, hex(code)
