"""Objectives, key results and KPIs, as written in a file.

These models describe the format and are the values that everything else uses. They depend only on one file's text:
cycles and references are not resolved yet. ``core/company/workspace.py`` does that.
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
from okrctl.core.model.kind_fields import Asks, plain_type, quantities
from okrctl.core.model.origin import SOURCE_WORDS, SourceField
from okrctl.core.model.parts import Amendment, BandException, Cadence, Closed, Dropped, Link, Need, PromiseItem
from okrctl.core.model.registry import kind_keys, kinds

if TYPE_CHECKING:
    from okrctl.core.model.measure import Measure

ONE = Fraction(1)
Ambition = Literal["committed", "aspirational"]
ASPIRATIONAL: Ambition = "aspirational"
Indicator = Literal["leading", "lagging"]
INDICATOR = "Whether it is a leading or a lagging indicator."
DEFINITION = "How the value is calculated."
UNIT = "The unit of its values, such as percent, USD or days."
TAGS = "Words to filter by."
CHECK_IN = "How often to check it in."


class Item(Doc):
    """Keys that objectives and key results share."""

    id: Annotated[f.Id, IDENTITY("Its id; unique in its department while cycles overlap.")]
    title: Annotated[f.Title | None, WORDS("Its title, in one line.")] = None
    why: Annotated[f.Text | None, WORDS("Why it matters.")] = None
    owner: Annotated[
        f.Person | None, WORDS("Who is responsible for it; by default the objective's owner or the lead.")
    ] = None
    contributors: Annotated[
        f.People, WORDS("Others who work on it, by default those of the objective. They owe no check-ins.")
    ] = ()
    weight: Annotated[
        f.Weight,
        forms.OR_DEFAULT,
        GOAL("Its weight in the score above; 1 by default, 0 for a guardrail.", judges.weight),
    ] = ONE
    tags: Annotated[f.Texts, WORDS(TAGS)] = ()
    links: Annotated[f.Many[Link], WORDS("Links to further information.")] = ()
    check_in: Annotated[Cadence | None, GOAL(CHECK_IN, judges.cadence)] = None
    supports: Annotated[f.Refs, WORDS("The objectives or key results that it supports.")] = ()
    depends_on: Annotated[f.Many[Need], PARTS("What it needs from others.")] = ()
    promised_to: Annotated[
        tuple[PromiseItem, ...],
        forms.LOOSE,
        forms.OrOne((str, dict)),
        forms.OR_DEFAULT,
        PARTS("Items that this one is promised to: a reference, or {ref, due}."),
    ] = ()
    draft: Annotated[f.Flag, forms.OR_DEFAULT, GOAL("Not agreed yet: no scores, no reminders.", judges.draft)] = False
    dropped: Annotated[Dropped | None, TRACE("Given up mid-cycle.")] = None
    amended: Annotated[f.Many[Amendment], TRACE("Changes of the plan mid-cycle.")] = ()
    closed: Annotated[Closed | None, TRACE("Ended early.")] = None
    carried_from: Annotated[f.Ref | None, WORDS("The item of an earlier cycle that it continues.")] = None
    formerly: Annotated[f.FormerIds, IDENTITY("Its former ids.")] = ()


class KeyResult(Item):
    """A key result of any kind."""

    if TYPE_CHECKING:

        @property
        def measure(self) -> Measure | None:
            """Its measure; None if its kind is unclear."""

    title: Annotated[f.Title | None, WORDS("The result in one line; by default the metric's title.")] = None
    unit: Annotated[f.Text | None, MEASURED(UNIT)] = None
    metric: Annotated[
        f.MetricId | None, MEASURED("A metric of the company's dictionary, for unit, direction and title.")
    ] = None
    kpi: Annotated[f.Ref | None, MEASURED("The KPI that its values come from.")] = None
    definition: Annotated[f.Text | None, MEASURED(DEFINITION)] = None
    due: Annotated[f.Day | None, GOAL("The due date; by default the end of the cycle.", judges.due)] = None
    source: Annotated[SourceField | None, MEASURED(SOURCE_WORDS)] = None
    indicator: Annotated[Indicator | None, WORDS(INDICATOR)] = None


@cache
def key_result_doc() -> type[KeyResult]:
    """The key result with the keys of all kinds, each as described by its kind.

    Raises:
        TypeError: two kinds give one key different types.
    """
    extra: dict[str, Any] = {}
    types: dict[str, Any] = {}
    for kind in kinds():
        for name, info in kind.model_fields.items():
            ours = [each for each in info.metadata if isinstance(each, Means | Asks)]
            checks = [each for each in info.metadata if each not in ours]
            # keys required by one kind are missing in the others
            known: Any = Annotated[(info.annotation, *checks)] if checks else info.annotation
            if types.setdefault(name, known | None) != known | None:
                raise TypeError(f"{kind.__name__}.{name} has another type than in another kind")
            extra.setdefault(name, (Annotated[(known | None, *ours)], Field(None, alias=info.alias)))
    return create_model("KeyResult", __base__=KeyResult, __doc__="A key result.", **extra)


RESULTS = PARTS("How to measure whether it is reached.")


class Objective(Item):
    """An objective with its key results."""

    title: Annotated[f.Title, WORDS("The objective in one line.")]
    cycle: Annotated[f.CycleName | None, GOAL("The period it runs in; by default the file's.", judges.cycle)] = None
    ambition: Annotated[
        Ambition,
        forms.OR_DEFAULT,
        GOAL("committed: expected in full; aspirational (the default): 0.7 is green.", judges.ambition),
    ] = ASPIRATIONAL
    joint_with: Annotated[
        f.Departments, WORDS("Departments that share it; `all` for every department.", amend=False)
    ] = ()
    initiatives: Annotated[f.Many[Any], WORDS("What people do for it; never scored.")] = ()
    key_results: Annotated[f.Every[KeyResult], RESULTS]

    @property
    def ambition_given(self) -> bool:
        """Whether the ambition is written and not the default."""
        return "ambition" in self.model_fields_set


@cache
def objective_doc() -> type[Objective]:
    """The objective with key results of every kind."""
    key_results: Any = Annotated[f.Every[key_result_doc()], RESULTS]  # type: ignore[misc]
    return create_model("Objective", __base__=Objective, __doc__=Objective.__doc__, key_results=key_results)


class Kpi(Doc):
    """A metric monitored continuously: no cycle, no score, only healthy or not."""

    id: Annotated[f.Id, IDENTITY("Its id; unique in its department.")]
    title: Annotated[f.Title, WORDS("Its title.")]
    unit: Annotated[f.Text | None, MEASURED(UNIT)] = None
    metric: Annotated[f.MetricId | None, MEASURED("A metric of the company's dictionary.")] = None
    definition: Annotated[f.Text | None, MEASURED(DEFINITION)] = None
    owner: Annotated[f.Person | None, WORDS("Who is responsible for it.")] = None
    at_least: Annotated[f.Number | None, GOAL("The lower bound of the healthy range.", judges.higher_is_harder)] = None
    at_most: Annotated[f.Number | None, GOAL("The upper bound of the healthy range.", judges.lower_is_harder)] = None
    exceptions: Annotated[f.Many[BandException], GOAL("Periods with a different range.")] = Field((), alias="except")
    check_in: Annotated[Cadence | None, GOAL(CHECK_IN, judges.cadence)] = None
    source: Annotated[SourceField | None, MEASURED(SOURCE_WORDS)] = None
    tags: Annotated[f.Texts, WORDS(TAGS)] = ()
    amended: Annotated[f.Many[Amendment], TRACE("Its changes.")] = ()

    def band(self, day: date) -> tuple[Fraction | None, Fraction | None]:
        """Lower and upper bound on a day; a bound that an exception doesn't name still applies."""
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
    """The fields of an item of this class, for all kinds; key results are items of their own."""
    added = kind_keys() if issubclass(item, KeyResult) else ()
    return tuple(field for field in fields(item) if field.key not in added and field.name != "key_results")


@cache
def referring(item: type[Item]) -> tuple[FieldOf, ...]:
    """The fields that name items or departments."""
    return tuple(field for field in own(item) if holds.held(field.info) & {holds.REFERENCE, holds.DEPARTMENT})


@cache
def referring_keys(*what: holds.Holds) -> frozenset[str]:
    """Keys of objectives and key results that name items or departments, or only those with this content."""
    named = (field for item in (Objective, KeyResult) for field in referring(item))
    return frozenset(field.key for field in named if not what or holds.held(field.info) & set(what))


@cache
def number_keys() -> frozenset[str]:
    """Keys of items, KPIs and kinds whose value is a number, an amount, or amounts by day."""
    bare = (each.key for each in (*fields(Item), *fields(Kpi)) if plain_type(each.info.annotation) is Fraction)
    return quantities().union(bare)
