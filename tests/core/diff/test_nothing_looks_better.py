"""For any two workspaces that differ in plan and settings only: an error, or no key result looks better on any day.

What looks better is worked out here from the scores alone, without a look at what was changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import Workspace
from okrctl.core.findings.diagnose import Agreed, Positions, diagnose
from okrctl.core.model.items import Kpi
from okrctl.core.scores.journal import index_journal
from okrctl.core.scores.plan import plan_on
from okrctl.core.scores.scoring import ENDED, IN_STATE, WORST_FIRST, ScoredKeyResult, score
from okrctl.core.values.diagnostic import Diagnostic
from tests.kit.company import workspace
from tests.kit.quiet_edits import EDITS, company, holders, items, keys_of, values_of
from tests.kit.sizes import size

Data = dict[str, Any]
Company = tuple[dict[str, Data], Data]
Looks = dict[date, dict[str, ScoredKeyResult]]
Record = Callable[[str, object], None]
TODAY = date(2026, 2, 14)
DAYS = sorted({*(date(2026, 1, 1) + timedelta(days=n) for n in range(0, 45, 3)), date(2025, 12, 31), TODAY})
ROUNDS = min(size("OKRCTL_FUZZ", 60), 4000)


def build(found: Company) -> Workspace:
    files, tuned = found
    settings = {key: value for key, value in tuned.items() if key not in ("okrctl", "organization")}
    return workspace(*files.values(), names=list(files), **settings)


def errors(before: Company, after: Company) -> list[Diagnostic]:
    """The errors of `validate --base`."""
    old, new = build(before), build(after)
    case = RuleContext(new, TODAY, base=old)
    texts, was = ({path: json.dumps(file) for path, file in side[0].items()} for side in (after, before))
    agreed = Agreed(old.config.rules, ())
    found = diagnose(case.problems(day=False), Positions(texts.get, was.get), new.config.rules, (), agreed=agreed)
    return [each for each in found if each.severity == "error"]


def looks(found: Company) -> Looks:
    """Key results on each day by the mark and by the reference that each is known by."""
    files, ws = found[0], build(found)
    journal = index_journal(ws)
    said: Looks = {}
    for day in DAYS:
        said[day], twice = {}, set[str]()
        for (path, at, id), scored in score(ws, journal, plan_on(ws, day)).by_key.items():
            raw = files[path]["objectives"][at[1]]["key_results"]
            mark = next((each.get("x-mark") for each in raw if each.get("id") == id), None)
            names = {str(each) for each in (mark, scored.planned.ref) if each}
            # the same id in another cycle is another thing
            twice |= names & said[day].keys()
            said[day].update(dict.fromkeys(names, scored))
        for name in twice:
            del said[day][name]
    return said


def rank(scored: ScoredKeyResult) -> int:
    return WORST_FIRST.index(scored.status)


def better(was: ScoredKeyResult, now: ScoredKeyResult) -> bool:
    if was.status in IN_STATE:
        return False
    if now.status in IN_STATE:
        return now.status != "dropped"
    if was.progress is None and was.status not in ENDED:
        # a baseline that was missing may be given
        return False
    if {was.status, now.status} != {"off-track", "missed"} and rank(now) > rank(was):
        return True
    if was.progress is None or now.progress is None or was.gap is None or now.gap is None:
        return False
    return now.progress > was.progress or now.gap < was.gap


def agreed_from(before: Company, after: Company) -> dict[str, date]:
    """The first day of a new trace by item (its objective's, department's and the settings' too)."""
    old = {each.get("x-mark"): each for file in before[0].values() for _, each in items(file)}
    found: dict[str, date] = {}

    def first(known: Data, item: Data) -> list[date]:
        traces = [each for each in item.get("amended") or () if each not in (known.get("amended") or ())]
        traces += [item[key] for key in ("dropped", "closed") if item.get(key) and item[key] != known.get(key)]
        return [date.fromisoformat(each["date"]) for each in traces if each.get("date")]

    settings = [date.min] if first(before[1], after[1]) else []
    kpis = any(
        first(old.get(kpi.get("x-mark"), {}), kpi)
        for file in after[0].values()
        for kind, kpi in items(file)
        if kind is Kpi
    )
    for path, file in after[0].items():
        head = [date.min] if first(before[0].get(path, {}), file) else []
        for goal in file.get("objectives") or ():
            for result in goal.get("key_results") or ():
                days = [day for each in (goal, result) for day in first(old.get(each.get("x-mark"), {}), each)]
                days += [*settings, *head, *([date.min] if kpis and result.get("kpi") else [])]
                for name in (result.get("x-mark"), f"{file.get('department')}/{result.get('id')}"):
                    found[str(name)] = min([*days, found.get(str(name), date.max)])
    return found


def hole(before: Company, after: Company, was: Looks) -> str | None:
    """What looks better without an error."""
    now, agreed = looks(after), agreed_from(before, after)
    for day in DAYS:
        for name in was[day].keys() & now[day].keys():
            one, other = was[day][name], now[day][name]
            if day < agreed.get(name, date.max) and better(one, other):
                if errors(before, after):
                    return None
                told = ((each.status, str(each.progress), str(each.gap)) for each in (one, other))
                return f"{name} on {day}: {' → '.join(map(str, told))}"
    return None


def changed(before: Company, chance: Random) -> tuple[Company, list[str]]:
    after, told = deepcopy(before), []
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        edit = chance.choice(EDITS)
        edit(chance, *after)
        told.append(edit.__name__)
    return after, told


@pytest.mark.reliability("Changes", "changes of plan and settings: an error, or nothing looks better on any day")
def test_nothing_looks_better_without_an_error(record_property: Record) -> None:
    for seed in range(0, ROUNDS, 10):
        before = company(Random(seed))
        was = looks(before)
        assert not errors(before, before), [each.message for each in errors(before, before)]
        for number in range(seed, seed + 10):
            after, told = changed(before, Random(-number - 1))
            found = hole(before, after, was)
            assert found is None, (number, told, found)
    record_property("tried", ROUNDS)


def test_every_field_of_the_format_is_changed() -> None:
    found = list(holders(*company(Random(0))))
    for model, _ in found:
        for key in keys_of(model):
            assert values_of(key), (model.__name__, key)
