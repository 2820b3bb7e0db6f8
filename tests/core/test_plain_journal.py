"""A journal read line by line says what the YAML parser says, of any text at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from harness import PROJECT
from hypothesis import example, given, settings
from hypothesis import strategies as st

from okrctl.core import source
from okrctl.core.source.journal import plain_journal
from okrctl.core.text import DEFAULT_LIMITS, Limits

module = sys.modules["okrctl.core.source.read"]
EXAMPLES = int(os.environ.get("OKRCTL_FUZZ", "2000"))
FILES = sorted(PROJECT.glob("examples/**/okrs/*.yaml"))

HEAD = "okrctl: 1\ndepartment: sales\n"
HEADS = st.sampled_from(
    [
        HEAD,
        HEAD + "kpis:\n",
        HEAD + "name: >-\n  Sales\n\n",
        HEAD + "name: |+\n  Sales\n\n",
        HEAD + "name: Sales\n  and more\n",
        HEAD + "name: 'Sales\n",
        HEAD + 'name: "Sales\n',
        HEAD + "name: [Sales,\n",
        HEAD + "name: {a: b}\n# check_ins:\n",
        HEAD + "name: &a Sales\nlead: *a\n",
        HEAD + "name: &a Sales\n",
        HEAD + "? name\n",
        HEAD + "name\n",
        HEAD + "check_ins: []\n",
        HEAD + "...\n",
        HEAD + "---\n",
        "---\n" + HEAD,
        "--- # plan\n" + HEAD,
        "--- " + HEAD.replace("okrctl", "{okrctl", 1),
        "{okrctl: 1, department: sales}\n",
        " okrctl: 1\n department: sales\n",
        "- okrctl: 1\n",
        "!!map\n" + HEAD,
        "%YAML 1.2\n---\n" + HEAD,
        "okrctl\n",
        "",
        "# nothing\n",
    ]
)
# one a line, blanks in front and behind included
WRITTEN = (
    r"""
1123
-5
+3
-
- 5
~
null
''
""
'it''s'
'a: b'
"a # b"
"a\n"
'open
"open
a: b
a:b
a:
a #b
a#b
#b
a\x20
 a
[a, b]
[]
[a,b]
[a, , b]
[a
[[a]]
[a]]
a]
{done: [x, y]}
{}
{value: 3, note: 'it''s, so'}
{value: 3,confidence: 7}
{value: 3, value: 4}
{value: {a: b}}
{a}
{a:b}
{note: a? b}
{note: a:b}
{note: a: b}
{note: -}
{note: ~, value: null}
{note: '~'}
{'value': 3}
{"value": 3}
{value:  3}
*a
&a b
!t b
|
>-
@a
`a
%a
<<
?
? a
...
---
a, b
über, naïve
'a' b
'a' # b
2026-01-05
=
""".strip("\n")
    .replace("\\x20", " ")
    .split("\n")
)
ODD = ["", "\U0001f600 well", "a\u00a0", "a\u200db", "\tb", "a\tb"]
TEXTS = st.one_of(st.sampled_from(WRITTEN + ODD), st.text("ab19 :#,[]{}'\"-~?&*!|>%@.é\t", max_size=8))
KEYS = st.sampled_from(
    ["kr", "kr-2", "sales/mrr", "mrr@2026-Q1", "9", "null", "<<", "'kr'", "a b", "kr:", "- kr", "? kr", "kr "]
)
SPACES = st.sampled_from(["", " ", "  ", "    ", "      ", "        ", "\t"])


# what may go the short way, if all around it does
TAME = [
    *(
        "1123",
        "-5",
        "+3",
        "~",
        "null",
        "''",
        "'it''s'",
        "'a: b'",
        '"a # b"',
        "a:b",
        "a, b",
        "[a, b]",
        "[]",
        "2026-01-05",
    ),
    *(
        "{done: [x, y]}",
        "{value: 3, note: 'it''s, so'}",
        "{note: ~, value: null}",
        "über, naïve",
        "a\u00a0",
        "<<",
        "...",
    ),
]


@st.composite
def journals(draw: st.DrawFn) -> str:
    """Mostly as okrctl writes them, here and there something else."""
    wild = draw(st.sampled_from([0, 0, 1, 3]))

    def some(tame: st.SearchStrategy[str], other: st.SearchStrategy[str]) -> str:
        return draw(other if draw(st.integers(0, 11)) < wild else tame)

    def text() -> str:
        return some(st.sampled_from(TAME), TEXTS)

    lines = ["check_ins:" + some(st.just(""), st.sampled_from([" ", " # all", " []"]))]
    indent = draw(st.sampled_from(["  ", "", "    "]))

    def line(space: str, said: str) -> None:
        odd = draw(st.integers(0, 39))
        lines.append(draw(SPACES) + said if odd < wild else f"{space}{said}")
        if odd in (10, 11):
            lines.append("   # so" if odd == 10 else "")
        if 20 <= odd < 20 + wild:
            lines.append(draw(st.sampled_from(["", "# so", "   # so", "  x", "        and more", "..."])))

    for _ in range(draw(st.integers(0, 3))):
        line(indent, f"- date: {text()}")
        for key in draw(
            st.lists(st.sampled_from(["by", "note", "corrects", "unchanged", "x-y", "results"]), max_size=4)
        ):
            if key != "results":
                line(indent + "  ", f"{key}: {text()}")
                continue
            line(indent + "  ", "results:" + some(st.just(""), TEXTS.map(" {}".format)))
            inner = indent + some(st.just("    "), st.sampled_from(["   ", "  "]))
            for _ in range(draw(st.integers(0, 3))):
                line(inner, f"{some(st.sampled_from(['kr', 'kr-2', 'a/b', 'c@2026-Q1', '9', 'null']), KEYS)}: {text()}")
    end = some(st.just("\n"), st.sampled_from(["", "\n\n", "\nkpis:\n", "\r\n"]))
    return "\n".join(lines) + end


def both(text: str, limits: Limits = DEFAULT_LIMITS) -> tuple[source.Reading, source.Reading]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_in_plain_lines", lambda *_: None)
        whole = source.read("x.yaml", text, limits)
    return source.read("x.yaml", text, limits), whole


@pytest.mark.reliability("Hostile files", "journals read line by line: what the parser says of the whole file")
@settings(max_examples=EXAMPLES, deadline=None)
@given(st.one_of(st.just(HEAD), HEADS), journals())
@example(HEAD, "check_ins:\n  - date: 2026-01-05\n    by: a\n    results:\n      kr: a\n        b\n")
def test_any_journal(head: str, journal: str) -> None:
    short, whole = both(head + journal)
    assert short == whole


_ENTRY = "  - date: 2026-01-05\n"
PLACES = [
    "  - date: @",
    "  - @",
    "  @",
    "@",
    *(f"{_ENTRY}    {line}" for line in ("note: @", "unchanged: [kr, @]", "@: 5")),
    *(f"{_ENTRY}    results:\n      {line}" for line in ("kr: @", "@: 5", "kr: {done: [@]}", "kr: {done: [a, @, b]}")),
    *(f"{_ENTRY}    results:\n      kr: {line}" for line in ("{value: @, confidence: 7}", "{confidence: 7, note: @}")),
]


@pytest.mark.parametrize("place", PLACES)
def test_each_odd_text_in_each_place(place: str) -> None:
    for after in ("", "\n      kr-2: 6", "\n    by: ana@example.com", "\n  - date: 2026-01-12", "\n       and more"):
        for text in WRITTEN + ODD + TAME:
            journal = f"check_ins:\n{place.replace('@', text)}{after}\n"
            short, whole = both(HEAD + journal)
            assert short == whole, journal


@settings(max_examples=EXAMPLES // 2, deadline=None)
@given(st.data())
def test_any_damage_to_a_real_file(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([path.read_text() for path in FILES if "\ncheck_ins:\n" in path.read_text()]))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(max(0, text.find("\ncheck_ins:") - 200), len(text)))
        cut = data.draw(st.integers(0, 3))
        text = text[:at] + data.draw(st.text(" \n:#-,[]{}'\"ab~&*\\\t", max_size=3)) + text[at + cut :]
    short, whole = both(text)
    assert short == whole


@settings(max_examples=200, deadline=None)
@given(journals(), st.integers(1, 60), st.integers(1, 9), st.integers(1, 20))
def test_any_limit(journal: str, nodes: int, depth: int, scalar: int) -> None:
    limits = Limits(nodes=nodes, depth=depth, scalar=scalar)
    short, whole = both(HEAD + journal, limits)
    assert short == whole


def test_what_okrctl_writes_goes_the_short_way() -> None:
    found = [(path, path.read_text()) for path in FILES]
    journals = [(path, text) for path, text in found if "\ncheck_ins:\n" in text]
    assert len(journals) >= 10
    for path, text in journals:
        assert plain_journal(text, DEFAULT_LIMITS.scalar), Path(path).name
        short, whole = both(text)
        assert short == whole
        assert not short.problems
