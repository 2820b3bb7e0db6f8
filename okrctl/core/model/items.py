"""Objectives, key results and KPIs: what a file says of them, as it says it.

These models are the description of the format and the values that everything works with. They depend on one file's
text alone: cycles and references are still the words of the file. What they mean together is the business of
``core/company/workspace.py``.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, create_model

from okrctl.core.format import forms, holds
from okrctl.core.format import types as f
from okrctl.core.format.doc import Doc, fields
from okrctl.core.format.meaning import GOAL, IDENTITY, MEASURED, PARTS, TRACE, WORDS, Means
from okrctl.core.format.meaning import Field as FieldOf
from okrctl.core.model import judges
from okrctl.core.model.asks import Asks
from okrctl.core.model.origin import SOURCE_WORDS, SourceField
from okrctl.core.model.parts import (
    Amendment,
    BandException,
    Cadence,
    Closed,
    Dropped,
    Link,
    Need,
    PromiseItem,
)
from okrctl.core.model.registry import kind_keys, kinds

if TYPE_CHECKING:
    from okrctl.core.model.measure import Measure

ONE = Fraction(1)
Ambition = Literal["committed", "aspirational"]
ASPIRATIONAL: Ambition = "aspirational"
Indicator = Literal["leading", "lagging"]
INDICATOR = "What kind of sign it is."
DEFINITION = "How the value is worked out."
UNIT = "The unit of its values, such as percent, USD or days."
TAGS = "Words to filter by."
CHECK_IN = "How often it is checked in."


class Item(Doc):
    """Keys that objectives and key results share."""

    id: Annotated[f.Id, IDENTITY] = Field(
        description="Chosen by the author; unique in its department while cycles overlap."
    )
    title: Annotated[f.Title | None, WORDS] = Field(None, description="What it is, in one line.")
    why: Annotated[f.Text | None, WORDS] = Field(None, description="Why it matters.")
    owner: Annotated[f.Person | None, WORDS] = Field(
        None, description="Who answers for it; the objective's owner or the lead without it."
    )
    contributors: Annotated[f.People, WORDS] = Field(
        (), description="Others who work on it; the objective's hold for its key results. They owe nothing."
    )
    weight: Annotated[f.Weight, forms.Or(ONE), Means("goal", judge=judges.weight)] = Field(
        ONE, description="Its share in the mean above; 1 without it, 0 for a guardrail."
    )
    tags: Annotated[f.Texts, WORDS] = Field((), description=TAGS)
    links: Annotated[f.Many[Link], WORDS] = Field((), description="Addresses worth knowing.")
    check_in: Annotated[Cadence | None, Means("goal", judge=judges.cadence)] = Field(None, description=CHECK_IN)
    supports: Annotated[f.Refs, WORDS] = Field((), description="The objectives or key results it helps.")
    depends_on: Annotated[f.Many[Need], PARTS] = Field((), description="What it needs from others.")
    promised_to: Annotated[tuple[PromiseItem, ...], forms.LOOSE, forms.OrOne((str, dict)), forms.Or(()), PARTS] = Field(
        (), description="Who has this item's word: a reference, or {ref, due}."
    )
    draft: Annotated[f.Flag, forms.Or(False), Means("goal", judge=judges.draft)] = Field(
        False, description="Not yet agreed: out of scores and reminders."
    )
    dropped: Annotated[Dropped | None, TRACE] = Field(None, description="Given up in mid-cycle.")
    amended: Annotated[f.Many[Amendment], TRACE] = Field((), description="How the plan was changed in mid-cycle.")
    closed: Annotated[Closed | None, TRACE] = Field(None, description="Ended early.")
    carried_from: Annotated[f.Ref | None, WORDS] = Field(
        None, description="The item of an earlier cycle that it goes on with."
    )
    formerly: Annotated[f.FormerIds, IDENTITY] = Field((), description="Ids it had before.")


class KeyResult(Item):
    """A key result, whatever its kind."""

    if TYPE_CHECKING:

        @property
        def measure(self) -> Measure | None:
            """What its kind makes of its keys; None when the kind could not be made out."""

    title: Annotated[f.Title | None, WORDS] = Field(
        None, description="The result in one line; a metric's title serves without it."
    )
    unit: Annotated[f.Text | None, MEASURED] = Field(None, description=UNIT)
    metric: Annotated[f.MetricId | None, MEASURED] = Field(
        None, description="An entry of the company's dictionary: unit, direction and title."
    )
    kpi: Annotated[f.Ref | None, MEASURED] = Field(None, description="The KPI whose series it reads.")
    definition: Annotated[f.Text | None, MEASURED] = Field(None, description=DEFINITION)
    due: Annotated[f.Day | None, Means("goal", judge=judges.due)] = Field(
        None, description="By when; the cycle's end without it."
    )
    source: Annotated[SourceField | None, MEASURED] = Field(None, description=SOURCE_WORDS)
    indicator: Annotated[Indicator | None, WORDS] = Field(None, description=INDICATOR)


@cache
def key_result_doc() -> type[KeyResult]:
    """The key result with the keys of every kind that was found, each as its kind describes it.

    Raises:
        TypeError: two kinds give one key different types.
    """
    extra: dict[str, Any] = {}
    types: dict[str, Any] = {}
    for kind in kinds():
        for name, info in kind.model_fields.items():
            ours = [each for each in info.metadata if isinstance(each, Means | Asks)]
            checks = [each for each in info.metadata if each not in ours]
            # what a kind cannot do without, a key result of another kind has not
            known: Any = Annotated[(info.annotation, *checks)] if checks else info.annotation
            if types.setdefault(name, known | None) != known | None:
                raise TypeError(f"{kind.__name__}.{name} has another type than in another kind")
            field = Field(None, alias=info.alias, description=info.description)
            extra.setdefault(name, (Annotated[(known | None, *ours)], field))
    return create_model("KeyResult", __base__=KeyResult, __doc__="A key result.", **extra)


class Objective(Item):
    """An objective with its key results."""

    title: Annotated[f.Title, WORDS] = Field(description="The objective in one line.")
    cycle: Annotated[f.CycleName | None, Means("goal", judge=judges.cycle)] = Field(
        None, description="The period it runs in; the file's without it."
    )
    ambition: Annotated[Ambition, forms.Or(ASPIRATIONAL), Means("goal", judge=judges.ambition)] = Field(
        ASPIRATIONAL, description="committed: expected in full; aspirational (the default): 0.7 is green."
    )
    joint_with: Annotated[f.Departments, Means("words", amend=False)] = Field(
        (), description="Departments that own it jointly; `all` for every one."
    )
    initiatives: Annotated[f.Many[Any], WORDS] = Field((), description="What people do for it; never scored.")
    key_results: Annotated[f.Every[KeyResult], PARTS] = Field(description="How it will be known that it is reached.")

    @property
    def ambition_given(self) -> bool:
        """Whether the ambition is written, not taken for granted."""
        return "ambition" in self.model_fields_set


@cache
def objective_doc() -> type[Objective]:
    """The objective with key results of every kind."""
    key_results: Any = (
        Annotated[f.Every[key_result_doc()], PARTS],  # type: ignore[misc]
        Field(description=Objective.model_fields["key_results"].description),
    )
    return create_model("Objective", __base__=Objective, __doc__=Objective.__doc__, key_results=key_results)


class Kpi(Doc):
    """A quantity watched for ever: no cycle, no score, only healthy or not."""

    id: Annotated[f.Id, IDENTITY] = Field(description="Its id; unique in its department.")
    title: Annotated[f.Title, WORDS] = Field(description="What it is.")
    unit: Annotated[f.Text | None, MEASURED] = Field(None, description=UNIT)
    metric: Annotated[f.MetricId | None, MEASURED] = Field(None, description="An entry of the company's dictionary.")
    definition: Annotated[f.Text | None, MEASURED] = Field(None, description=DEFINITION)
    owner: Annotated[f.Person | None, WORDS] = Field(None, description="Who answers for it.")
    at_least: Annotated[f.Number | None, Means("goal", judge=judges.higher_is_harder)] = Field(
        None, description="Healthy from here up."
    )
    at_most: Annotated[f.Number | None, Means("goal", judge=judges.lower_is_harder)] = Field(
        None, description="Healthy up to here."
    )
    exceptions: Annotated[f.Many[BandException], GOAL] = Field(
        (), alias="except", description="Days with another band."
    )
    check_in: Annotated[Cadence | None, Means("goal", judge=judges.cadence)] = Field(None, description=CHECK_IN)
    source: Annotated[SourceField | None, MEASURED] = Field(None, description=SOURCE_WORDS)
    tags: Annotated[f.Texts, WORDS] = Field((), description=TAGS)
    amended: Annotated[f.Many[Amendment], TRACE] = Field((), description="How it was changed.")

    def band(self, day: date) -> tuple[Fraction | None, Fraction | None]:
        """Lower and upper bound on a day; a bound that an exception does not name stands."""
        low, high = self.at_least, self.at_most
        window = next((each for each in self.exceptions if each.covers(day)), None)
        if window is None:
            return low, high
        return (
            low if window.at_least is None else window.at_least,
            high if window.at_most is None else window.at_most,
        )


@cache
def own(item: type[Item | Kpi]) -> tuple[FieldOf, ...]:
    """The fields that an item of this class has itself, whatever its kind; key results are items of their own."""
    added = kind_keys() if issubclass(item, KeyResult) else ()
    return tuple(field for field in fields(item) if field.key not in added and field.name != "key_results")


@cache
def referring(item: type[Item]) -> tuple[FieldOf, ...]:
    """Those that name items or departments."""
    return tuple(field for field in own(item) if holds.held(field.info) & {holds.REFERENCE, holds.DEPARTMENT})


@cache
def referring_keys(*what: holds.Holds) -> frozenset[str]:
    """Keys of objectives and key results that name items or departments; or those alone that hold this."""
    named = (field for item in (Objective, KeyResult) for field in referring(item))
    return frozenset(field.key for field in named if not what or holds.held(field.info) & set(what))
