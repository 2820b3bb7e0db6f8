"""What is offered at a cursor (``|``): taken from the models and from the workspace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from okrctl.core.company.workspace import Workspace
from okrctl.core.editor.complete import Suggestion, completions
from okrctl.core.editor.skeleton import plain
from okrctl.core.format.doc import Doc, keys, models_in
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.files import department_doc
from okrctl.core.model.registry import kinds
from okrctl.shell.session import load_texts

DAY = date(2026, 2, 14)
SHOP = """okrctl: 1
department: shop
name: The shop
lead: Ana
cycle: 2026-H1
objectives:
  - id: sales
    title: Sell more
    key_results:
      - {id: orders, title: Reach 50 orders, count: 50}
kpis:
  - {id: bounce, title: Bounce rate, unit: percent, at_most: 40}
"""
CONFIG = "okrctl: 1\norganization: Acme\nmetrics:\n  revenue: {title: Revenue, unit: USD}\n"
HEAD = "okrctl: 1\ndepartment: labs\ncycle: 2026-H1\n"
OBJECTIVE = f"{HEAD}objectives:\n  - id: trial\n    title: Try it\n"
KEY_RESULT = f"{OBJECTIVE}    key_results:\n      - id: try\n        title: Try\n"


@pytest.fixture
def ws() -> Workspace:
    own = f"{KEY_RESULT}        count: 3\n"
    return load_texts({"okrctl.yaml": CONFIG, "okrs/shop.yaml": SHOP, "okrs/labs.yaml": own}).workspace


def offered(ws: Workspace, text: str, path: str = "okrs/labs.yaml") -> dict[str, Suggestion]:
    found = completions(ws, path, text.replace("|", "", 1), text.index("|"), DAY)[1]
    return {each.label: each for each in found}


def models(doc: type[Doc], steps: tuple[str, ...] = ()) -> Iterator[tuple[type[Doc], tuple[str, ...]]]:
    """Every model that lists of objectives and key results lead to."""
    yield doc, steps
    for key in ("objectives", "key_results", "milestones", "depends_on"):
        field = keys(doc).get(key)
        for inner in models_in(field.info.annotation) if field else ():
            yield from models(inner, (*steps, key))


LEVELS = {steps: doc for doc, steps in models(department_doc()) if steps}


@pytest.mark.parametrize("steps", LEVELS)
@pytest.mark.parametrize("flow", [False, True])
def test_every_key_of_every_level_is_offered(ws: Workspace, steps: tuple[str, ...], flow: bool) -> None:
    lines = [f"{'    ' * depth}{step}:\n{'    ' * depth}  - id: x\n" for depth, step in enumerate(steps)]
    text = "".join(lines)
    text = text.removesuffix("id: x\n") + "{id: x, |}" if flow else f"{text}{'    ' * len(steps)}|"
    assert set(keys(LEVELS[steps])) - {"id"} <= set(offered(ws, text))


def test_references_are_those_that_fit(ws: Workspace) -> None:
    assert {"trial", "try", "shop/sales", "shop/orders"} == set(offered(ws, f"{OBJECTIVE}    supports: [|"))
    assert set(offered(ws, f"{KEY_RESULT}        kpi: |")) == {"shop/bounce"}
    assert {"shop", "shop/sales"} <= set(offered(ws, f"{OBJECTIVE}    depends_on: [{{ref: |"))
    assert set(offered(ws, f"{HEAD}check_ins:\n  - results:\n      |")) == {"trial", "try"}
    assert {"all", "shop"} <= set(offered(ws, f"{OBJECTIVE}    joint_with: |"))


def test_words_are_those_of_the_format_and_the_workspace(ws: Workspace) -> None:
    assert set(offered(ws, f"{OBJECTIVE}    ambition: |")) == {"committed", "aspirational"}
    assert offered(ws, f"{KEY_RESULT}        metric: |")["revenue"].detail == "Revenue, USD"
    assert "2026-H1" in offered(ws, "okrctl: 1\ncycle: |")
    assert "Ana" in offered(ws, f"{OBJECTIVE}    owner: |")
    assert "2026-02-14" in offered(ws, f"{KEY_RESULT}        due: |")
    assert "OKR601" in offered(ws, "rules:\n  |", "okrctl.yaml")
    assert set(offered(ws, "rules: {OKR601: |", "okrctl.yaml")) == {"off", "advice", "warning", "error"}


@pytest.mark.parametrize("key", [key for kind in kinds() for key in kind.decided_by])
def test_every_kind_is_offered_as_a_snippet_that_makes_one(ws: Workspace, key: str) -> None:
    found = completions(ws, "okrs/labs.yaml", f"{KEY_RESULT}        ", len(KEY_RESULT) + 8, DAY)[1]
    snippet = next(each.insert for each in found if each.sort == "kind" and each.words == key)
    filled = re.sub(r"\$\d+", "2", snippet).replace("due: 2", "due: 2026-03-01").replace("id: 2", "id: two")
    filled = filled.replace("baseline: 2", "baseline: 1").replace("change: 2", "change: +2")
    text = KEY_RESULT + "        " + filled.replace("\n", "\n        ") + "\n"
    assert department_facts("okrs/labs.yaml", text).problems == ()


def test_a_kind_is_not_offered_twice(ws: Workspace) -> None:
    found = completions(ws, "okrs/labs.yaml", f"{KEY_RESULT}        count: 3\n        ", len(KEY_RESULT) + 26, DAY)[1]
    assert not [each for each in found if each.sort == "kind"]


def test_names_of_people_are_data_in_snippets(ws: Workspace) -> None:
    shop = SHOP.replace("lead: Ana", "lead: 'Ana: ${1:x} $0 \\'")
    ws = load_texts({"okrctl.yaml": CONFIG, "okrs/shop.yaml": shop}).workspace
    written = plain(offered(ws, "lead: |")["Ana: ${1:x} $0 \\"].insert)
    assert written == "'Ana: ${1:x} $0 \\'"
