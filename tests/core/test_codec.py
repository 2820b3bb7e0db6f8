"""Facts to plain data and back: whatever the model can say survives, and nothing else comes out."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pytest
from harness import PROJECT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrctl.core.loading.facts import department_facts
from okrctl.core.model.codec import decode, encode
from okrctl.core.model.doc import Doc
from okrctl.core.model.items import Config, FileFacts
from okrctl.core.model.measure import Measure
from okrctl.core.model.registry import kinds
from okrctl.core.values.quantity import Amount
from okrctl.shell.session import load

EXAMPLES = sorted(path.parent for path in (PROJECT / "examples").glob("*/okrctl.yaml"))


def there_and_back(kind: type, value: Any) -> Any:
    return decode(kind, json.loads(json.dumps(encode(kind, value))))


def made_of(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a class of the model, of kinds of key results too."""
    st.register_type_strategy(date, st.dates(date(1970, 1, 1), date(2200, 12, 31)))
    st.register_type_strategy(Fraction, st.fractions(max_denominator=10**6))
    st.register_type_strategy(Measure, st.one_of([st.deferred(lambda kind=kind: whole(kind)) for kind in kinds()]))
    st.register_type_strategy(object, PLAIN)
    st.register_type_strategy(str, st.text(max_size=3))
    return whole(kind)


PLAIN = st.recursive(
    st.none() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
)


def whole(kind: Any) -> st.SearchStrategy[Any]:
    if issubclass(kind, Doc):
        values = {name: documented(info.annotation) for name, info in kind.model_fields.items()}
        return st.builds(kind.model_construct, **values)
    hints = get_type_hints(kind)
    return st.builds(kind, **{each.name: of_type(hints[each.name]) for each in fields(kind)})


def documented(annotation: Any) -> st.SearchStrategy[Any]:
    """A value of a field of the format, whatever is annotated about it."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return documented(inner[0])
    if origin in (Union, UnionType):
        return st.one_of([documented(each) for each in inner])
    if origin is list:
        return st.lists(documented(inner[0]), max_size=3)
    if origin is dict:
        return st.dictionaries(documented(inner[0]), documented(inner[1]), max_size=3)
    if isinstance(annotation, type) and (is_dataclass(annotation) or issubclass(annotation, Doc)):
        return whole(annotation)
    return st.from_type(annotation)


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    if hint is object:
        return PLAIN
    if isinstance(hint, type) and is_dataclass(hint) and hint is not Measure:
        return whole(hint)
    return st.from_type(hint)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_value_of_the_model_survives(data: st.DataObject) -> None:
    config = data.draw(made_of(Config).map(lambda each: replace(each, problems=())))
    assert there_and_back(Config, config) == config


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_objective_survives(data: st.DataObject) -> None:
    made_of(FileFacts)
    from okrctl.core.model.items import CheckIn, Kpi, Objective

    for kind in (Objective, Kpi, CheckIn):
        value = data.draw(whole(kind))
        assert there_and_back(kind, value) == value


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_examples_survive(example: Path) -> None:
    workspace = load(example).workspace
    assert there_and_back(Config, workspace.config) == workspace.config
    for facts in workspace.files:
        assert there_and_back(FileFacts, facts) == facts


def test_problems_survive() -> None:
    facts = department_facts("a.yaml", "okrctl: 1\ndepartment: a\nname: A\nname: B\nbogus: 1\n")
    assert facts.problems
    assert there_and_back(FileFacts, facts) == facts


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_kind_is_forgotten(kind: type[Measure], data: st.DataObject) -> None:
    made_of(FileFacts)
    value = data.draw(whole(kind))
    back = there_and_back(Measure, value)
    assert (type(back), back) == (kind, value)


@pytest.mark.parametrize("data", [None, 1, {}, [], ["a", 2, 3, 4, 5, 6, 7, 8]])
def test_other_data_is_refused(data: object) -> None:
    with pytest.raises((ValueError, TypeError, LookupError, AttributeError)):
        decode(FileFacts, data)


def test_types_without_a_plain_form_are_refused() -> None:
    for kind in (Fraction | str, Fraction | Amount | None, complex):
        with pytest.raises(TypeError):
            encode(kind, None)  # type: ignore[arg-type]
