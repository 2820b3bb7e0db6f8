"""Small companies in which everything may have to do with everything: few names, so that they meet all the time."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]
Files = dict[str, Data | str]

DEPARTMENTS = ("a", "b", "c", "d", "e", "f")
# one of the ids is a department's name as well, and one that of a group outside
GOALS, RESULTS, KPIS = ("g1", "g2"), ("k1", "k2", "old", "f"), ("nps", "out")
BROKEN = "okrctl: 1\ndepartment: b\nobjectives: [\n"

departments = st.sampled_from(DEPARTMENTS)
goals, results, kpis = st.sampled_from(GOALS), st.sampled_from(RESULTS), st.sampled_from(KPIS)
days = st.sampled_from(["2026-01-20", "2026-02-01", "2026-02-10", "2026-03-20"])
numbers = st.integers(90, 210)


def full(ids: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """References into any department."""
    return st.builds("{}/{}".format, departments, ids)


def some(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """A mapping that has any of these keys."""
    return st.fixed_dictionaries({}, optional=keys)


def one(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """A mapping with one of these keys, or none: where all is tied to all, nothing can be left out."""
    return st.one_of(st.just({}), *(st.fixed_dictionaries({key: value}) for key, value in keys.items()))


def lists(items: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(items, min_size=1, max_size=2)


ANYTHING = st.one_of(full(goals), full(results), departments, goals)
TIES = {
    "supports": lists(ANYTHING),
    "depends_on": lists(st.fixed_dictionaries({"ref": ANYTHING, "due": days})),
    "promised_to": lists(st.fixed_dictionaries({"ref": ANYTHING, "due": days})),
    "formerly": lists(st.one_of(full(results), results)),
    "weight": st.sampled_from([0, 1, 2]),
    "closed": st.fixed_dictionaries({"date": days}),
    "draft": st.just(True),
    "amended": lists(
        st.fixed_dictionaries(
            {
                "date": st.sampled_from(["2026-01-30", "2026-02-20"]),
                "field": st.just("kpi"),
                "from": full(kpis),
                "why": st.just("agreed"),
            }
        )
    ),
}
MEASURES = st.one_of(
    st.fixed_dictionaries({"baseline": numbers, "target": numbers}, optional={"kpi": st.one_of(full(kpis), kpis)}),
    st.fixed_dictionaries({"change": st.sampled_from(["+20%", "-10"]), "kpi": st.one_of(full(kpis), kpis)}),
    st.fixed_dictionaries({"metric": st.just("traffic"), "target": numbers}),
    st.fixed_dictionaries(
        {"milestones": st.lists(st.fixed_dictionaries({"id": results, "title": goals, "due": days}), max_size=2)}
    ),
)
KEY_RESULTS = st.builds(
    lambda id, title, measure, ties: {"id": id, "title": title, **measure, **ties},
    results, st.sampled_from(["One", "Two"]), MEASURES, one(**TIES),
)  # fmt: skip
OBJECTIVES = st.builds(
    lambda id, cycle, results, ties: {"id": id, "title": id, "cycle": cycle, "key_results": results, **ties},
    goals,
    st.sampled_from(["2026-Q1", "2026-Q1", "2025-Q4", "2026-H1"]),
    st.lists(KEY_RESULTS, min_size=1, max_size=2),
    one(**TIES, joint_with=lists(st.one_of(departments, st.just("all")))),
)
ENTRIES = st.builds(
    lambda date, by, said, more: {"date": date, "by": by, "results": said, **more},
    days,
    st.sampled_from(["ana@example.com", "ben@example.com"]),
    st.dictionaries(
        st.one_of(results, kpis, results, kpis, results, full(results), full(kpis)),
        st.one_of(numbers, st.fixed_dictionaries({"value": numbers, "confidence": st.integers(1, 9)})),
        min_size=1,
        max_size=2,
    ),
    some(unchanged=lists(st.one_of(st.just("rest"), results)), corrects=days),
)
MEASURED = st.fixed_dictionaries({"id": kpis, "title": kpis, "unit": st.just("points"), "at_least": numbers})
FILES = st.builds(
    lambda department, objectives, kpis, entries, more: {
        "okrctl": 1, "department": department, "objectives": objectives, "kpis": kpis, "check_ins": entries, **more
    },
    departments,
    st.lists(OBJECTIVES, max_size=2),
    st.lists(MEASURED, max_size=1),
    st.lists(ENTRIES, max_size=3),
    some(weight=st.sampled_from([0, 1, 3]), lead=st.just("Ana"), check_in=st.just({"every": "14d"})),
)  # fmt: skip
PATHS = st.sampled_from([f"okrs/{number}.yaml" for number in range(8)])
COMPANIES: st.SearchStrategy[Files] = st.dictionaries(PATHS, FILES, min_size=4, max_size=8)
EDITS: st.SearchStrategy[dict[str, Data | str | None]] = st.dictionaries(
    PATHS, st.one_of(FILES, st.none(), st.just(BROKEN)), max_size=2
)
SETTINGS = st.sampled_from([{}, {"pace": {"at_risk": 0.3, "off_track": 0.4}}, {"external": ["z"]}])
