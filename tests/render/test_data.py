"""Documents as Markdown and CSV, values as JSON."""

from __future__ import annotations

import csv as csv_reader
import io
import json as json_reader
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.render.data import json
from okrctl.render.pages import markdown
from okrctl.render.tables import csv
from okrctl.views.blocks import Column, Document, Heading, Line, Run, Table
from tests.render.test_text import STATUS

MARKDOWN = """\
# Northwind Outdoor

as of 2026-02-14 · ███│██░░░░░ 0.41, plan 0.35

committed 0.38 of 0.50 · 81 of 87 reported · KPIs 11 healthy, 2 not, 4 have no data yet

| department | bar | score | status |
| --- | --- | ---: | --- |
| **Technology &amp; Platform** | ██░│░░ | 0.19 of 0.31 | ✗ off-track |
| Marketing, Customer Acquisition and Brand | ███│░░ | 10.31 of 0.33 | ● on-track |
| 日本語の部署 | ███│░░ | – |  |

## Needs you

- ✗ technology/page-speed 3.1 s → 2.0 s, now 3.0 s; marketing/seo waits for it already

- founder/market-share 0.41
  - marketing/seo 0.31 Be found first when people search for outdoor gear
    - marketing/content
  - technology/page-speed Product pages load in under two seconds, everywhere
- finance/cash
"""


def test_markdown() -> None:
    assert markdown.render(STATUS) == MARKDOWN


def test_strong_text_in_markdown_keeps_its_blanks_outside() -> None:
    line = Line((Run("a ", "strong"), "b", Run(" ", "dim"), Run(" c", "strong")))
    assert markdown.render(Document((line,))) == "**a** b  **c**\n"


def test_csv_holds_the_tables_and_nothing_else() -> None:
    read = list(csv_reader.reader(io.StringIO(csv.render(STATUS))))
    assert read[0] == ["department", "bar", "score", "status"]
    assert read[2] == ["Marketing, Customer Acquisition and Brand", "███│░░", "10.31 of 0.33", "● on-track"]
    assert len(read) == 4


def test_csv_is_one_table() -> None:
    table = Table((Column("a"), Column("b")), (("1", "2"), ("3",)))
    assert csv.render(Document((Heading("x"), table))) == "a,b\n1,2\n3,\n"
    with pytest.raises(ValueError, match="too many"):
        csv.render(Document((table, table)))


def test_csv_cells_of_users_are_never_formulas() -> None:
    written = csv.rows(["=title"], [["=1+1", "+x", "-5"], ["@SUM(A1)", "a;=b", "+10%"]])
    assert written == "'=title\n'=1+1,'+x,-5\n'@SUM(A1),\"a;'=b\",+10%\n"


def test_csv_quotes_what_needs_it() -> None:
    assert csv.rows(["a"], [['say "hi", ok'], [" x"], ["1;2"]]) == 'a\n"say ""hi"", ok"\n" x"\n"1;2"\n'


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(144000), "144000"),
        (Fraction("0.1234567890123456789"), "0.1234567890123456789"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(1, 1024), "0.0009765625"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(-1, 6), "-0.166667"),
        (Fraction(10) ** 15, "1000000000000000"),
        (Decimal("1E+15"), "1000000000000000"),
        (Decimal("1.50"), "1.5"),
        (Decimal("-0.0"), "0"),
        (Decimal("1e-15"), "0.000000000000001"),
        (0.079167, "0.079167"),
        (0.00005, "0.00005"),
        (1.0, "1"),
        (float("nan"), "null"),
        (Decimal("Infinity"), "null"),
        (True, "true"),
        (None, "null"),
        ([], "[]"),
        ({}, "{}"),
    ],
)
def test_exact_numbers_in_json(value: Any, written: str) -> None:
    assert json.line(value) == written
    json_reader.loads(written)


def test_json_is_indented_by_two() -> None:
    assert json.render({"a": [1, {"b": "é"}], "c": []}) == (
        '{\n  "a": [\n    1,\n    {\n      "b": "é"\n    }\n  ],\n  "c": []\n}\n'
    )


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e9, 1e9) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(values)
def test_json_reads_back_as_it_was(value: Any) -> None:
    assert json_reader.loads(json.render(value)) == value
    assert json_reader.loads(json.line(value)) == value
    assert "\n" not in json.line(value)


def test_json_refuses_what_it_does_not_know() -> None:
    with pytest.raises(TypeError, match="no JSON for object"):
        json.line(object())
