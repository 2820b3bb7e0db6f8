"""The short way through a document says what the models say, of every document; and it knows the same keys."""

from __future__ import annotations

import json
import os
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from harness import PROJECT
from hypothesis import given, settings
from hypothesis import strategies as st

from okrctl.core import shaped
from okrctl.core.config import load_config
from okrctl.core.document import Doc
from okrctl.core.facts import department_facts
from okrctl.core.plain import plain
from okrctl.core.shape import model_of

FILES = sorted([*PROJECT.glob("examples/**/okrs/*.yaml"), *PROJECT.glob("tests/**/okrs/*.yaml")])
SETTINGS = sorted(PROJECT.glob("examples/*/okrctl.yaml"))
EXAMPLES = int(os.environ.get("OKRCTL_FUZZ", "150"))

# what may stand behind each key, right and nearly right
DATES = ["2026-01-05", "2026-06-30", "2026-02-30", "1969-12-31", "soon"]
NUMBERS = ["10", "-3.5", "0", "1e3", "+20%", "+2pp", "1,000", "1e99", "ten"]
IDS = ["mrr", "a-1", "x-mine", "12", "1e3", "A", "a" * 101]
REFS = ["sales/mrr", "mrr", "sales/a/b", "mrr@2026-Q1", "a b", "/a", "a/b/c/d"]
TEXTS = ["so", "", "~", "t" * 501]
CYCLES = ["2026-H1", "FY2026", "2026-01-15/2026-07-14", "2026-07-14/2026-01-15", "2026-H3"]
DURATIONS = ["7d", "2w", "0d", "7"]
WORDS = [
    *("committed", "leading", "true", "false", "True", "95%", "0%", "101%"),
    *("higher", "start", "in-file", "off", "error", "1", "12", "13", "all"),
]
SPECIFIC = {
    "id": IDS, "metric": IDS, "due": DATES, "date": DATES, "from": DATES, "to": DATES, "cycle": CYCLES, "ref": REFS,
    "kpi": REFS, "carried_from": REFS, "supports": REFS, "formerly": REFS, "every": DURATIONS, "grace": DURATIONS,
    "okrctl": ["1", "2"], "department": IDS, "ambition": ["committed", "aspirational", "big"],
    "indicator": ["leading", "lagging", "slow"], "better": ["higher", "lower", "more"],
    "draft": ["true", "false", "yes"], "hold": ["true", "95%", "0%", "95"], "starts": ["1", "12", "13", "01"],
    "layout": ["in-file", "file-per-check-in", "x"], "seconds": ["20", "0", "1000"],
    "named_after": ["start", "end", "x"],
}  # fmt: skip
NUMERIC = (
    *("baseline", "target", "change", "count", "at_least", "at_most", "weight", "at_risk", "off_track"),
    *("aspirational", "committed"),
)
SPECIFIC |= dict.fromkeys(NUMERIC, NUMBERS)


ITEM: dict[str, Any] = {
    "why": "so", "owner": "Ana", "weight": "2", "tags": ["a", "b"], "links": [{"title": "t", "url": "https://x"}],
    "check_in": {"every": "7d", "grace": "3d"}, "supports": "sales/mrr",
    "promised_to": ["a/b", {"ref": "c/d", "due": "2026-03-31"}],
    "depends_on": [{"ref": "a/b", "need": "it", "due": "2026-03-31"}], "draft": "false", "formerly": ["old"],
    "amended": [{"date": "2026-02-01", "field": "owner", "from": "Bea", "to": "Ana", "why": "w", "approved_by": "Cem"}],
    "dropped": {"date": "2026-05-01", "why": "so"}, "closed": {"date": "2026-06-01", "learned": "much"},
    "carried_from": "a/b@2025-H2",
}  # fmt: skip
KEY_RESULT: dict[str, Any] = {
    "title": "T", "unit": "percent", "metric": "mrr", "kpi": "a/bounce", "definition": "d", "due": "2026-06-01",
    "indicator": "leading",
}  # fmt: skip
SOURCES: list[Any] = [
    {"about": "a", "file": "a.csv", "value": "avg(x)", "where": "y > 1"},
    {"database": "shop.db", "query": "select 1"},
    {"files": {"orders": "a.csv"}, "query": "select 1"},
    {"file": "a.xlsx", "sheet": "May", "value": "max(x)"},
]
KINDS: list[dict[str, Any]] = [
    {"baseline": "1", "change": "+20%", "checkpoints": {"2026-03-31": "1.1", "2026-04-30": "+10%"}},
    {"target": "7"},
    {"count": "3"},
    {"at_least": "1", "at_most": "5", "hold": "95%"},
    {"done_when": "it is"},
    {"milestones": [{"id": "a", "title": "A", "due": "2026-03-01", "weight": "2"}, {"id": "b", "title": "B"}]},
]
OBJECTIVE: dict[str, Any] = {
    "id": "goal", "title": "Goal", "cycle": "2026-H1", "ambition": "committed", "joint_with": "all",
    "initiatives": ["do", {"it": ["well"]}], **ITEM,
    "key_results": [
        {"id": f"kr-{at}", **KEY_RESULT, "source": SOURCES[at % 4], **kind, **(ITEM if at == 0 else {})}
        for at, kind in enumerate(KINDS)
    ],
}  # fmt: skip
DEPARTMENT: dict[str, Any] = {
    "okrctl": "1", "department": "sales", "name": "Sales", "lead": "Bo", "weight": "1", "cycle": "2026-H1",
    "check_in": {"every": "2w"}, "objectives": [OBJECTIVE, {"id": "b", "title": "B", "key_results": []}],
    "kpis": [
        {
            "id": "bounce", "title": "Bounce", "unit": "percent", "metric": "mrr", "definition": "d", "owner": "Ana",
            "at_least": "1", "at_most": "45", "check_in": {"grace": "1d"}, "source": "Shop", "tags": "web",
            "except": [{"from": "2026-11-20", "to": "2026-12-02", "at_least": "0", "at_most": "55", "why": "sale"}],
        }
    ],
}  # fmt: skip
WORKSPACE: dict[str, Any] = {
    "okrctl": "1", "organization": "Shop", "files": ["okrs/*.yaml"],
    "fiscal_year": {"starts": "2", "named_after": "start"},
    "external": ["legal"], "people": {"ana": {"name": "Ana", "email": "ana@example.com", "owns": ["Head"]}},
    "check_in": {"every": "7d", "grace": "3d", "layout": "in-file"}, "pace": {"at_risk": "0.1", "off_track": "0.25"},
    "grades": {"aspirational": ["0.4", "0.7"], "committed": ["0.7", "1"]}, "rules": {"OKR601": "off"},
    "metrics": {
        "mrr": {
            "title": "MRR", "unit": "USD", "better": "higher", "definition": "d", "indicator": "lagging", "tags": ["m"],
            "source": SOURCES[0],
        },
        **{f"m-{at}": {"title": "M", "source": source} for at, source in enumerate(SOURCES)},
    },
    "sources": {"allow": ["/data"], "seconds": "30"},
}  # fmt: skip
WHOLE: dict[str, Any] = {"department": DEPARTMENT, "workspace": WORKSPACE}
ODD: list[Any] = [
    *(None, "", "so", "1", "a/b", "2026-01-05", "t" * 501, [], {}, ["so"], ["a-1", None], {"x-a": "1"}, {"ref": "a/b"}),
    *([{"ref": "a"}], {"orders": "a.csv"}, {"2026-02-30": "1"}, {"a": "b"}, [["a"]], *WORDS),
]
ODDS = st.sampled_from(ODD)


def copied(data: Any) -> Any:
    return json.loads(json.dumps(data))


@st.composite
def damaged(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """A document with every key of the format, with a few of its parts put wrong, left out or put right otherwise."""
    document = copied(whole)
    for _ in range(draw(st.integers(0, 3))):
        part, key = document, None
        while isinstance(part, (dict, list)) and part and (key is None or draw(st.integers(0, 4))):
            home = part
            key = draw(st.sampled_from(sorted(home) if isinstance(home, dict) else range(len(home))))
            part = home[key]
        if key is None:
            continue
        match draw(st.integers(0, 6)):
            case 0:
                del home[key]
            case 1 if isinstance(home, dict):
                home[draw(st.sampled_from(["x-mine", "unknown", "title", "value", "file", "2026-03-31"]))] = copied(
                    draw(ODDS)
                )
            case 2:
                home[key] = copied(draw(ODDS))
            case _:
                home[key] = draw(st.sampled_from(SPECIFIC.get(str(key), TEXTS)))
    return document


def facts_both_ways(text: str, load: Any) -> tuple[Any, Any]:
    short = load("okrs/a.yaml", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shaped, "plain", lambda name, data: None)
        return short, load("okrs/a.yaml", text)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.data())
def test_the_models_say_the_same_of_departments(data: st.DataObject) -> None:
    short, long = facts_both_ways(json.dumps(data.draw(damaged(DEPARTMENT))), department_facts)
    assert short == long


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.data())
def test_the_models_say_the_same_of_settings(data: st.DataObject) -> None:
    short, long = facts_both_ways(json.dumps(data.draw(damaged(WORKSPACE))), load_config)
    assert short == long


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_the_models_say_the_same_of_real_files(path: Any) -> None:
    short, long = facts_both_ways(path.read_text(), department_facts)
    assert short == long


@pytest.mark.parametrize("path", SETTINGS, ids=lambda path: path.parent.name)
def test_the_models_say_the_same_of_real_settings(path: Any) -> None:
    short, long = facts_both_ways(path.read_text(), load_config)
    assert short == long


@pytest.mark.parametrize("path", [*FILES, *SETTINGS], ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_real_files_go_the_short_way(path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("okrctl.core.shape.shape", lambda *_: pytest.fail("the models were asked"))
    load = load_config if path in SETTINGS else department_facts
    assert not load("okrs/a.yaml", path.read_text()).problems


def models_in(kind: Any) -> Iterator[type[Doc]]:
    if isinstance(kind, type) and issubclass(kind, Doc):
        yield kind
    for inner in typing.get_args(kind):
        yield from models_in(inner)


def mappings_in(data: Any) -> Iterator[dict[str, Any]]:
    yield from (each for each in (data if isinstance(data, list) else [data]) if isinstance(each, dict))


def seen_keys(model: type[Doc], data: Any, seen: dict[type[Doc], set[str]]) -> None:
    keys = {field.alias or name: field for name, field in model.model_fields.items()}
    for part in mappings_in(data):
        seen.setdefault(model, set()).update(part.keys() & keys.keys())
        for key, value in part.items():
            for inner in models_in(keys[key].annotation if key in keys else None):
                # mappings keyed by id hold theirs one step further down
                nested = value.values() if isinstance(value, dict) and key in ("people", "metrics") else [value]
                for each in nested:
                    seen_keys(inner, each, seen)


@pytest.mark.parametrize("name", ["department", "workspace"])
def test_the_whole_documents_are_right_and_have_every_key(name: shaped.DocName) -> None:
    assert plain(name, WHOLE[name]) is not None
    seen: dict[type[Doc], set[str]] = {}
    seen_keys(model_of(name), WHOLE[name], seen)
    seen.pop(next(iter(models_in(model_of("department").model_fields["check_ins"].annotation))), None)
    for model, keys in seen.items():
        assert keys | {"check_ins"} >= {field.alias or key for key, field in model.model_fields.items()}, model.__name__


def paths_of(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*at, key)
        yield from paths_of(value, (*at, key))


def changed(data: Any, at: tuple[str | int, ...], value: Any) -> Any:
    copy = copied(data)
    home = copy
    for step in at[:-1]:
        home = home[step]
    if value is GONE:
        del home[at[-1]]
    else:
        home[at[-1]] = value
    return copy


GONE = object()


@pytest.mark.parametrize("name", ["department", "workspace"])
@pytest.mark.parametrize(
    "value",
    [GONE, None, "", [], {"x-a": "1"}, {"unknown": "1"}, "so"],
    ids=["gone", "null", "empty", "list", "x-key", "unknown-key", "text"],
)
def test_the_models_say_the_same_wherever_it_stands(name: str, value: Any) -> None:
    load = load_config if name == "workspace" else department_facts
    for at in paths_of(WHOLE[name]):
        short, long = facts_both_ways(json.dumps(changed(WHOLE[name], at, value)), load)
        assert short == long, at
