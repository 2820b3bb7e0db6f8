"""States one by one, exposure with its chains, and what the report says about departments as a whole."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.company.workspace import build
from okrctl.core.contracts.dependencies import CHAIN_AT_MOST, Cell, Network, network
from okrctl.core.contracts.loops import longest_chain, steps_to
from okrctl.core.format.doc import put
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.files import FileFacts, History
from okrctl.core.model.items import KeyResult, Objective
from okrctl.core.model.parts import Need
from okrctl.core.model.settings import defaults
from okrctl.core.review.report_day import ReportDay
from okrctl.core.values.diagnostic import DocPath
from okrctl.krtypes.deliverable import Deliverable
from okrctl.views.deps_data import deps_json
from tests.kit.sizes import nightly

DAY = date(2026, 2, 14)
CONFIG = defaults(organization="Northwind", external=("legal",))


def look(day: date = DAY, **departments: str) -> Network:
    """The network of these departments; each text is what stands below `okrctl` and `department`, cycle 2026-Q1."""
    facts = [
        department_facts(f"{id}.yaml", f"okrctl: 1\ndepartment: {id}\ncycle: 2026-Q1\n{text}")
        for id, text in departments.items()
    ]
    for file in facts:
        assert not file.problems, file.problems
    ws = build(CONFIG, facts)
    return network(ws, ReportDay(ws, day).scores)


def objective(id: str, *keys: str, kr: str = "") -> str:
    """An objective with these keys and one key result (a thing to be done, unless told otherwise)."""
    result = f"id: {id}-kr, title: K, done_when: seen" if not kr else f"id: {id}-kr, title: K, {kr}"
    lines = [f"  - id: {id}", f"    title: {id}", "    ambition: committed", *(f"    {key}" for key in keys)]
    return "\n".join([*lines, f"    key_results: [{{{result}}}]", ""])


def needs(ref: str, *more: str) -> str:
    return f"depends_on: [{{{', '.join([f'ref: {ref}', *more])}}}]"


def journal(*entries: str) -> str:
    return "check_ins:\n" + "".join(f"  - {{date: {entry}}}\n" for entry in entries)


FRESH = "2026-02-14, by: b, results: "
OPEN = journal(FRESH + "{p-kr: {value: open, confidence: 8}}")
DONE = journal(FRESH + "{p-kr: done}")
STEPS = "milestones: [{id: x, title: X}, {id: y, title: Y}]"
MOVES = "baseline: 0, target: 10, promised_to: [a/o]"
STILL = journal(*(f"2026-02-{day}, by: b, results: {{p-kr: 4.9}}" for day in (11, 12, 13, 14)))
RISING = journal(*(f"2026-02-{day:02}, by: b, results: {{p-kr: {day // 3 + 3}}}" for day in (5, 8, 11, 14)))


@dataclass(frozen=True)
class RuleContext:
    """What `a/o` waits for and until when, how the provider `b/p` or its key result is planned, and its journal."""

    state: str
    on: str = "b/p"
    due: str = ""
    objective: tuple[str, ...] = ()
    kr: str = ""
    said: str = OPEN


SIGNED = ("promised_to: [a/o]",)
STATES = {
    "the objective's only thing is done": RuleContext("met", said=DONE),
    "the key result is done": RuleContext("met", "b/p-kr", said=DONE),
    "it is done, although it was late": RuleContext("met", due="2026-01-15", said=DONE),
    "a level is inside": RuleContext("met", "b/p-kr", kr="at_least: 10", said=journal(FRESH + "{p-kr: 10}")),
    "a level is outside": RuleContext(
        "unconfirmed", "b/p-kr", kr="baseline: 0, at_least: 10", said=journal(FRESH + "{p-kr: 9}")
    ),
    "a held level is inside now, and was not": RuleContext(
        "at-risk",
        "b/p-kr",
        kr="at_most: 10, hold: true",
        said=journal("2026-02-07, by: b, results: {p-kr: 12}", FRESH + "{p-kr: 9}"),
    ),
    "a quantity is at its target": RuleContext(
        "met", "b/p-kr", "2026-02-01", kr="baseline: 3, target: 2", said=journal(FRESH + "{p-kr: 1.9}")
    ),
    "a quantity is nearly at its target": RuleContext(
        "late", "b/p-kr", "2026-02-01", kr="baseline: 3, target: 2", said=journal(FRESH + "{p-kr: 2.05}")
    ),
    "the milestone is done": RuleContext(
        "met", "b/p-kr/x", "2026-02-01", kr=STEPS, said=journal(FRESH + "{p-kr: [x]}")
    ),
    "another milestone is done": RuleContext(
        "late", "b/p-kr/y", "2026-02-01", kr=STEPS, said=journal(FRESH + "{p-kr: [x]}")
    ),
    "done, but dropped": RuleContext("at-risk", objective=("dropped: {date: 2026-01-20, why: w}",), said=DONE),
    "a group outside the files": RuleContext("external", "legal"),
    "a group outside the files, and the day has passed": RuleContext("external", "legal", "2026-01-15"),
    "a bare department": RuleContext("unplanned", "b"),
    "a bare department, and the day has passed": RuleContext("unplanned", "b", "2026-01-15"),
    "the day was yesterday": RuleContext("late", due="2026-02-13", objective=SIGNED),
    "the day is today": RuleContext(
        "on-track", due="2026-02-14", objective=("promised_to: [{ref: a/o, due: 2026-02-14}]",)
    ),
    "the provider's own day was yesterday": RuleContext("late", "b/p-kr", kr="done_when: seen, due: 2026-02-13"),
    "the milestone's own day was yesterday": RuleContext(
        "late",
        "b/p-kr/x",
        kr="milestones: [{id: x, title: X, due: 2026-02-13}]",
        said=journal(FRESH + "{p-kr: []}"),
    ),
    "promised for later": RuleContext(
        "disputed", due="2026-02-28", objective=("promised_to: [{ref: a/o, due: 2026-03-01}]",)
    ),
    "promised for later, and dropped": RuleContext(
        "disputed",
        due="2026-02-28",
        objective=("promised_to: [{ref: a/o, due: 2026-03-01}]", "dropped: {date: 2026-01-20, why: w}"),
    ),
    "dropped": RuleContext("at-risk", objective=(*SIGNED, "dropped: {date: 2026-01-20, why: w}")),
    "dropped tomorrow": RuleContext("on-track", objective=(*SIGNED, "dropped: {date: 2026-02-15, why: w}")),
    "a draft": RuleContext("at-risk", objective=(*SIGNED, "draft: true")),
    "silent for too long": RuleContext("at-risk", objective=SIGNED, said=""),
    "off-track": RuleContext("at-risk", "b/p-kr", kr=MOVES, said=journal(FRESH + "{p-kr: 1}")),
    "behind its plan": RuleContext("at-risk", "b/p-kr", kr=MOVES, said=journal(FRESH + "{p-kr: 3}")),
    "closed and missed": RuleContext("at-risk", objective=(*SIGNED, "closed: {date: 2026-02-14}")),
    "little confidence": RuleContext(
        "at-risk", objective=SIGNED, said=journal(FRESH + "{p-kr: {value: open, confidence: 3}}")
    ),
    "on its plan, but the trend misses": RuleContext("at-risk", "b/p-kr", kr=MOVES, said=STILL),
    "the trend misses, and the objective's is its worst one's": RuleContext("at-risk", kr=MOVES, said=STILL),
    "the trend gets there": RuleContext("on-track", "b/p-kr", kr=MOVES, said=RISING),
    "the trend gets there, but too late": RuleContext("at-risk", "b/p-kr", "2026-02-20", kr=MOVES[:-20], said=RISING),
    "nobody signed": RuleContext("unconfirmed"),
    "signed for somebody else": RuleContext("unconfirmed", objective=("promised_to: [a/other]",)),
    "signed": RuleContext("on-track", objective=SIGNED),
    "promised for earlier": RuleContext(
        "on-track", due="2026-03-20", objective=("promised_to: [{ref: a/o, due: 2026-03-01}]",)
    ),
    "no data yet is no bad news": RuleContext(
        "on-track", objective=SIGNED, said=journal("2026-02-14, by: b, unchanged: [p-kr]")
    ),
}


@pytest.mark.parametrize("case", STATES.values(), ids=STATES)
def test_states_one_by_one(case: RuleContext) -> None:
    asker = objective("o", needs(case.on, *([f"due: {case.due}"] if case.due else []))) + objective("other")
    provider = objective("p", *case.objective, kr=case.kr) + case.said
    found = look(a=f"objectives:\n{asker}", b=f"objectives:\n{provider}")
    assert [row.state for row in found.dependencies] == [case.state]


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (("dropped: {date: 2026-02-01, why: w}",), DAY),
        (("draft: true",), DAY),
        (("closed: {date: 2026-02-01}",), DAY),
        ((), date(2026, 4, 1)),
    ],
)
def test_who_no_longer_waits_is_left_out(keys: tuple[str, ...], day: date) -> None:
    provider = f"objectives:\n{objective('p')}"
    asker = objective("o", needs("b/p", "due: 2026-01-10"), *keys)
    assert look(day, a=f"objectives:\n{asker}", b=provider).dependencies == ()
    assert look(date(2026, 1, 20), a=f"objectives:\n{asker}", b=provider).dependencies or keys == ("draft: true",)


def test_who_is_done_no_longer_waits() -> None:
    asker = objective("o", needs("b/p", "due: 2026-01-10")) + journal("2026-02-01, by: a, results: {o-kr: done}")
    assert look(a=f"objectives:\n{asker}", b=f"objectives:\n{objective('p')}").dependencies == ()


def test_within_a_department_nobody_has_to_sign() -> None:
    found = look(b=f"objectives:\n{objective('o', needs('p'))}{objective('p')}{OPEN}")
    assert [(row.state, row.contract.internal) for row in found.dependencies] == [("on-track", True)]
    assert found.matrix() == ()


def test_a_day_amended_later_is_read_as_it_was() -> None:
    amended = "    amended: [{date: 2026-02-20, field: depends_on, from: [{ref: b/p, due: 2026-02-10}], why: agreed}]\n"
    asker = objective("o", needs("b/p", "due: 2026-03-20")) + amended
    departments = {"a": f"objectives:\n{asker}", "b": f"objectives:\n{objective('p')}{OPEN}"}
    then, now = look(DAY, **departments), look(date(2026, 2, 21), **departments)
    assert [(row.state, row.due) for row in then.dependencies] == [("late", date(2026, 2, 10))]
    assert [(row.state, row.due) for row in now.dependencies] == [("unconfirmed", date(2026, 3, 20))]


def chain(*links: str, **more: str) -> Network:
    """Objectives that wait for one another: `a>b` for a waits for b; a day stands behind `@`, further keys in more."""
    waits: dict[str, list[str]] = {}
    for link in links:
        pair, _, due = link.partition("@")
        asker, _, provider = pair.partition(">")
        waits.setdefault(asker, []).append(f"{{ref: d-{provider}/{provider}{', due: ' + due if due else ''}}}")
        waits.setdefault(provider, [])
    departments = {
        f"d-{id}": "objectives:\n"
        + objective(id, *([f"depends_on: [{', '.join(refs)}]"] if refs else []), *([more[id]] if id in more else []))
        + journal(f"{FRESH}{{{id}-kr: {{value: open, confidence: 8}}}}")
        for id, refs in waits.items()
    }
    return look(**departments)


def chains(found: Network) -> dict[tuple[str, str], str]:
    return {(row.waits[-1], row.on[-1]): "".join(ref[-1] for ref in row.chain) for row in found.dependencies}


LATE = "@2026-02-01"


def test_exposure_goes_through_any_number_of_steps() -> None:
    found = chain("a>b", "b>c", f"c>d{LATE}", "a>e")
    assert chains(found) == {("a", "b"): "abcd", ("b", "c"): "bcd", ("c", "d"): "cd", ("a", "e"): ""}


def test_a_chain_goes_on_to_where_trouble_begins() -> None:
    found = chain(f"a>b{LATE}", f"b>c{LATE}")
    assert chains(found) == {("a", "b"): "abc", ("b", "c"): "bc"}


def test_trouble_in_a_circle_is_told_as_far_as_the_next_one() -> None:
    found = chain(f"a>b{LATE}", f"b>a{LATE}", "c>a")
    assert chains(found) == {("a", "b"): "ab", ("b", "a"): "ba", ("c", "a"): "cab"}
    assert found.cycles == (("d-a/a", "d-b/b"),)


def test_of_several_ways_the_shortest_is_told() -> None:
    found = chain("a>b", "b>c", f"c>z{LATE}", "a>d", f"d>z{LATE}", "e>a")
    assert chains(found)["e", "a"] == "eadz"


def test_a_provider_that_is_off_track_exposes_without_being_late() -> None:
    provider = f"objectives:\n{objective('p', kr='baseline: 0, target: 10')}{journal(f'{FRESH}{{p-kr: 0}}')}"
    asker = f"objectives:\n{objective('o', needs('b/p-kr'))}"
    found = look(a=asker, b=provider, c=f"objectives:\n{objective('q', needs('a/o'))}")
    assert {row.waits: row.chain for row in found.dependencies} == {
        "a/o": ("a/o", "b/p-kr"),
        "c/q": ("c/q", "a/o", "b/p-kr"),
    }


def test_what_is_met_passes_no_trouble_on() -> None:
    asker = f"objectives:\n{objective('o', needs('b/extra'))}"
    waiting = objective("p", needs("c/q", "due: 2026-02-01")).replace(
        "seen}]", "seen}, {id: extra, title: E, count: 1}]"
    )
    text = f"objectives:\n{waiting}{journal(FRESH + '{extra: 1}')}"
    further = f"objectives:\n{objective('r', needs('a/o'))}"
    found = look(a=asker, b=text, c=f"objectives:\n{objective('q')}", d=further)
    assert {row.waits: (row.state == "met", bool(row.chain)) for row in found.dependencies} == {
        "b/p": (False, True),
        "a/o": (True, False),
        "d/r": (False, False),
    }


def test_the_matrix_shows_the_worst_of_each_pair() -> None:
    order = ["late", "disputed", "at-risk", "unplanned", "unconfirmed", "on-track", "external", "met"]
    found = chain("a>b")
    row = found.dependencies[0]
    for at, worst in enumerate(order):
        states = order[at:]
        random.Random(at).shuffle(states)
        whole = replace(found, dependencies=tuple(replace(row, state=state) for state in states))
        assert whole.matrix() == (Cell("d-a", "d-b", len(states), worst),)


def test_most_depended_on_counts_what_others_wait_for() -> None:
    found = chain("a>c", "b>c", "c>d", "a>d", "e>d", "a>b")
    assert found.most_depended_on() == (("d-d", 3), ("d-c", 2), ("d-b", 1))


def test_the_longest_chain_counts_a_circle_as_one_step() -> None:
    assert [ref[-1] for ref in chain("a>b", "b>c", "a>c", "d>c").longest_chain] == ["a", "b", "c"]
    assert [ref[-1] for ref in chain("a>b", "b>c", "c>b", "c>d", "e>f", "f>g", "g>h").longest_chain] == list("efgh")
    assert [ref[-1] for ref in chain("a>b", "b>c", "c>b", "c>d").longest_chain] == list("abcd")
    assert chain("a>b", "b>a").longest_chain == ()


def test_shared_things() -> None:
    found = look(
        a=f"objectives:\n{objective('o', 'joint_with: [b, legal]', 'supports: [b/p]', kr='metric: aov, count: 3')}",
        b=f"objectives:\n{objective('p', kr='metric: aov, count: 4')}",
        c=f"objectives:\n{objective('q', 'joint_with: [a]', 'draft: true')}",
    )
    assert [(tie.kind, tie.departments, tie.refs, tie.metric) for tie in found.shared] == [
        ("joint", ("a", "b", "legal"), ("a/o",), None),
        ("metric", ("a", "b"), ("a/o-kr", "b/p-kr"), "aov"),
        ("supports", ("a", "b"), ("a/o", "b/p"), None),
    ]
    assert [(each.metric, each.kind) for each in found.conflicts] == [("aov", "target")]


def test_conflicts_of_the_past_are_over() -> None:
    texts = {id: f"objectives:\n{objective('o', kr=f'metric: aov, count: {n}')}" for id, n in (("a", 3), ("b", 4))}
    assert look(date(2026, 3, 31), **texts).conflicts
    assert not look(date(2026, 4, 1), **texts).conflicts


def test_a_dependency_on_nothing_is_told() -> None:
    found = look(a=f"objectives:\n{objective('o', needs('b/pp'))}", b=f"objectives:\n{objective('p')}")
    assert found.dependencies == () and [link.text for link in found.unresolved] == ["b/pp"]


def bare(id: str, ref: str | None, position: int, late: bool) -> History:
    at = ("objectives", position)
    due = {"due": date(2026, 1, 10)} if late else {}
    needs = [placed(Need.model_construct(ref=ref, **due), (*at, "depends_on", 0))] if ref else []
    result = placed(KeyResult.model_construct(id=f"{id}-kr", title="K"), (*at, "key_results", 0))
    put(result, "measure", Deliverable.model_construct(done_when="seen"))
    plan = {"id": id, "title": "T", "cycle": "2026-Q1", "depends_on": tuple(needs), "key_results": (result,)}
    return History(placed(Objective.model_construct(**plan), at))


def placed(doc: Any, at: DocPath) -> Any:
    put(doc, "at", at)
    return doc


def test_thousands_of_objectives_in_a_row() -> None:
    count = 10_000 if nightly() else 2_000  # Python stops at a depth of 1,000
    facts = FileFacts(
        "long.yaml",
        department="long",
        objectives=tuple(
            bare(f"o{at}", f"o{at + 1}" if at + 1 < count else None, at, late=at == count - 2) for at in range(count)
        ),
    )
    ws = build(CONFIG, [facts])
    found = network(ws, ReportDay(ws, DAY).scores)
    assert found.longest_chain == tuple(f"long/o{at}" for at in range(count))
    first = next(row for row in found.dependencies if row.waits == "long/o0")
    assert first.chain[:2] == ("long/o0", "long/o1") and first.chain[-1] == f"long/o{count - 1}"
    assert len(first.chain) == CHAIN_AT_MOST


graphs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=16, unique=True)


@given(graphs, st.sets(st.integers(0, 7), min_size=1))
def test_steps_lead_to_a_root_on_a_shortest_way(edges: list[tuple[int, int]], roots: set[int]) -> None:
    following = steps_to(edges, sorted(roots))
    distance = dict.fromkeys(roots, 0)
    for _ in range(8):
        for start, end in edges:
            if end in distance:
                distance[start] = min(distance.get(start, 99), distance[end] + 1)
    assert set(following) == set(distance)
    for node, step in following.items():
        assert (step is None) == (distance[node] == 0)
        if step is not None:
            assert (node, step) in edges and distance[step] == distance[node] - 1


@given(graphs)
def test_the_longest_chain_is_a_way_and_none_is_longer(pairs: list[tuple[int, int]]) -> None:
    edges = {node: sorted(end for start, end in pairs if start == node and end != node) for node in range(8)}
    found = longest_chain(edges)
    assert all(end in edges[start] for start, end in pairwise(found))
    reach = {node: _reach(edges, node) for node in edges}

    def group(node: int) -> int:
        return min({node} | {other for other in reach[node] if node in reach[other]})

    def stations(way: tuple[int, ...]) -> int:
        return len({group(node) for node in way})

    best = max(stations(way) for start in edges for way in _ways(edges, (start,), group))
    assert stations(found) == (best if best > 1 else 0)


def _reach(edges: dict[int, list[int]], start: int) -> set[int]:
    seen: set[int] = set()
    todo = list(edges[start])
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo += edges[node]
    return seen


def _ways(edges: dict[int, list[int]], way: tuple[int, ...], group: Any) -> Any:
    """Every way that never comes back to a group of nodes it has left, group by group."""
    yield way
    members = [node for node in edges if group(node) == group(way[-1])]
    for node in members:
        for other in edges[node]:
            if group(other) != group(node):
                yield from _ways(edges, (*way, other), group)


NORTHWIND = "examples/northwind-outdoor/okrs"


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_files_does_not_matter(seed: int) -> None:
    """Neither the order in which files come, nor how a department's objectives are spread over files."""
    from tests.kit.harness import PROJECT

    facts = [
        department_facts(path.name, path.read_text(encoding="utf-8"))
        for path in sorted((PROJECT / NORTHWIND).glob("*.yaml"))
    ]

    def told(files: list[FileFacts]) -> Any:
        ws = build(CONFIG, files)
        found = network(ws, ReportDay(ws, date(2026, 6, 20)).scores)
        rows = [(row.waits, row.on, row.state, row.due, row.chain) for row in found.dependencies]
        return deps_json("Northwind", found, [], lambda place: 0), rows

    whole, chance = told(facts), random.Random(seed)
    spread: list[FileFacts] = []
    for file in facts:
        halves: tuple[list[History], list[History]] = ([], [])
        for history in file.objectives:
            chance.choice(halves).append(history)
        spread.append(replace(file, objectives=tuple(halves[0])))
        spread.append(replace(file, path=f"{chance.random()}.yaml", objectives=tuple(halves[1]), kpis=(), check_ins=()))
    chance.shuffle(spread)
    assert told(spread) == whole
