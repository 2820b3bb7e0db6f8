"""A company with one of everything, and changes of every field of its plan and settings: nothing of its journal.

The fields come from the models; a field that has no values here fails the test that uses this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

from okrctl.core.format.doc import Doc
from okrctl.core.format.meaning import fields_of
from okrctl.core.model import parts, settings
from okrctl.core.model.files import DepartmentFile
from okrctl.core.model.items import Kpi, Objective, key_result_doc
from okrctl.krtypes.milestones.kind import Milestone

Data = dict[str, Any]
Found = Iterator[tuple[type[Doc], Data]]

DAYS = ["2026-01-05", "2026-01-19", "2026-02-01", "2026-02-09", "2026-02-14", "2026-03-10", "2026-03-31", "2026-04-20"]
NUMBERS = [-3, 0, 1, 5, 40, 95, 99, 100, 101, 120, 150, 195, 200, 260, 1000]
RHYTHMS = ["1d", "3d", "7d", "10d", "14d", "30d", "60d", "1d", "0d"]
RESULTS = ["traffic", "grown", "stores", "level", "held", "audit", "bot", "brand", "bounced", "leads", "late", "over"]
REFS = [*RESULTS, "seo", "ops", "bounce", "nps", "sales/won", "sales/deal", "sales", "gone"]
TEXTS = ["Words", "words.", "Other words", " ", "percent", "USD", "%", "orders", "Ana"]

VALUES: dict[str, list[Any]] = {
    "okrctl": [1],
    "id": [*RESULTS, "seo", "ops", "fresh", "vendor", "live", "bounce"],
    "department": ["marketing", "sales", "growth"],
    "cycle": ["2026-Q1", "2026-H1", "2026", "2025-Q4", "FY2026-Q1", "FY2026", "2026-01-01/2026-02-28"],
    "ambition": ["committed", "aspirational"],
    "weight": [0, 1, 2, 9],
    "draft": [True, False],
    "dropped": [{"date": day, "why": "Late"} for day in DAYS],
    "closed": [{"date": day} for day in DAYS],
    "formerly": [["gone"], ["traffic"], ["sales/won"], ["leads", "old"], []],
    "metric": ["visits", "revenue", "none"],
    "kpi": ["bounce", "sales/nps", "nps"],
    "source": [{"path": "x.csv", "sql": "select 1"}, {"path": "y.csv", "sql": "select 2"}],
    "target": NUMBERS,
    "baseline": NUMBERS,
    "change": ["+20%", "+5%", "-10%", "+10", "-1", "+2pp", "+50"],
    "count": [1, 2, 3, 9],
    "checkpoints": [{"2026-02-01": 110}, {"2026-02-01": 190, "2026-03-10": 195}, {"2026-01-10": 1}, {}],
    "at_least": [*NUMBERS, None],
    "at_most": [*NUMBERS, None],
    "hold": [True, "50%", "90%", "100%", False],
    "milestones": [[{"id": "vendor", "title": "Vendor chosen"}], [{"id": "live", "title": "Live"}]],
    "except": [[{"from": "01-01", "to": "03-31", "at_most": 90}], [{"from": "2026-02-01", "to": "2026-02-20"}], []],
    "check_in": [{"every": every, "grace": grace} for every in RHYTHMS[:7] for grace in RHYTHMS[5:]],
    "every": RHYTHMS[:7],
    "grace": RHYTHMS,
    "final": ["0d", "3d", "7d", "30d"],
    "layout": ["in-file", "file-per-check-in"],
    "due": DAYS,
    "date": DAYS,
    "from": ["01-10", "2026-02-01", 150, 100, "2026-03-31", None, 3],
    "to": ["03-31", "2026-03-01", 250, 200, "2026-06-30", None, 7],
    "field": ["target", "baseline", "due", "weight", "count", "at_least", "milestones/live/due", "cycle", "check_in"],
    "indicator": ["leading", "lagging"],
    "joint_with": [["sales"], "all", []],
    "initiatives": [["Write"], []],
    "supports": [["sales/deal"], [], ["seo"]],
    "depends_on": [[{"ref": "sales/won", "need": "Leads"}], []],
    "promised_to": [["sales/deal"], [{"ref": "sales/deal", "due": "2026-03-01"}], []],
    "ref": ["sales/deal", "seo", "sales"],
    "carried_from": ["sales/deal"],
    "links": [[{"url": "https://example.com"}], []],
    "url": ["https://example.com"],
    "contributors": [["ben"], []],
    "tags": [["a"], []],
    "starts": [1, 2, 3, 7],
    "named_after": ["start", "end"],
    "files": [["okrs/**/*.yaml"], ["okrs/*.yaml", "more/*.yaml"], ["okrs/a.yaml"]],
    "external": [["legal"], [], ["sales"]],
    "people": [{"ana": {"name": "Ana Ruiz", "email": "ana@example.com"}}, {}],
    "email": ["ana@example.com", "ben@example.com"],
    "owns": [["Ana"], []],
    "pace": [{"at_risk": 0.3, "off_track": 0.5}, {"at_risk": 0.05, "off_track": 0.1}, {}],
    "at_risk": [0.05, 0.1, 0.3, 0.9],
    "off_track": [0.1, 0.25, 0.3, 0.9],
    "grades": [{"committed": [0.2, 0.5]}, {"aspirational": [0.5, 0.9]}],
    "aspirational": [[0.1, 0.2], [0.4, 0.7], [0.5, 0.9]],
    "committed": [[0.1, 0.2], [0.7, 1.0], [0.5, 0.6]],
    "better": ["higher", "lower"],
    "rules": [{"OKR701": "off"}, {"OKR714": "warning"}, {"OKR201": "off"}, {"OKR303": "advice"}, {}],
    "policies": [
        {"p": {"each": "key_result", "never": {"target": "*"}, "why": "W", "severity": "error"}},
        {"p": {"each": "objective", "require": ["owner"], "why": "W"}},
        {},
    ],
    "each": ["department", "objective", "key_result", "kpi", "amendment"],
    "where": [{"department": "sales"}, {}],
    "require": [["owner"], []],
    "only": [{"unit": ["percent"]}, {}],
    "never": [{"title": ["*x*"]}, {}],
    "number": [{"key_results": {"at_least": 1}}, {}],
    "severity": ["advice", "warning", "error"],
    "allow": [["/data"]],
    "seconds": [5, 30],
    "formula": ["visits * 2", "visits", "2"],
}
WORDS = ("title", "why", "owner", "unit", "definition", "done_when", "graded", "name", "lead", "need", "learned")
MORE_WORDS = ("organization", "approved_by")
# what is made of parts that are changed one by one, and the journal, which stays as it is
LEFT = {"objectives", "key_results", "kpis", "check_ins", "fiscal_year", "metrics", "sources", "amended"}


def values_of(key: str) -> list[Any]:
    """Values that a key may have, good and bad ones."""
    return TEXTS if key in (*WORDS, *MORE_WORDS) else VALUES[key]


def said(day: str, *, by: str = "ana@example.com", unchanged: Any = (), **results: Any) -> Data:
    """A check-in."""
    return {"date": day, "by": by, "results": results, **({"unchanged": unchanged} if unchanged else {})}


def company(chance: Random) -> tuple[dict[str, Data], Data]:
    """Files and settings; how far everything got differs."""

    def way(low: float, high: float) -> list[int]:
        ends = sorted((chance.uniform(low, high), chance.uniform(low, high)), reverse=chance.random() < 0.3)
        return [round(ends[0] + (ends[1] - ends[0]) * step / 4) for step in range(5)]

    moved, held, level = way(80, 220), way(85, 105), way(80, 110)
    journal = [
        said(day, traffic=moved[n], level=level[n], held=held[n], bounce=held[n] - 60, leads=moved[n] // 9)
        for n, day in enumerate(("2026-01-12", "2026-01-19", "2026-01-26", "2026-02-04", "2026-02-11"))
    ]
    journal.insert(0, said("2026-01-08", late=chance.choice([3, 30]), bot={"confidence": 6}, brand=0.1, stores=0))
    journal += [
        said("2026-02-03", grown="+4%", stores=1, bot={"done": ["vendor"]}, audit="open", over=chance.choice([4, 9])),
        said("2026-02-12", brand={"value": 0.4, "projected": 0.8}, audit="done", unchanged=["stores"]),
        said("2026-02-13", traffic={"confidence": 3, "projected": chance.choice([150, 210])}),
    ]
    tuned = {"okrctl": 1, "organization": "Shop", "fiscal_year": {"starts": 1, "named_after": "start"}}
    tuned["metrics"] = {
        "visits": {"title": "Visits", "unit": "a month", "better": "higher"},
        "revenue": {"title": "Revenue", "unit": "USD", "better": "higher", "definition": "All of it"},
    }
    tuned["check_in"], tuned["people"] = {"every": "7d", "grace": "3d"}, {"ana": {"email": "ana@example.com"}}
    tuned["pace"], tuned["grades"] = {"at_risk": 0.1, "off_track": 0.25}, {"committed": [0.7, 1.0]}
    return {"okrs/a.yaml": _marketing(journal), "okrs/b.yaml": _sales()}, tuned


def _marketing(journal: list[Data]) -> Data:
    amended = [{"date": "2026-01-20", "field": "target", "from": 180, "to": 200, "why": "More"}]
    seo = [
        {"id": "traffic", "title": "Visits", "metric": "visits", "baseline": 100, "target": 200, "amended": amended},
        {"id": "grown", "title": "Grow", "change": "+20%", "check_in": {"every": "14d"}},
        {"id": "stores", "title": "Stores", "count": 3, "checkpoints": {"2026-02-10": 1}},
        {"id": "level", "title": "Level", "unit": "percent", "at_least": 95, "baseline": 70},
        {"id": "held", "title": "Held", "unit": "percent", "at_least": 95, "hold": "90%"},
        {"id": "bounced", "title": "Bounced", "kpi": "bounce", "baseline": 50, "target": 30},
    ]
    steps = [
        {"id": "vendor", "title": "Vendor chosen", "due": "2026-02-15"},
        {"id": "live", "title": "Live", "due": "2026-03-01", "weight": 3},
    ]
    ops = [
        {"id": "audit", "title": "Audit", "done_when": "All is closed", "due": "2026-02-10"},
        {"id": "bot", "title": "Bot", "milestones": steps},
        {"id": "brand", "title": "Brand", "graded": "1.0 = every channel"},
        {"id": "leads", "title": "Leads", "target": 30, "formerly": ["old"]},
        {"id": "late", "title": "Late", "count": 30, "closed": {"date": "2026-01-30"}},
    ]
    goals = [
        {"id": "seo", "title": "Be found", "ambition": "committed", "key_results": seo},
        {"id": "ops", "title": "Run well", "check_in": {"every": "10d", "grace": "2d"}, "key_results": ops},
    ]
    over = {"id": "over", "title": "Over", "count": 9}
    goals.append({"id": "past", "title": "Before", "cycle": "2025-Q4", "key_results": [over]})
    bounce = {"id": "bounce", "title": "Bounce", "unit": "percent", "at_most": 45, "check_in": {"every": "14d"}}
    journal.insert(0, said("2025-12-30", over=3))
    file = {"okrctl": 1, "department": "marketing", "name": "Marketing", "lead": "Ana", "cycle": "2026-Q1"}
    return _marked({**file, "objectives": goals, "kpis": [bounce], "check_ins": journal})


def _sales() -> Data:
    won = {"id": "won", "title": "Won", "baseline": 0, "target": 50}
    deal = {"id": "deal", "title": "Deals", "cycle": "FY2026-Q1", "key_results": [won]}
    file = {"okrctl": 1, "department": "sales", "lead": "Ben", "check_in": {"every": "14d"}, "objectives": [deal]}
    nps = {"id": "nps", "title": "NPS", "at_least": 40}
    return _marked({**file, "kpis": [nps], "check_ins": [said("2026-02-02", won=20, nps=42)]})


def _marked(file: Data) -> Data:
    """With a mark on each item by which it is known, whatever becomes of it."""
    for kind, item in items(file):
        item["x-mark"] = f"{kind.__name__} {item['id']}"
    return file


def items(file: Data) -> Found:
    """Objectives, key results and KPIs."""
    for goal in file.get("objectives") or ():
        yield Objective, goal
        yield from ((key_result_doc(), result) for result in goal.get("key_results") or ())
    yield from ((Kpi, kpi) for kpi in file.get("kpis") or ())


PARTS: dict[str, type[Doc]] = {
    "milestones": Milestone,
    "except": parts.BandException,
    "amended": parts.Amendment,
    "dropped": parts.Dropped,
    "closed": parts.Closed,
    "check_in": parts.Cadence,
    "links": parts.Link,
    "depends_on": parts.Need,
    "promised_to": parts.Promise,
}
SETTINGS: dict[str, type[Doc]] = {
    "fiscal_year": settings.FiscalYearDoc,
    "pace": settings.Pace,
    "grades": settings.Grades,
    "check_in": settings.WorkspaceCadence,
    "sources": settings.Sources,
}


def holders(files: dict[str, Data], tuned: Data) -> Found:
    """Every mapping of plan and settings, with its model."""
    yield settings.Config, tuned
    yield from ((model, tuned[key]) for key, model in SETTINGS.items() if isinstance(tuned.get(key), dict))
    yield from ((settings.Metric, each) for each in tuned.get("metrics", {}).values())
    yield from ((settings.Person, each) for each in (tuned.get("people") or {}).values())
    yield from ((parts.Amendment, each) for each in tuned.get("amended", ()))
    for file in files.values():
        for model, holder in ((DepartmentFile, file), *items(file)):
            yield model, holder
            for key, inner in PARTS.items():
                held = holder.get(key)
                yield from ((inner, each) for each in (held if isinstance(held, list) else [held]) if _is(each))


def _is(value: Any) -> bool:
    return isinstance(value, dict)


def keys_of(model: type[Doc]) -> list[str]:
    """The keys of a model that are changed as a whole."""
    return [field.key for field in fields_of(model) if field.key not in LEFT]


def set_field(chance: Random, files: dict[str, Data], tuned: Data) -> None:
    """Give a field of something another value, or take it out."""
    model, holder = chance.choice(list(holders(files, tuned)))
    key = chance.choice(keys_of(model))
    if key in holder and chance.random() < 0.25:
        del holder[key]
    else:
        holder[key] = deepcopy(chance.choice(values_of(key)))


def amend(chance: Random, files: dict[str, Data], tuned: Data) -> None:
    """Write a trace, which may be true or not."""
    file = chance.choice([tuned, *files.values()])
    _, item = chance.choice([(DepartmentFile, file), *items(file)])
    field = chance.choice(VALUES["field"])
    key = field.rpartition("/")[2]
    entry = {"date": chance.choice(DAYS), "field": field, "why": "Agreed"}
    if chance.random() < 0.7:
        entry["from"] = item.get(key) if chance.random() < 0.5 else chance.choice(values_of(key))
    if chance.random() < 0.7 and "/" not in field:
        entry["to"] = item[key] = chance.choice(values_of(key))
    item["amended"] = [*item.get("amended", ()), entry]


def remove(chance: Random, files: dict[str, Data], tuned: Data) -> None:
    """Take something out: an item, a step, a trace, a metric."""
    lists = [tuned["metrics"]] if tuned.get("metrics") else []
    for file in files.values():
        lists += [file[key] for key in ("objectives", "kpis") if file.get(key)]
        for _, item in items(file):
            lists += [item[key] for key in ("key_results", "milestones", "amended") if item.get(key)]
    held = chance.choice(lists)
    held.pop(chance.choice(list(held)) if isinstance(held, dict) else chance.randrange(len(held)))


def move(chance: Random, files: dict[str, Data], tuned: Data) -> None:
    """Put an item elsewhere: into another objective, department or file."""
    homes = [item["key_results"] for file in files.values() for model, item in items(file) if model is Objective]
    if chance.random() < 0.5:
        homes = [file.setdefault("objectives", []) for file in files.values()]
        name = f"okrs/{chance.choice('ABz')}.yaml"
        if name not in files:
            source = chance.choice(list(files.values()))
            files[name] = {key: source[key] for key in ("okrctl", "department", "cycle") if key in source}
            homes.append(files[name].setdefault("objectives", []))
    full = [home for home in homes if home]
    if full:
        home = chance.choice(full)
        chance.choice(homes).append(home.pop(chance.randrange(len(home))))


def rename(chance: Random, files: dict[str, Data], tuned: Data) -> None:
    """Call an item, or two, otherwise."""
    found = [item for file in files.values() for _, item in items(file)]
    one, other = chance.choice(found), chance.choice(found)
    old, new = one["id"], chance.choice([other["id"], "fresh"])
    if chance.random() < 0.5:
        one["formerly"] = [old]
    if chance.random() < 0.3:
        other["id"] = old
    one["id"] = new


def add(chance: Random, files: dict[str, Data], tuned: Data) -> None:
    """A key result that others may be taken for."""
    found = [item for file in files.values() for model, item in items(file) if model is key_result_doc()]
    copy = {key: value for key, value in deepcopy(chance.choice(found)).items() if key != "x-mark"}
    copy["id"] = chance.choice(["fresh", "gone", "old", *RESULTS])
    if chance.random() < 0.5:
        copy["formerly"] = [chance.choice(RESULTS)]
    homes = [item["key_results"] for file in files.values() for model, item in items(file) if model is Objective]
    home = chance.choice(homes)
    home.insert(chance.randint(0, len(home)), copy)


EDITS: tuple[Callable[[Random, dict[str, Data], Data], None], ...] = (
    *[set_field] * 12, amend, amend, remove, move, rename, add,
)  # fmt: skip
