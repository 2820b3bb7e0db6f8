"""`source:` as written: words, or exactly one of file, files and database with a value or a query."""

from __future__ import annotations

import pytest

from okrctl.core.loading.config import load_config
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.items import KeyResult
from okrctl.core.model.origin import Source

HEAD = "okrctl: 1\ndepartment: d\nlead: A\ncycle: 2026-Q1\nobjectives:\n  - id: o\n    title: T\n    key_results:\n"


made = Source.model_construct


def read(source: str) -> tuple[Source | None, list[tuple[str, str]]]:
    facts = department_facts("x.yaml", f"{HEAD}      - {{id: k, title: K, count: 3, source: {source}}}\n")
    key_result: KeyResult = facts.objectives[0].current.key_results[0]
    return key_result.source, [(problem.rule, problem.message) for problem in facts.problems]


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("The admin of the shop", made(about="The admin of the shop")),
        ("{file: a.csv, value: avg(total)}", made(file="a.csv", value="avg(total)")),
        (
            "{about: Orders, file: a.xlsx, sheet: S, value: v, where: w}",
            made(about="Orders", file="a.xlsx", sheet="S", value="v", where="w"),
        ),
        (
            "{files: {orders: a.csv, visits: b.csv}, query: select 1}",
            made(files={"orders": "a.csv", "visits": "b.csv"}, query="select 1"),
        ),
        ("{database: a.db, query: select 1}", made(database="a.db", query="select 1")),
    ],
)
def test_what_is_understood(written: str, source: Source) -> None:
    assert read(written) == (source, [])


@pytest.mark.parametrize(
    ("written", "rule", "words"),
    [
        ("{value: x}", "wrong-value", "source: a source needs exactly one of file, files and database"),
        ("{file: a.csv, database: b.db, query: q}", "wrong-value", "exactly one of file, files and database"),
        ("{file: a.csv}", "wrong-value", "either value or query"),
        ("{file: a.csv, value: v, query: q}", "wrong-value", "either value or query"),
        ("{database: a.db, value: v}", "wrong-value", "`database` needs a query"),
        ("{files: {a: a.csv}, value: v}", "wrong-value", "`files` needs a query"),
        ("{file: a.csv, query: q, where: w}", "wrong-value", "`where` needs `value`"),
        ("{files: {}, query: q}", "wrong-value", "no file given"),
        ("{files: {Bad Name: a.csv}, query: q}", "bad-id", "is not the name of a table"),
        ("{files: [a.csv], query: q}", "wrong-type", "expected a mapping, found a list"),
        ("{fil: a.csv, value: v}", "unknown-key", "unknown key `fil`"),
        ("[a.csv]", "wrong-type", "found a list"),
    ],
)
def test_what_is_wrong_is_told_once_and_left_out(written: str, rule: str, words: str) -> None:
    source, found = read(written)
    assert source is None
    ((spoken, message),) = found
    assert spoken == rule and words in message


def test_the_query_behind_a_value() -> None:
    found = made(file="a.csv", value="avg(total) -- mean", where="paid -- only")
    assert found.sql == "select avg(total) -- mean\nfrom data\nwhere paid -- only"
    assert found.query_hash != made(file="a.csv", value="avg(total)").query_hash


def test_settings() -> None:
    metric = "metrics: {aov: {title: Average order, source: {file: a.csv, value: avg(total)}}}\n"
    text = "okrctl: 1\norganization: X\nsources: {allow: [../exports], seconds: 60}\n" + metric
    config = load_config("okrctl.yaml", text)
    assert (config.problems, config.sources.allow, config.sources.seconds) == ((), ("../exports",), 60)
    assert config.metrics["aov"].source == made(file="a.csv", value="avg(total)")
    plain = load_config("okrctl.yaml", "okrctl: 1\norganization: X\nsources: {seconds: 0}\n")
    assert [problem.rule for problem in plain.problems] == ["bad-number"] and plain.sources.seconds == 20
