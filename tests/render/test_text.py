"""The layout of documents as text: on a terminal of 80 columns, in a pipe, in colour."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.values.width import width
from okrctl.render.screens import text
from okrctl.views.blocks import Blank, Block, Column, Document, Heading, Line, Node, Run, Table, Tree, document

STATUS = document(
    [
        Heading("Northwind Outdoor", ("as of 2026-02-14 · ", Run("███│██░░░░░", "good"), " 0.41, plan 0.35")),
        Line(
            (Run("committed 0.38 of 0.50", "dim"), " · 81 of 87 reported · KPIs 11 healthy, 2 not, 4 have no data yet")
        ),
        Blank(),
        Table(
            (Column("department", shrink=True), Column("bar"), Column("score", "right"), Column("status")),
            (
                (Run("Technology & Platform", "strong"), "██░│░░", "0.19 of 0.31", Run("✗ off-track", "bad")),
                ("Marketing, Customer Acquisition and Brand", "███│░░", "10.31 of 0.33", Run("● on-track", "good")),
                ("日本語の部署", "███│░░", "–", ""),
            ),
            header=False,
        ),
        Blank(),
        Heading("Needs you", level=2),
        Line(
            (Run("✗", "bad"), " technology/page-speed 3.1 s → 2.0 s, now 3.0 s; marketing/seo waits for it already"), 2
        ),
        Tree(
            (
                Node(
                    "founder/market-share 0.41",
                    (
                        Node(
                            (
                                "marketing/seo ",
                                Run("0.31", "warn"),
                                " Be found first when people search for outdoor gear",
                            ),
                            (Node("marketing/content"),),
                        ),
                        Node("technology/page-speed Product pages load in under two seconds, everywhere"),
                    ),
                ),
                Node("finance/cash"),
            )
        ),
    ]
)

PIPED = """\
Northwind Outdoor  as of 2026-02-14 · ███│██░░░░░ 0.41, plan 0.35
committed 0.38 of 0.50 · 81 of 87 reported · KPIs 11 healthy, 2 not, 4 have no data yet

Technology & Platform                      ██░│░░   0.19 of 0.31  ✗ off-track
Marketing, Customer Acquisition and Brand  ███│░░  10.31 of 0.33  ● on-track
日本語の部署                               ███│░░              –

Needs you
  ✗ technology/page-speed 3.1 s → 2.0 s, now 3.0 s; marketing/seo waits for it already
founder/market-share 0.41
├─ marketing/seo 0.31 Be found first when people search for outdoor gear
│  └─ marketing/content
└─ technology/page-speed Product pages load in under two seconds, everywhere
finance/cash
"""

TERMINAL = """\
Northwind Outdoor                 as of 2026-02-14 · ███│██░░░░░ 0.41, plan 0.35
committed 0.38 of 0.50 · 81 of 87 reported · KPIs 11 healthy, 2 not, 4 have no
data yet

Technology & Platform                      ██░│░░   0.19 of 0.31  ✗ off-track
Marketing, Customer Acquisition and Brand  ███│░░  10.31 of 0.33  ● on-track
日本語の部署                               ███│░░              –

Needs you
  ✗ technology/page-speed 3.1 s → 2.0 s, now 3.0 s; marketing/seo waits for it
  already
founder/market-share 0.41
├─ marketing/seo 0.31 Be found first when people search for outdoor gear
│  └─ marketing/content
└─ technology/page-speed Product pages load in under two seconds, everywhere
finance/cash
"""

NARROW = """\
Northwind Outdoor
  as of 2026-02-14 · ███│██░░░░░ 0.41, plan 0.35
committed 0.38 of 0.50 · 81 of 87 reported · KPIs
11 healthy, 2 not, 4 have no data yet

Technology & P…  ██░│░░   0.19 of 0.31  ✗ off-track
Marketing, Cus…  ███│░░  10.31 of 0.33  ● on-track
日本語の部署     ███│░░              –

Needs you
  ✗ technology/page-speed 3.1 s → 2.0 s, now 3.0 s;
  marketing/seo waits for it already
founder/market-share 0.41
├─ marketing/seo 0.31 Be found first when people
│  │ search for outdoor gear
│  └─ marketing/content
└─ technology/page-speed Product pages load in
     under two seconds, everywhere
finance/cash
"""


def test_in_a_pipe_nothing_is_wrapped_or_cut() -> None:
    assert text.render(STATUS) == PIPED


def test_on_a_terminal_of_80_columns() -> None:
    assert text.render(STATUS, 80) == TERMINAL


def test_on_a_narrow_terminal() -> None:
    assert text.render(STATUS, 51) == NARROW


def test_colour_adds_nothing_but_colour() -> None:
    coloured = text.render(STATUS, 80, ansi=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == TERMINAL
    assert "\x1b[31m✗ off-track\x1b[0m" in coloured
    assert "\x1b[32m● on-track\x1b[0m" in coloured


def test_titles_of_columns_and_their_sides() -> None:
    table = Table((Column("name"), Column("n", "right"), Column("note")), (("a", "1", "x"), ("bb", "22", "")), indent=2)
    assert text.render(Document((table,))) == "  name   n  note\n  a      1  x\n  bb    22\n"


def test_columns_give_way_widest_first_and_not_below_a_limit() -> None:
    table = Table((Column("", shrink=True), Column("", shrink=True), Column("")), (("a" * 30, "b" * 20, "c" * 10),))
    assert text.render(Document((table,)), 40) == f"{'a' * 12}…  {'b' * 12}…  {'c' * 10}\n"
    assert text.render(Document((table,)), 20) == f"{'a' * 7}…  {'b' * 7}…  {'c' * 10}\n"


def test_a_cut_cell_keeps_its_styles() -> None:
    cell = (Run("good ", "good"), Run("bad and long", "bad"))
    table = Table((Column("", shrink=True),), ((cell,),))
    assert text.render(Document((table,)), 10, ansi=True) == "\x1b[32mgood \x1b[0m\x1b[31mbad…\x1b[0m\n"


def test_a_stretch_that_would_be_a_fragment_is_left_out() -> None:
    table = Table((Column("", shrink=True), Column("")), ((("organic-traffic  ", Run("Grow it", "dim")), "12"),))
    assert text.render(Document((table,)), 23) == "organic-traffic      12\n"
    assert text.render(Document((table,)), 26) == "organic-traffic  Grow…  12\n"


def test_the_first_cell_of_a_short_row_stands_across_the_missing_columns() -> None:
    columns = (Column("", shrink=True), Column("", "right"), Column("", "right"))
    table = Table(columns, (("An objective of many words", "0.25"), ("a", "b", "1.00"), ("only one cell",)))
    assert text.render(Document((table,))) == (
        "An objective of many words  0.25\na                        b  1.00\nonly one cell\n"
    )
    assert text.render(Document((table,)), 19) == "An objective…  0.25\na           b  1.00\nonly one cell\n"


def test_a_wrapped_line_hangs_where_it_is_told_to() -> None:
    assert text.render(Document((Line("one two three", 2, 3),)), 10) == "  one two\n     three\n"


@pytest.mark.parametrize("ansi", [False, True])
def test_runs_cannot_join_into_a_command_for_a_ci_runner(ansi: bool) -> None:
    rendered = text.render(Document((Line((":", ":add-mask::x")), Line(("a ##", "[group]x")))), None, ansi)
    assert rendered == "\\::add-mask::x\na ##\\[group]x\n"


def test_a_deep_tree_is_no_trouble() -> None:
    node = Node("leaf")
    for _ in range(3000):
        node = Node("branch", (node,))
    lines = text.render(Document((Tree((node,)),))).splitlines()
    assert len(lines) == 3001
    assert lines[2] == "   └─ branch"


words = st.text(st.sampled_from("ab 日é✗"), max_size=40)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=5), st.integers(24, 60))
def test_tables_whose_columns_give_way_always_fit(rows: list[tuple[str, str]], columns: int) -> None:
    table = Table((Column("one", shrink=True), Column("two", "right", shrink=True)), tuple(rows))
    for line in text.render(Document((table,)), columns).splitlines():
        assert width(line) <= columns


@given(st.lists(st.text(st.sampled_from("abc é日"), max_size=60), max_size=4), st.integers(0, 4), st.integers(20, 60))
def test_wrapping_keeps_every_word(parts: list[str], indent: int, columns: int) -> None:
    block: Block = Line(tuple(parts), indent)
    rendered = text.render(Document((block,)), columns)
    assert "".join(rendered.split()) == "".join("".join(parts).split())
    for line in rendered.splitlines():
        assert width(line) <= columns or " " not in line.strip()
