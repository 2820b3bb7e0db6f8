"""Replacing texts, putting keys, adding to lists: exactly this, or a refusal with the text left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from okrctl.core.edit import Edit, Refusal
from okrctl.core.edit.changes import Add, Change, Put, Rename, carry_out
from okrctl.core.edit.substitute import Spot, substitute
from okrctl.core.edit.written import Plain, Short
from okrctl.core.yaml import read
from tests.kit.harness import PROJECT

KEY = ("o", 0, "k")
NOTE = {"date": Plain("2026-02-14"), "why": "so: it is"}

CASES: dict[str, tuple[str, tuple[Change, ...], str]] = {
    "a plain text": ("o:\n- k: old # c\n  l: 1\n", (Put(KEY, Plain("+20%")),), "o:\n- k: +20% # c\n  l: 1\n"),
    "a text that needs quotes": ("o:\n- k: old\n", (Put(KEY, "a: b # c"),), "o:\n- k: 'a: b # c'\n"),
    "single quotes stay": ("o:\n- k: 'old'  \n", (Put(KEY, "it's"),), "o:\n- k: 'it''s'  \n"),
    "double quotes stay": ('o:\n- k: "old"\n', (Put(KEY, "it's"),), 'o:\n- k: "it\'s"\n'),
    "double quotes that cannot": ('o:\n- k: "old"\n', (Put(KEY, 'a "b" \\'),), "o:\n- k: a \"b\" \\\n"),
    "over several lines": ("o:\n- k: old\n    text\n  l: 1\n", (Put(KEY, "new"),), "o:\n- k: new\n  l: 1\n"),
    "a block text": ("o:\n- k: |\n    old\n    text\n\n# c\n", (Put(KEY, "new"),), "o:\n- k: new\n\n# c\n"),
    "a block text at the end": ("o:\n- k: >-\n    old", (Put(KEY, "new"),), "o:\n- k: new"),
    "lines in a text": ("o:\n- k: old\n", (Put(KEY, "a\nb"),), 'o:\n- k: "a\\nb"\n'),
    "in braces": ("o: [{k: old, l: 1}]\n", (Put(KEY, "a, b"),), "o: [{k: 'a, b', l: 1}]\n"),
    "nothing": ("o:\n- k:\n  l: 1\n", (Put(KEY, "new"),), "o:\n- k: new\n  l: 1\n"),
    "nothing, with a comment": ("o:\n- k:   # c\n  l: 1\n", (Put(KEY, "new"),), "o:\n- k: new   # c\n  l: 1\n"),
    "a tilde": ("o:\n- k: ~\n", (Put(KEY, "new"),), "o:\n- k: new\n"),
    "an item": ("o:\n- [a, b]\n", (Put(("o", 0, 1), "c"),), "o:\n- [a, c]\n"),
    "a key": ("o:\n- k: {a: 1, b: 2}\n", (Rename((*KEY, "a"), "c"),), "o:\n- k: {c: 1, b: 2}\n"),
    "a quoted key": ("o:\n- k:\n    'a': 1\n", (Rename((*KEY, "a"), "c"),), "o:\n- k:\n    'c': 1\n"),
    "all at once": (
        "o:\n- k: a\n  a: a # a\nr: {a: 1}\n",
        (Put(KEY, "b"), Rename(("r", "a"), "b"), Put(("o", 0, "a"), "b"), Put(("o", 0, "n"), "1")),
        "o:\n- k: b\n  a: b # a\n  n: '1'\nr: {b: 1}\n",
    ),
    "byte order mark and CRLF": (
        "\ufeffo:\r\n- k: old\r\n  l: 1\r\n",
        (Put(KEY, "new"), Add(("o", 0, "m"), NOTE)),
        "\ufeffo:\r\n- k: new\r\n  l: 1\r\n  m:\r\n    - date: 2026-02-14\r\n      why: 'so: it is'\r\n",
    ),
    "a new key": ("o:\n  - a: 1\n    # c\n  - b: 1\n", (Put(("o", 0, "n"), Plain("1")),),
                  "o:\n  - a: 1\n    # c\n    n: 1\n  - b: 1\n"),
    "a new key, less indented comment": ("o:\n  - a: 1\n  # c\n\n  - b: 1\n", (Put(("o", 0, "n"), Plain("1")),),
                  "o:\n  - a: 1\n    n: 1\n  # c\n\n  - b: 1\n"),
    "a new mapping": ("o:\n- a: 1\nz: 1\n", (Put(("o", 0, "n"), NOTE),),
                      "o:\n- a: 1\n  n:\n    date: 2026-02-14\n    why: 'so: it is'\nz: 1\n"),
    "a new short mapping": ("o:\n- a: 1", (Put(("o", 0, "n"), Short(NOTE)),),
                      "o:\n- a: 1\n  n: {date: 2026-02-14, why: 'so: it is'}"),
    "a text of lines": ("o:\n- a: 1\n", (Put(("o", 0, "n"), "x\n\ny"),), "o:\n- a: 1\n  n: |-\n    x\n\n    y\n"),
    "above what is long": (
        "o:\n  - a: 1  # one\n      # more on a\n    # the results\n    key_results:\n      - b: 1\n",
        (Add(("o", 0, "n"), NOTE),),
        "o:\n  - a: 1  # one\n      # more on a\n    n:\n      - date: 2026-02-14\n        why: 'so: it is'\n    # the results\n    key_results:\n      - b: 1\n",  # noqa: E501
    ),
    "at the root, above the journal": (
        "a: 1\n\n# said\ncheck_ins:\n  - b\n",
        (Add(("objectives",), {"id": "x"}),),
        "a: 1\nobjectives:\n  - id: x\n\n# said\ncheck_ins:\n  - b\n",
    ),
    "at the root, spaced as the rest": (
        "a: 1\n\ncheck_ins:\n  - b\n",
        (Add(("kpis",), {"id": "x"}),),
        "a: 1\n\nkpis:\n  - id: x\n\ncheck_ins:\n  - b\n",
    ),
    "a new key in braces": ("o: [{a: 1}, {b: 2}]\n", (Put(("o", 0, "n"), NOTE),),
                            "o: [{a: 1, n: {date: 2026-02-14, why: 'so: it is'}}, {b: 2}]\n"),
    "in empty braces": ("o: {}\n", (Put(("o", "n"), "1"),), "o: {n: '1'}\n"),
    "a last comma": ("o: {a: 1 , }\n", (Put(("o", "n"), "x"),), "o: {a: 1 , n: x }\n"),
    "braces over lines": ("o: {a: 1, # c\n    b: [2, 3] # d\n  }\n", (Put(("o", "n"), "x"),),
                          "o: {a: 1, # c\n    b: [2, 3], n: x # d\n  }\n"),
    "one more item": ("o:\n- k:\n  - a\n  l: 1\n", (Add(KEY, "b"),), "o:\n- k:\n  - a\n  - b\n  l: 1\n"),
    "in brackets": ("o:\n- {k: [a]}\n", (Add(KEY, Short(NOTE)),),
                    "o:\n- {k: [a, {date: 2026-02-14, why: 'so: it is'}]}\n"),
    "below a key without a value": ("o:\n- k:\n  l: 1\n", (Add(KEY, {"a": "b"}),), "o:\n- k:\n    - a: b\n  l: 1\n"),
    "beside one that stands alone": ("o:\n- k: a/b # c\n", (Add(KEY, "c"),), "o:\n- k: [a/b, c] # c\n"),
    "beside a mapping that stands alone": ("o: [{k: {ref: a/b}}]\n", (Add(KEY, "c"),), "o: [{k: [{ref: a/b}, c]}]\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_changes_exactly_this(name: str) -> None:
    before, changes, expected = CASES[name]
    assert carry_out("x", before, changes) == expected


REFUSED: dict[str, tuple[str, Change, str]] = {
    "an alias": ("a: &x 1\no:\n- k: *x\n", Put(KEY, "new"), "not a plain text"),
    "a text used elsewhere": ("o:\n- k: &x 1\nb: *x\n", Put(KEY, "new"), "used elsewhere"),
    "inside of something used elsewhere": ("o: &x\n- k: 1\nb: *x\n", Put(KEY, "new"), "used elsewhere"),
    "an anchor": ("o:\n- k: &x 1\n", Put(KEY, "new"), "used elsewhere"),
    "a comment in the head of a text": ("o:\n- k: | # c\n    x\n", Put(KEY, "new"), "comment"),
    "a mapping": ("o:\n- k: {a: 1}\n", Put(KEY, "new"), "isn't a plain text"),
    "a list of lines beside a mapping": ("o:\n- k:\n    ref: a\n", Add(KEY, "b"), "several lines"),
    "a mapping used elsewhere": ("o: &x\n- a: 1\nb: *x\n", Put(KEY, "new"), "used elsewhere"),
    "a text that the file ends in": ("o:\n- a: |\n    x", Put(KEY, "new"), "final newline"),
    "a broken file": ("o: [\n", Put(KEY, "new"), "cannot be read"),
    "a key that is there": ("o: {a: 1, b: 2}\n", Rename(("o", "a"), "b"), "given twice"),
    "odd line breaks": ("o:\n- k: 1 # \u2028\n", Put(KEY, "new"), "line separators"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_leaves_alone_with_a_reason(name: str) -> None:
    before, change, words = REFUSED[name]
    answer = carry_out("x", before, [change])
    assert isinstance(answer, Refusal), answer
    assert words in answer.reason


FILES = sorted(PROJECT.glob("examples/*/**/*.yaml"))


def scalars(data: object, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], str]:
    if isinstance(data, dict):
        return {at: text for key, inner in data.items() for at, text in scalars(inner, (*path, key)).items()}
    if isinstance(data, list):
        return {at: text for n, inner in enumerate(data) for at, text in scalars(inner, (*path, n)).items()}
    return {} if data is None else {path: str(data)}


@pytest.mark.reliability("Edits", "every text of the examples is changed and changed back: not one byte differs")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_every_text_of_the_examples_there_and_back(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = scalars(read("x", text).data)
    new = {at: f"{value}: # {number}" for number, (at, value) in enumerate(found.items())}
    there = substitute(text, {Spot(at): value for at, value in new.items()})
    assert isinstance(there, Edit), there
    assert scalars(read("x", there.text).data) == new
    # a text over several lines comes back on one
    if not re.search(r": [>|][-+]?$", text, re.MULTILINE):
        assert len(there.text.splitlines()) == len(text.splitlines())
    again = substitute(there.text, {Spot(at): Plain(value) for at, value in found.items()})
    assert isinstance(again, Edit), again
    assert read("x", again.text).data == read("x", text).data


@pytest.mark.parametrize("value", ["a\u200bb", "a\u00a0b", "a\u202eb", "a\u2028b"])
@pytest.mark.parametrize("path", [KEY, ("o", 0, "n")])
def test_a_change_brings_no_problem_with_it(path: tuple[str | int, ...], value: str) -> None:
    after = carry_out("f.yaml", "o:\n- k: old\n", (Put(path, value),))
    if isinstance(after, str):
        assert not read("f.yaml", after).problems, after
    else:
        assert "a new problem" in after.reason or "intended" in after.reason
