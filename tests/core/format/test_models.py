"""What holds for every model of the format, whatever keys it has."""

from __future__ import annotations

import re
from typing import Any

import pytest

from okrctl.core.format import literals
from okrctl.core.format.doc import Doc, fields, free_keys, inner, models_in
from okrctl.core.format.validate import shape
from okrctl.core.model.files import department_doc
from okrctl.core.model.items import Objective, key_result_doc, objective_doc, referring_keys
from okrctl.core.model.settings import Config
from okrctl.core.values.cycle import FIRST_YEAR, LAST_YEAR, is_year


def models(*roots: type[Doc]) -> list[type[Doc]]:
    found: list[type[Doc]] = []
    for root in roots:
        found += [root, *models(*(part for field in inner(root) for part in models_in(field.info.annotation)))]
    return list(dict.fromkeys(found))


MODELS = models(department_doc(), Config)
LEAST: dict[str, Any] = dict(
    (("okrctl", "1"), ("department", "d"), ("organization", "O"), ("id", "i"), ("title", "T"), ("url", "u")),
    ref="a/b",
    field="f",
    why="w",
    by="b",
    key_results=[],
    starts="1",
    each="objective",
) | dict.fromkeys(("date", "from", "to"), "2026-01-01")


def least(model: type[Doc]) -> dict[str, Any]:
    if model.__name__ == "Source":
        return {"file": "f", "value": "v"}
    return {field.key: LEAST[field.key] for field in fields(model) if field.info.is_required()}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_key_without_a_value_is_no_key(model: type[Doc]) -> None:
    given = least(model)
    optional = [field.key for field in fields(model) if not field.info.is_required() and field.key not in given]
    plain, empty = shape(model, given, "x"), shape(model, {**given, **dict.fromkeys(optional)}, "x")
    assert plain.model is not None and not plain.problems and not empty.problems
    assert plain.model == empty.model


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_described(model: type[Doc]) -> None:
    for field in fields(model):
        assert field.info.description and field.info.description.endswith((".", "all.")), field.key


def test_places_are_those_of_the_file_also_where_something_was_left_out() -> None:
    need: list[Any] = [{"need": "no ref"}, {"ref": "a/b"}, "words", {"ref": "a/c"}]
    data = {"id": "o", "title": "T", "key_results": [[], {"id": "k", "title": "K", "count": "2"}], "depends_on": need}
    found = shape(objective_doc(), data, "x", ("objectives", 3))
    assert found.model is not None and len(found.problems) == 3
    assert [each.at for each in found.model.depends_on] == [("objectives", 3, "depends_on", n) for n in (1, 3)]
    assert [each.at for each in found.model.key_results] == [("objectives", 3, "key_results", 1)]


def test_two_that_say_the_same_are_equal_wherever_they_stand() -> None:
    data = {"id": "o", "title": "T", "key_results": []}
    one, other = (shape(objective_doc(), data, "x", ("objectives", n)).model for n in (0, 1))
    assert one is not None and other is not None
    assert one == other and one.at != other.at
    assert one.but(title="U") != one and one.but(title="U").at == one.at


def test_what_is_written_is_told_from_what_is_taken_for_granted() -> None:
    data = {"id": "o", "title": "T", "key_results": []}
    found = [shape(objective_doc(), {**data, **more}, "x").model for more in ({}, {"ambition": "aspirational"})]
    assert [each.ambition_given for each in found if each] == [False, True]
    assert {each.ambition for each in found if each} == {"aspirational"}


def test_the_pattern_of_years_is_that_of_their_limits() -> None:
    assert [year for year in range(1000, 10_000) if is_year(str(year))] == list(range(FIRST_YEAR, LAST_YEAR + 1))
    assert re.fullmatch(literals.DATE, f"{LAST_YEAR}-12-31") and not re.fullmatch(literals.DATE, "1969-12-31")


def test_what_the_fields_hold() -> None:
    assert referring_keys() == {"supports", "depends_on", "promised_to", "carried_from", "joint_with", "kpi"}
    texts = free_keys(department_doc())
    assert {"title", "why", "owner", "unit", "definition", "done_when", "name", "lead", "need", "tags"} <= texts
    assert texts.isdisjoint({"id", "ref", "due", "weight", "target", "metric", "from", "milestones", "supports"})
    assert issubclass(objective_doc(), Objective) and "target" in key_result_doc().model_fields
