"""okrctl.yaml: the settings of the whole workspace, with the defaults of the format."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from okrctl.core.format import forms, literals
from okrctl.core.format import types as f
from okrctl.core.format.doc import Doc
from okrctl.core.format.meaning import IDENTITY, MEASURED, SETTING, TRACE, WORDS, Means
from okrctl.core.model import setting_judges as judges
from okrctl.core.model.items import INDICATOR, TAGS, Indicator
from okrctl.core.model.origin import SOURCE_WORDS, SourceField
from okrctl.core.model.parts import Amendment, Cadence
from okrctl.core.values.cycle import FiscalYear
from okrctl.core.values.diagnostic import Problem

Each = Literal["department", "objective", "key_result", "kpi", "amendment"]
PolicySeverity = Literal["advice", "warning", "error"]
WARNING: PolicySeverity = "warning"

Choices = Annotated[dict[f.Pattern, f.Patterns], Field(max_length=literals.MOST_PATTERNS), forms.Or({})]


class Bounds(Doc):
    """A minimum and a maximum."""

    at_least: Annotated[f.HowMany | None, SETTING] = Field(None, description="The fewest.")
    at_most: Annotated[f.HowMany | None, SETTING] = Field(None, description="The most.")


class Policy(Doc):
    """A check of the company's own, with its own message."""

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Its key."""

    each: Annotated[Each, SETTING] = Field(
        description="What it checks: every department, objective, key_result, kpi or amendment."
    )
    where: Annotated[Choices, Means("setting", judge=judges.where)] = Field(
        {}, description="Only items whose values match, by key, such as {ambition: committed}; * is any text."
    )
    require: Annotated[
        f.Texts, Field(max_length=literals.MOST_PATTERNS), Means("setting", judge=judges.more_is_harder)
    ] = Field((), description="Keys that must have a value.")
    only: Annotated[Choices, Means("setting", judge=judges.only)] = Field(
        {}, description="Values that are allowed, by key, such as {unit: [percent, USD]}; * is any text."
    )
    never: Annotated[Choices, Means("setting", judge=judges.never)] = Field(
        {}, description="Values that are not allowed, by key, such as {title: '*world-class*'}; * is any text."
    )
    number: Annotated[
        dict[f.Pattern, Bounds],
        Field(max_length=literals.MOST_PATTERNS),
        forms.Or({}),
        Means("setting", judge=judges.number),
    ] = Field(
        {}, description="The fewest and the most values, by key, such as {key_results: {at_least: 2, at_most: 5}}."
    )
    why: Annotated[f.Title, WORDS] = Field(description="The reason, in the company's words; the finding shows it.")
    severity: Annotated[PolicySeverity, forms.Or(WARNING), Means("setting", judge=judges.lower_severity_is_easier)] = (
        Field(WARNING, description=f"advice, warning or error; {WARNING} by default.")
    )


FILES = ("okrs/**/*.yaml", "okrs/**/*.yml")
EVERY, GRACE, FINAL = 7, 3, 7
Layout = Literal["in-file", "file-per-check-in"]
LAYOUT: Layout = "in-file"
AT_RISK, OFF_TRACK = Fraction("0.10"), Fraction("0.25")
ASPIRATIONAL = (Fraction("0.4"), Fraction("0.7"))
COMMITTED = (Fraction("0.7"), Fraction("1.0"))
SECONDS = 20


class WorkspaceCadence(Cadence):
    """The workspace's check-in interval, and where check-ins are written."""

    every: Annotated[f.Days, forms.Or(EVERY), SETTING] = Field(
        EVERY, description="The interval between check-ins, such as 7d or 2w."
    )
    grace: Annotated[f.GraceDays, forms.Or(GRACE), SETTING] = Field(GRACE, description="The grace period in days.")
    layout: Annotated[Layout, forms.Or(LAYOUT), WORDS] = Field(
        LAYOUT, description="Whether check-ins are in the department's file, or in one file each."
    )
    final: Annotated[f.GraceDays, forms.Or(FINAL), SETTING] = Field(
        FINAL, description="How long values count after the end of a cycle."
    )


class FiscalYearDoc(Doc):
    """The start of the fiscal year."""

    starts: Annotated[f.Month, SETTING] = Field(description="Its first month, 1 to 12.")
    named_after: Annotated[Literal["start", "end"], forms.Or("start"), SETTING] = Field(
        "start", description="Whether it is named after the calendar year of its start or its end."
    )


class Person(Doc):
    """Connects a name, an email address and owners."""

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Its key."""

    name: Annotated[f.Text | None, WORDS] = Field(None, description="The person's name.")
    email: Annotated[f.Text | None, WORDS] = Field(None, description="The address used in git and in `by`.")
    owns: Annotated[f.Texts, WORDS] = Field((), description="The owners' names that this person stands for.")


class Pace(Doc):
    """The limits of being behind, as shares of 1."""

    at_risk: Annotated[f.Weight, forms.Or(AT_RISK), Means("setting", judge=judges.higher_is_easier)] = Field(
        AT_RISK, description=f"A larger gap is at risk; {float(AT_RISK):.2f} by default."
    )
    off_track: Annotated[f.Weight, forms.Or(OFF_TRACK), Means("setting", judge=judges.higher_is_easier)] = Field(
        OFF_TRACK, description=f"A larger gap is off track; {float(OFF_TRACK):.2f} by default."
    )


def _told(pair: tuple[Fraction, Fraction]) -> str:
    return f"{', '.join(str(float(each)) for each in pair)} by default."


_GRADE = Means("setting", judge=judges.lower_grades_are_easier)


class Grades(Doc):
    """The lowest amber and green scores, by ambition."""

    aspirational: Annotated[f.Pair, forms.Or(ASPIRATIONAL), _GRADE] = Field(
        ASPIRATIONAL, description=_told(ASPIRATIONAL)
    )
    committed: Annotated[f.Pair, forms.Or(COMMITTED), _GRADE] = Field(COMMITTED, description=_told(COMMITTED))

    def __getitem__(self, ambition: str) -> tuple[Fraction, Fraction]:
        """The lowest amber and green scores of an ambition."""
        amber, green = self.committed if ambition == "committed" else self.aspirational
        return amber, green


class Metric(Doc):
    """A metric of the company's dictionary."""

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Its key."""

    title: Annotated[f.Title, WORDS] = Field(description="Its title.")
    unit: Annotated[f.Text | None, MEASURED] = Field(None, description="The unit of its values.")
    better: Annotated[Literal["higher", "lower"] | None, MEASURED] = Field(
        None, description="Which direction is better."
    )
    definition: Annotated[f.Text | None, MEASURED] = Field(None, description="How it is calculated.")
    formula: Annotated[f.FormulaText | None, MEASURED] = Field(
        None, description="The metrics that it is made of, such as sessions * conversion-rate."
    )
    indicator: Annotated[Indicator | None, WORDS] = Field(None, description=INDICATOR)
    source: Annotated[SourceField | None, MEASURED] = Field(None, description=SOURCE_WORDS)
    tags: Annotated[f.Texts, WORDS] = Field((), description=TAGS)


class Sources(Doc):
    """Settings for all sources of values."""

    allow: Annotated[f.Texts, WORDS] = Field((), description="Folders outside the workspace that sources may read.")
    issues: Annotated[f.Texts, WORDS] = Field((), description="Saved exports of issues that `draft` reads.")
    seconds: Annotated[f.Seconds, forms.Or(SECONDS), WORDS] = Field(
        SECONDS, description=f"The time limit of one source in seconds; {SECONDS} by default."
    )


class Config(Doc):
    """okrctl.yaml: the settings of the whole workspace."""

    path: ClassVar[str] = "okrctl.yaml"
    problems: ClassVar[tuple[Problem, ...]] = ()
    unusable: ClassVar[bool] = False
    """Whether the text isn't an okrctl.yaml at all, and defaults are used instead."""

    okrctl: Annotated[f.FormatVersion, IDENTITY] = Field(description=f"Format version: {literals.FORMAT_VERSION}.")
    organization: Annotated[f.Text, WORDS] = Field(description="The company's name.")
    files: Annotated[
        f.ManyTexts,
        Field(max_length=literals.MOST_PATTERNS),
        forms.Or(FILES),
        AfterValidator(lambda given: given or FILES),
        Means("setting", judge=judges.removing_changes),
    ] = Field(FILES, description="Where department files are; ** matches any number of folders.")
    fiscal: Annotated[FiscalYearDoc | None, SETTING] = Field(
        None, alias="fiscal_year", description="The fiscal year, for cycles that start with FY."
    )
    external: Annotated[f.Many[f.Id], Means("setting", judge=judges.adding_is_easier)] = Field(
        (), description="Groups without files that own or provide something."
    )
    people: Annotated[dict[f.Id, Person], forms.Or({}), SETTING] = Field(
        {}, description="Names, email addresses and owners."
    )
    check_in: Annotated[WorkspaceCadence, forms.Or(WorkspaceCadence.model_construct()), SETTING] = Field(
        WorkspaceCadence.model_construct(), description="How often to check in."
    )
    pace: Annotated[Pace, forms.Or(Pace.model_construct()), SETTING] = Field(
        Pace.model_construct(), description="The limits of being behind."
    )
    grades: Annotated[Grades, forms.Or(Grades.model_construct()), SETTING] = Field(
        Grades.model_construct(), description="The lowest amber and green scores."
    )
    metrics: Annotated[dict[f.Id, Metric], forms.Or({}), SETTING] = Field(
        {}, description="The company's dictionary of metrics."
    )
    sources: Annotated[Sources, forms.Or(Sources.model_construct()), SETTING] = Field(
        Sources.model_construct(), description="Settings for sources of values."
    )
    rules: Annotated[dict[f.RuleCode, f.Severity], forms.Or({}), SETTING] = Field(
        {}, description="Severity by rule code."
    )
    policies: Annotated[dict[f.Id, Policy], Field(max_length=literals.MOST_POLICIES), forms.Or({}), SETTING] = Field(
        {}, description="The company's own checks."
    )
    amended: Annotated[f.Many[Amendment], TRACE] = Field((), description="Changes of these settings.")

    @cached_property
    def fiscal_year(self) -> FiscalYear:
        """The start of fiscal cycles."""
        return FiscalYear(self.fiscal.starts, self.fiscal.named_after) if self.fiscal else FiscalYear()


def defaults(**given: object) -> Config:
    """The settings of a workspace with only these in its okrctl.yaml."""
    return Config.model_construct(**{"okrctl": literals.FORMAT_VERSION, "organization": "", **given})  # type: ignore[arg-type]
