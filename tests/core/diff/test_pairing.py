"""What is the same thing on both sides: through reordering, moves between files and departments, and renames."""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import Workspace
from okrctl.core.diff.compare import Difference
from tests.kit.company import codes, workspace
from tests.kit.harness import PROJECT
from tests.kit.repos import goal, moves, plan, said
from tests.kit.versions import DAY, Data, changed, findings, told

EXAMPLES = [PROJECT / "examples" / "northwind-outdoor", PROJECT / "examples" / "corner-shop"]


def files_of(folder: Path) -> list[Data]:
    """The department files of an example as plain data."""
    paths = sorted(path for path in folder.rglob("*.yaml") if path.name != "okrctl.yaml")
    return [yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for path in paths]


def settings_of(folder: Path) -> Data:
    loaded: Data = yaml.load((folder / "okrctl.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return {key: value for key, value in loaded.items() if key not in ("okrctl", "organization", "files")}


def nothing(difference: Difference) -> bool:
    parts = (difference.items, difference.journal, difference.contracts, difference.settings, difference.scores)
    return not any(parts)


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_nothing_differs_from_itself(folder: Path) -> None:
    one, other = (workspace(*files_of(folder), **settings_of(folder)) for _ in range(2))
    assert one.objectives
    assert nothing(Difference(one, other, DAY))


def scattered(file: Data, rnd: random.Random) -> list[Data]:
    """A department's file with everything in another order, spread over several files."""
    file = copy.deepcopy(file)
    head = {key: file[key] for key in ("okrctl", "department") if key in file}
    described = {key: value for key, value in file.items() if key not in ("objectives", "kpis", "check_ins")}
    objectives = file.get("objectives", [])
    for objective in objectives:
        # what the file gave as the default goes along
        if "cycle" in file:
            objective.setdefault("cycle", file["cycle"])
        rnd.shuffle(objective["key_results"])
        for item in (objective, *objective["key_results"]):
            for part in (item, item.get("milestones", [])):
                if isinstance(part, list):
                    rnd.shuffle(part)
    kpis, entries = file.get("kpis", []), file.get("check_ins", [])
    for part in (objectives, kpis):
        rnd.shuffle(part)
    cut = rnd.randint(0, len(objectives))
    half = rnd.randint(0, len(entries))
    parts: list[Data] = [{"objectives": objectives[cut:], "kpis": kpis}, {"objectives": objectives[:cut]}]
    # the order of one day's entries matters, and follows from files and positions
    days = [entry["date"] for entry in entries]
    if len(set(days)) == len(days):
        rnd.shuffle(entries)
    parts += [{"check_ins": entries[:half]}, {"check_ins": entries[half:]}]
    rnd.shuffle(parts)
    filled = [{**head, **{key: value for key, value in part.items() if value}} for part in parts]
    filled[0] = {**described, **filled[0]}
    if "cycle" in filled[0]:
        del filled[0]["cycle"]
    return filled


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000))
@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
@pytest.mark.night
def test_another_order_and_other_files_are_no_change(folder: Path, seed: int) -> None:
    rnd = random.Random(seed)
    files, given_settings = files_of(folder), settings_of(folder)
    moved = [part for file in files for part in scattered(file, rnd)]
    names = [f"okrs/{rnd.random()}/{number}.yaml" for number in range(len(moved))]
    before = workspace(*files, **given_settings)
    after = workspace(*moved, names=names, **given_settings)
    difference = Difference(before, after, DAY)
    assert difference.items == ()
    assert difference.journal == ()
    assert difference.contracts == ()
    assert difference.scores == ()
    assert [each for each in told(RuleContext(after, DAY, base=before)) if each[0][3] == "7"] == []


def events(difference: Difference) -> dict[str, tuple[str, ...]]:
    return {item.node.ref: item.events for item in difference.items}


def both(before: list[Data], after: list[Data], **keys: Any) -> tuple[Difference, list[str]]:
    old, new = workspace(*before, **keys), workspace(*after, **keys)
    return Difference(old, new, DAY), codes(
        [each for each in told(RuleContext(new, DAY, base=old)) if each[0][3] == "7"]
    )


SEEN = [said("2026-01-19", traffic=130)]


def test_a_rename_keeps_history_when_it_says_so() -> None:
    before = plan(goal(moves()), check_ins=SEEN)
    after = plan(goal(moves("organic", formerly=["traffic"], title="Move traffic")), check_ins=SEEN)
    difference = changed(before, after)
    assert events(difference) == {"marketing/organic": ("renamed",)}
    assert difference.scores == ()
    assert findings(before, after) == []


def test_a_rename_that_says_nothing_is_a_deletion_with_the_way_out() -> None:
    before, after = plan(goal(moves())), plan(goal(moves("organic", title="Move traffic")))
    ((code, message, help),) = findings(before, after)
    assert (code, message) == ("OKR703", "marketing/traffic was running and was deleted (this is its line at the base)")
    assert help == "if it was renamed to marketing/organic, add `formerly: [traffic]` there"


def test_journal_keys_may_follow_a_rename() -> None:
    before = plan(goal(moves()), check_ins=SEEN)
    after = plan(goal(moves("organic", formerly="traffic")), check_ins=[said("2026-01-19", organic=130)])
    assert changed(before, after).journal == ()
    assert findings(before, after) == []


def test_a_renamed_objective_takes_its_key_results_along() -> None:
    before, after = plan(goal(moves())), plan(goal(moves(title="Anything"), id="search", formerly="seo"))
    difference = changed(before, after)
    assert events(difference) == {"marketing/search": ("renamed", "changed"), "marketing/traffic": ("changed",)}
    assert findings(before, after) == []


def test_a_key_result_that_moves_to_another_objective_leaves_a_trace_there() -> None:
    before = plan(goal(moves(), moves("a")), goal(moves("b"), id="brand"), check_ins=SEEN)
    after = plan(goal(moves("a")), goal(moves("b"), moves(), id="brand"), check_ins=SEEN)
    difference = changed(before, after)
    assert events(difference) == {"marketing/traffic": ("moved",)}
    ((code, message, help),) = findings(before, after)
    left = "marketing/traffic was moved out of marketing/seo, which promises less without it"
    assert (code, message) == ("OKR703", left)
    assert help == (
        "move it back, or add under `amended` of marketing/seo, which it left: "
        "{date: …, field: key_results/traffic, why: …}"
    )
    trace = {"date": "2026-02-10", "field": "key_results/traffic", "why": "Belongs there"}
    after["objectives"][0] = goal(moves("a"), amended=[trace])
    assert findings(before, after) == []
    after["objectives"][0] = goal(moves("a"), amended=[trace | {"field": "key_results/a"}])
    assert [code for code, *_ in findings(before, after)] == ["OKR703"]


def test_what_is_dropped_or_never_began_may_move_without_a_trace() -> None:
    gone = {"dropped": {"date": "2026-02-01", "why": "No time"}}
    for keys in (gone, {"draft": True}):
        result = moves(**keys)
        before = plan(goal(result, moves("a")), goal(moves("b"), id="brand"))
        after = plan(goal(moves("a")), goal(moves("b"), result, id="brand"))
        assert findings(before, after) == []


@pytest.mark.parametrize(
    ("keys", "field"),
    [({"ambition": "aspirational"}, "ambition"), ({"cycle": "2026-H1"}, "due"), ({"draft": True}, "draft")],
)
def test_a_key_result_that_moves_to_an_easier_objective_needs_a_trace(keys: Data, field: str) -> None:
    brand = goal(moves("b"), id="brand", **keys)
    before = plan(goal(moves(), moves("a")), brand)
    after = plan(goal(moves("a")), {**brand, "key_results": [*brand["key_results"], moves()]})
    ((code, message, help),) = findings(before, after)
    assert code == "OKR701"
    assert f"marketing/traffic was made easier: {field} " in message
    assert help.startswith("add under `amended` of marketing/seo, which it left: {date: …, field: key_results/traffic")
    trace = [{"date": "2026-02-10", "field": "key_results/traffic", "why": "Belongs there"}]
    after["objectives"][0] = {**after["objectives"][0], "amended": trace}
    assert findings(before, after) == []


def test_an_objective_that_moves_to_another_department_leaves_a_trace_there() -> None:
    other = plan(goal(moves("x"), id="y"), department="sales")
    before = [plan(goal(moves()), goal(moves("a"), id="brand"), check_ins=SEEN), other]
    sales = plan(*other["objectives"], goal(moves()), department="sales", check_ins=SEEN)
    difference, errors = both(before, [plan(goal(moves("a"), id="brand")), sales])
    assert events(difference) == {"sales/seo": ("moved",), "sales/traffic": ("moved",)}
    assert difference.journal == ()
    assert errors == ["OKR703"]
    trace = {"date": "2026-02-10", "field": "objectives/seo", "why": "Sales does it now"}
    left = plan(goal(moves("a"), id="brand"), amended=[trace])
    assert both(before, [left, sales])[1] == []
    left["amended"] = [trace | {"field": "objectives/brand"}]
    assert both(before, [left, sales])[1] == ["OKR703"]


def test_an_objective_that_never_began_or_was_dropped_moves_freely() -> None:
    other = plan(goal(moves("x"), id="y"), department="sales")
    for keys in ({"draft": True}, {"dropped": {"date": "2026-02-01", "why": "No time"}}, {"cycle": "2026-Q4"}):
        before = [plan(goal(moves(), **keys), goal(moves("a"), id="brand")), other]
        sales = plan(*other["objectives"], goal(moves(), **keys), department="sales")
        assert both(before, [plan(goal(moves("a"), id="brand")), sales])[1] == []


def test_it_may_get_another_name_on_the_way() -> None:
    other = plan(goal(moves("x"), id="y"), department="sales")
    before = [plan(goal(moves()), goal(moves("a"), id="brand")), other]
    moved = goal(moves(title="New words"), id="search", formerly="marketing/seo")
    sales = plan(*other["objectives"], moved, department="sales")
    difference, errors = both(before, [plan(goal(moves("a"), id="brand")), sales])
    assert events(difference)["sales/search"] == ("moved", "renamed", "changed")
    assert events(difference)["sales/traffic"] == ("moved", "changed")
    assert errors == ["OKR703"]


def test_a_department_may_be_renamed_with_everything_in_it() -> None:
    before = [plan(goal(moves()), check_ins=SEEN, kpis=[{"id": "bounce", "title": "Bounce", "at_most": 4}])]
    difference, errors = both(before, [{**before[0], "department": "growth"}])
    assert {event for each in difference.items for event in each.events} == {"moved"}
    assert len(difference.items) == 3
    assert difference.journal == ()
    assert errors == []


def test_next_quarters_plan_with_the_same_ids_is_new() -> None:
    before = plan(goal(moves()), check_ins=SEEN)
    after = plan(goal(moves()), goal(moves(target=110), cycle="2026-Q2"), check_ins=SEEN)
    difference = changed(before, after)
    assert [(item.events, item.node.cycle and item.node.cycle.name) for item in difference.items] == [
        (("added",), "2026-Q2"),
        (("added",), "2026-Q2"),
    ]
    assert findings(before, after) == []


def test_next_quarters_plan_in_place_of_this_ones_is_no_new_plan() -> None:
    before, after = plan(goal(moves())), plan(goal(moves(target=110)), cycle="2026-Q2")
    assert codes(findings(before, after)) == ["OKR701", "OKR701"]


def test_a_swap_of_ids_is_seen_through_titles_at_worst_as_two_changes() -> None:
    before = plan(goal(moves(), moves("a", target=120)))
    after = plan(goal(moves("a", target=120), moves()))
    assert changed(before, after).items == ()


def test_one_of_two_with_the_same_id_may_go() -> None:
    """Two things of one name are an error at base, and mending it is no deletion."""
    before = plan(goal(moves(), moves(title="Second", target=120)))
    assert "OKR201" in codes(findings(before, before))
    for kept in before["objectives"][0]["key_results"]:
        assert findings(before, plan(goal(kept))) == []


def test_an_item_without_a_usable_id_is_nothing_to_lose() -> None:
    before = plan(goal(moves(), moves("Bad Id")))
    assert findings(before, plan(goal(moves()))) == []
    assert findings(before, plan(goal(moves(), moves("good")))) == []


def unpaired(ws: Workspace) -> Difference:
    return Difference(workspace(), ws, DAY)


def test_against_nothing_everything_is_added() -> None:
    ws = workspace(plan(goal(moves()), check_ins=SEEN))
    difference = unpaired(ws)
    assert events(difference) == {"marketing/seo": ("added",), "marketing/traffic": ("added",)}
    assert [change.event for change in difference.journal] == ["added"]
    assert told(RuleContext(ws, DAY, base=workspace())) == []
