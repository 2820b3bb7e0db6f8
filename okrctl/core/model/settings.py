"""okrctl.yaml: what holds for the whole workspace, with the defaults of the format."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from okrctl.core.format import forms, literals
from okrctl.core.format import types as f
from okrctl.core.format.doc import Doc
from okrctl.core.format.meaning import IDENTITY, SETTING, TRACE
from okrctl.core.model.items import INDICATOR, TAGS, Indicator
from okrctl.core.model.origin import SOURCE_WORDS, SourceField
from okrctl.core.model.parts import Amendment, Cadence
from okrctl.core.values.cycle import FiscalYear
from okrctl.core.values.diagnostic import Problem

FILES = ("okrs/**/*.yaml", "okrs/**/*.yml")
EVERY, GRACE, FINAL = 7, 3, 7
Layout = Literal["in-file", "file-per-check-in"]
LAYOUT: Layout = "in-file"
AT_RISK, OFF_TRACK = Fraction("0.10"), Fraction("0.25")
ASPIRATIONAL = (Fraction("0.4"), Fraction("0.7"))
COMMITTED = (Fraction("0.7"), Fraction("1.0"))
SECONDS = 20


class WorkspaceCadence(Cadence):
    """The workspace's cadence, and where check-ins are written."""

    every: Annotated[f.Days, forms.Or(EVERY), SETTING] = Field(EVERY, description="How often, such as 7d or 2w.")
    grace: Annotated[f.GraceDays, forms.Or(GRACE), SETTING] = Field(
        GRACE, description="How many days late is still in time."
    )
    layout: Annotated[Layout, forms.Or(LAYOUT), SETTING] = Field(
        LAYOUT, description="Check-ins stand in the department's file, or in a file each."
    )
    final: Annotated[f.GraceDays, forms.Or(FINAL), SETTING] = Field(
        FINAL, description="How long after the end of a cycle values still count."
    )


class FiscalYearDoc(Doc):
    """When the fiscal year begins."""

    starts: Annotated[f.Month, SETTING] = Field(description="Its first month, 1 to 12.")
    named_after: Annotated[Literal["start", "end"], forms.Or("start"), SETTING] = Field(
        "start", description="The calendar year that names it."
    )


class Person(Doc):
    """Ties a name, a mail address and owners together."""

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Its key."""

    name: Annotated[f.Text | None, SETTING] = Field(None, description="The person's name.")
    email: Annotated[f.Text | None, SETTING] = Field(None, description="The address used in git and in `by`.")
    owns: Annotated[f.Texts, SETTING] = Field((), description="Owners' names this person answers for.")


class Pace(Doc):
    """How far behind is too far, as a share of 1."""

    at_risk: Annotated[f.Weight, forms.Or(AT_RISK), SETTING] = Field(
        AT_RISK, description=f"A gap above it is at risk; {float(AT_RISK):.2f} without it."
    )
    off_track: Annotated[f.Weight, forms.Or(OFF_TRACK), SETTING] = Field(
        OFF_TRACK, description=f"A gap above it is off track; {float(OFF_TRACK):.2f} without it."
    )


def _told(pair: tuple[Fraction, Fraction]) -> str:
    return f"{', '.join(str(float(each)) for each in pair)} without it."


class Grades(Doc):
    """Amber from, green from, by ambition."""

    aspirational: Annotated[f.Pair, forms.Or(ASPIRATIONAL), SETTING] = Field(
        ASPIRATIONAL, description=_told(ASPIRATIONAL)
    )
    committed: Annotated[f.Pair, forms.Or(COMMITTED), SETTING] = Field(COMMITTED, description=_told(COMMITTED))

    def __getitem__(self, ambition: str) -> tuple[Fraction, Fraction]:
        """Amber from and green from of an ambition."""
        amber, green = self.committed if ambition == "committed" else self.aspirational
        return amber, green


class Metric(Doc):
    """An entry of the company's dictionary of quantities."""

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Its key."""

    title: Annotated[f.Title, SETTING] = Field(description="What it is.")
    unit: Annotated[f.Text | None, SETTING] = Field(None, description="The unit of its values.")
    better: Annotated[Literal["higher", "lower"] | None, SETTING] = Field(
        None, description="Which direction is the good one."
    )
    definition: Annotated[f.Text | None, SETTING] = Field(None, description="How it is worked out.")
    formula: Annotated[f.FormulaText | None, SETTING] = Field(
        None, description="The metrics that it is made of, such as sessions * conversion-rate."
    )
    indicator: Annotated[Indicator | None, SETTING] = Field(None, description=INDICATOR)
    source: Annotated[SourceField | None, SETTING] = Field(None, description=SOURCE_WORDS)
    tags: Annotated[f.Texts, SETTING] = Field((), description=TAGS)


class Sources(Doc):
    """What holds for all sources of values."""

    allow: Annotated[f.Texts, SETTING] = Field(
        (), description="Folders outside the workspace that sources may read from."
    )
    seconds: Annotated[f.Seconds, forms.Or(SECONDS), SETTING] = Field(
        SECONDS, description=f"How long one source may take; {SECONDS} without it."
    )


class Config(Doc):
    """okrctl.yaml: what holds for the whole workspace."""

    path: ClassVar[str] = "okrctl.yaml"
    problems: ClassVar[tuple[Problem, ...]] = ()
    unusable: ClassVar[bool] = False
    """Whether the text is no okrctl.yaml at all, and the defaults stand in for it."""

    okrctl: Annotated[f.FormatVersion, IDENTITY] = Field(description=f"Format version: {literals.FORMAT_VERSION}.")
    organization: Annotated[f.Text, SETTING] = Field(description="The company's name.")
    files: Annotated[
        f.ManyTexts,
        Field(max_length=literals.MOST_PATTERNS),
        forms.Or(FILES),
        AfterValidator(lambda given: given or FILES),
        SETTING,
    ] = Field(FILES, description="Where department files are; ** matches none or many folders.")
    fiscal: Annotated[FiscalYearDoc | None, SETTING] = Field(
        None, alias="fiscal_year", description="For cycles that begin with FY."
    )
    external: Annotated[f.Many[f.Id], SETTING] = Field(
        (), description="Groups outside the files that own or provide things."
    )
    people: Annotated[dict[f.Id, Person], forms.Or({}), SETTING] = Field(
        {}, description="Names, mail addresses and owners."
    )
    check_in: Annotated[WorkspaceCadence, forms.Or(WorkspaceCadence.model_construct()), SETTING] = Field(
        WorkspaceCadence.model_construct(), description="How often people check in."
    )
    pace: Annotated[Pace, forms.Or(Pace.model_construct()), SETTING] = Field(
        Pace.model_construct(), description="How far behind is too far."
    )
    grades: Annotated[Grades, forms.Or(Grades.model_construct()), SETTING] = Field(
        Grades.model_construct(), description="Amber from, green from."
    )
    metrics: Annotated[dict[f.Id, Metric], forms.Or({}), SETTING] = Field(
        {}, description="The company's dictionary of quantities."
    )
    sources: Annotated[Sources, forms.Or(Sources.model_construct()), SETTING] = Field(
        Sources.model_construct(), description="What sources of values may do."
    )
    rules: Annotated[dict[f.RuleCode, f.Severity], forms.Or({}), SETTING] = Field(
        {}, description="Severity by rule code."
    )
    amended: Annotated[f.Many[Amendment], TRACE] = Field((), description="How these settings were changed.")

    @cached_property
    def fiscal_year(self) -> FiscalYear:
        """When cycles that begin with FY begin."""
        return FiscalYear(self.fiscal.starts, self.fiscal.named_after) if self.fiscal else FiscalYear()


def defaults(**given: object) -> Config:
    """The settings of a workspace whose okrctl.yaml says nothing but these."""
    return Config.model_construct(**{"okrctl": literals.FORMAT_VERSION, "organization": "", **given})  # type: ignore[arg-type]
