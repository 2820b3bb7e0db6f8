"""Small companies whose departments have to do with each other, and small changes of them.

Ties lead to things that are there, and an edit touches little: what is left out then is what somebody else's file says.
They are taken at random: of examples that are alike, as hypothesis likes them, few would tell something new.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]
Files = dict[str, Data | str]

DEPARTMENTS = ("a", "b", "c", "d", "e", "f")
# one of the ids is a department's name as well, and one that of a group outside
GOALS, RESULTS, KPIS, OLD = ("g1", "g2"), ("k1", "k2", "k3", "k4", "f"), ("nps", "out"), ("was", "d", "k1")
TIED = "zoe@example.com"
BROKEN = "okrctl: 1\ndepartment: b\nobjectives: [\n"
PAST = ("2026-01-20", "2026-02-01", "2026-02-10")
DAYS = (*PAST, "2026-03-20", "2026-03-28")
PATHS = tuple(f"okrs/{number}.yaml" for number in range(8))

departments, days = st.sampled_from(DEPARTMENTS), st.sampled_from(DAYS)
goals, results, kpis = st.sampled_from(GOALS), st.sampled_from(RESULTS), st.sampled_from(KPIS)
numbers = st.integers(90, 210)


def some(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """A mapping that has any of these keys."""
    return st.fixed_dictionaries({}, optional=keys)


MEASURES = st.one_of(
    *[st.fixed_dictionaries({"baseline": numbers, "target": numbers})] * 3,
    st.fixed_dictionaries({"metric": st.just("traffic"), "target": numbers}),
    st.fixed_dictionaries(
        {"milestones": st.lists(st.fixed_dictionaries({"id": results, "title": goals, "due": days}), max_size=2)}
    ),
)
MARKS = some(
    weight=st.sampled_from([0, 1, 2]),
    closed=st.fixed_dictionaries({"date": days}),
    dropped=st.fixed_dictionaries({"date": days, "why": st.just("late")}),
    draft=st.just(True),
)
RARELY_MARKED = st.one_of(*[st.just({})] * 4, MARKS)
KEY_RESULTS = st.builds(
    lambda id, title, measure, marks: {"id": id, "title": title, **measure, **marks},
    results, st.sampled_from(["One", "Two"]), MEASURES, RARELY_MARKED,
)  # fmt: skip
OBJECTIVES = st.builds(
    lambda id, cycle, results, marks: {"id": id, "title": id, "cycle": cycle, "key_results": results, **marks},
    goals,
    st.sampled_from([*["2026-Q1"] * 6, "2025-Q4", "2026-H1"]),
    st.lists(KEY_RESULTS, min_size=1, max_size=2, unique_by=lambda each: each["id"]),
    RARELY_MARKED,
)
ENTRIES = st.builds(
    lambda date, by, said, more: {"date": date, "by": by, "results": said, **more},
    days,
    st.sampled_from(["ana@example.com", "ben@example.com"]),
    st.dictionaries(
        st.one_of(results, kpis),
        st.one_of(numbers, st.fixed_dictionaries({"value": numbers, "confidence": st.integers(1, 9)})),
        min_size=1,
        max_size=2,
    ),
    some(unchanged=st.just(["rest"]), corrects=days),
)
MEASURED = st.fixed_dictionaries({"id": kpis, "title": kpis, "unit": st.just("points"), "at_least": numbers})
FILES = st.builds(
    lambda department, objectives, kpis, entries, more: {
        "okrctl": 1, "department": department, "objectives": objectives, "kpis": kpis, "check_ins": entries, **more
    },
    departments,
    st.lists(OBJECTIVES, max_size=2, unique_by=lambda each: each["id"]),
    st.lists(MEASURED, max_size=1),
    st.lists(ENTRIES, max_size=2),
    some(weight=st.sampled_from([0, 1, 3]), lead=st.just("Ana"), check_in=st.just({"every": "14d"})),
)  # fmt: skip
SETTINGS = st.sampled_from([*[{}] * 6, {"pace": {"at_risk": 0.3, "off_track": 0.4}}, {"external": ["z"]}])


@dataclass
class TreeMerger:
    """Ties files to each other, and changes them."""

    files: Files
    chance: Random

    def one(self, found: Sequence[Any]) -> Any:
        """One of these."""
        return self.chance.choice(found)

    def perhaps(self) -> bool:
        """Whether to do something."""
        return self.chance.random() < 0.5

    def sound(self) -> list[Data]:
        """The files that can be read."""
        return [each for each in self.files.values() if isinstance(each, dict)]

    def items(self, *kinds: str) -> list[tuple[str, Data]]:
        """Key results, KPIs or objectives, with their departments."""
        found = []
        for file in self.sound():
            each: dict[str, list[Data]] = {"kpi": file["kpis"], "objective": file["objectives"]}
            each["result"] = [result for goal in file["objectives"] for result in goal["key_results"]]
            found += [(file["department"], item) for kind in kinds for item in each[kind]]
        return found

    def says(self, name: str, file: Data | None = None) -> None:
        """Somebody's journal reports on something under this name."""
        home = self.one(self.sound()) if file is None else file
        value = self.chance.randint(90, 210)
        home["check_ins"].append({"date": self.one(PAST), "by": TIED, "results": {name: value}})

    def word(self) -> None:
        """A word on what is somebody else's, or one's own."""
        home, item = self.one(self.items("result", "kpi"))
        self.says(f"{home}/{item['id']}")

    def again(self) -> None:
        """Somebody reports once more under a name that a journal knows, or takes it back; mostly of somebody else."""
        said = [(file, entry, key) for file in self.sound() for entry in file["check_ins"] for key in entry["results"]]
        ties = [each for each in said if each[1]["by"] == TIED]
        if said:
            file, entry, key = self.one(ties or said)
            if self.perhaps():
                self.says(key, file)
            else:
                file["check_ins"].remove(entry)

    def kpi(self) -> None:
        """A key result reads a KPI, perhaps only until a day."""
        (_, reader), (home, kpi) = self.one(self.items("result")), self.one(self.items("kpi"))
        if "target" in reader:
            reader.update(baseline=100, kpi=f"{home}/{kpi['id']}")
            if self.perhaps():
                later, now = f"{self.one(DEPARTMENTS)}/nps", reader["kpi"]
                reader.update(
                    kpi=later, amended=[{"date": self.one(DAYS[-2:]), "field": "kpi", "from": now, "why": "so"}]
                )

    def old(self) -> None:
        """A key result was called otherwise, here or elsewhere, and somebody still calls it so; perhaps two were."""
        (_, moved), file, name = self.one(self.items("result")), self.one(self.sound()), self.one(OLD)
        claimed = [each["formerly"][0] for each in _with(self.files, "formerly")]
        if claimed and self.perhaps():
            moved["formerly"] = [self.one(claimed)]
            return
        moved["formerly"] = [self.one([name, *[f"{file['department']}/{name}"] * 3])]
        if self.perhaps():
            self.says(name, file)
        else:
            self.says(f"{file['department']}/{name}")

    def contract(self) -> None:
        """Somebody asks for something, and perhaps is promised it, each with a day or without."""
        (asker, asking), (giver, giving) = (self.one(self.items("result", "objective")) for _ in range(2))
        signed = self.one(["both", "both", "need", "need", "promise", "department"])
        step = f"/{giving['milestones'][0]['id']}" if giving.get("milestones") and self.perhaps() else ""
        if signed != "promise":
            what = giver if signed == "department" else f"{giver}/{giving['id']}{step}"
            due = {"due": self.one(DAYS)} if self.perhaps() or signed == "both" else {}
            asking.setdefault("depends_on", []).append({"ref": what, **due})
        if signed in ("both", "promise"):
            due = {"due": self.one(DAYS)} if self.perhaps() else {}
            giving.setdefault("promised_to", []).append({"ref": f"{asker}/{asking['id']}", **due})
            if not due and "key_results" not in giving and not step:
                giving["due"] = self.one(DAYS)

    def day(self) -> None:
        """Something due is put off, or sooner."""
        promised = [due for each in _with(self.files, "promised_to") for due in _with(each, "due")]
        found = promised if promised and self.perhaps() else _with(self.files, "due")
        if found:
            self.one(found)["due"] = self.one(DAYS)

    def untie(self) -> None:
        """A tie is cut."""
        found = [
            (item, key) for key in ("depends_on", "promised_to", "formerly", "kpi") for item in _with(self.files, key)
        ]
        if found:
            item, key = self.one(found)
            del item[key]

    def goal(self) -> None:
        """Something is measured otherwise, or goes by another name."""
        _, item = self.one(self.items("result", "kpi", "objective"))
        item.update(
            self.one([{"id": self.one(RESULTS)}, {"id": "new"}, {"title": "Three"}, {"target": 170}, {"weight": 3}])
        )

    def gone(self) -> None:
        """An objective, a journal or the KPIs of a file are gone, or all of them."""
        file = self.one(self.sound())
        for key in self.one([["objectives"], ["check_ins"], ["kpis"], ["objectives", "check_ins", "kpis"]]):
            file[key] = []

    def move(self) -> None:
        """An objective goes to another file, or a file to another place or department."""
        path = self.one([path for path, file in self.files.items() if isinstance(file, dict)])
        file: Any = self.files[path]
        match self.one(["goal", "path", "department"]):
            case "path":
                self.files[self.one(PATHS)] = self.files.pop(path)
            case "department":
                file["department"] = self.one(DEPARTMENTS)
            case _ if file["objectives"]:
                self.one(self.sound())["objectives"].append(file["objectives"].pop())

    def file(self) -> None:
        """A file is deleted, broken, or gets another name for its department."""
        path = self.one(list(self.files))
        if self.perhaps() and len(self.sound()) > 1:
            del self.files[path]
        elif len(self.sound()) > 1:
            self.files[path] = BROKEN.replace("department: b", f"department: {self.one(DEPARTMENTS)}")

    def work(self, ways: Sequence[Callable[[], None]], most: int) -> None:
        """Go some of these ways, until one has led somewhere."""
        before = deepcopy(self.files)
        for _ in range(self.chance.randint(1, most)):
            self.one(ways)()
        while self.files == before:
            self.one(ways)()


def _with(data: Any, key: str) -> list[Data]:
    """Every mapping in data that has a key."""
    below = list(data.values()) if isinstance(data, dict) else data if isinstance(data, list) else []
    mine = [data] if isinstance(data, dict) and key in data else []
    return [*mine, *(found for each in below for found in _with(each, key))]


def plain(department: str) -> Data:
    """A department that has nothing to do with others."""
    goal = {"baseline": 100, "target": 200}
    steps = [{"id": "m", "title": "Live", "due": "2026-02-10"}]
    plan = [{"id": "k1", "title": "One", **goal}, {"id": "k2", "title": "Two", "milestones": steps}]
    return {
        "okrctl": 1,
        "department": department,
        "objectives": [{"id": "g1", "title": "First", "cycle": "2026-Q1", "key_results": plan}],
        "kpis": [{"id": "nps", "title": "Promoters", "unit": "points", "at_least": 120}],
        "check_ins": [{"date": "2026-01-12", "by": "ana@example.com", "results": {"k1": 140, "nps": 150}}],
    }


@st.composite
def changes(draw: st.DrawFn) -> tuple[Files, Files]:
    """A company, and what it becomes."""
    chance = Random(draw(st.integers(0, 1 << 32)))
    odd = draw(st.dictionaries(st.sampled_from(PATHS[:3]), FILES, max_size=2))
    before: Files = deepcopy({**{f"okrs/{each}.yaml": plain(each) for each in DEPARTMENTS}, **odd})
    loom = TreeMerger(before, chance)
    loom.work([loom.word, loom.kpi, loom.old, loom.old, loom.contract, loom.contract], 5)
    after = deepcopy(before)
    edit = TreeMerger(after, chance)
    often = [edit.again, edit.again, edit.again, edit.word, edit.day, edit.day, edit.gone]
    edit.work(
        [*often, *often, *[edit.untie, edit.goal, edit.contract] * 2, edit.kpi, edit.old, edit.move, edit.file], 2
    )
    return before, after
