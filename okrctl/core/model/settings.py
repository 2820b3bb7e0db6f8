"""okrctl.yaml: the settings of the whole workspace, with the defaults of the format."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from okrctl.core.format import forms, literals
from okrctl.core.format import types as f
from okrctl.core.format.doc import Doc
from okrctl.core.format.meaning import IDENTITY, MEASURED, SETTING, TRACE, WORDS
from okrctl.core.model import setting_judges as judges
from okrctl.core.model.items import INDICATOR, TAGS, Indicator
from okrctl.core.model.origin import SOURCE_WORDS, SourceField
from okrctl.core.model.parts import Amendment, Cadence
from okrctl.core.values.cycle import FiscalYear
from okrctl.core.values.diagnostic import Problem

Each = Literal["department", "objective", "key_result", "kpi", "amendment"]
PolicySeverity = Literal["advice", "warning", "error"]
WARNING: PolicySeverity = "warning"

Some = Annotated[
    tuple[f.Text, ...], Field(max_length=literals.MOST_PATTERNS), forms.LOOSE, forms.OrOne(), forms.OR_DEFAULT
]
Choices = Annotated[dict[f.Pattern, f.Patterns], Field(max_length=literals.MOST_PATTERNS), forms.OR_DEFAULT]


class Bounds(Doc):
    """A minimum and a maximum."""

    at_least: Annotated[f.HowMany | None, SETTING("The fewest.")] = None
    at_most: Annotated[f.HowMany | None, SETTING("The most.")] = None


class Policy(Doc):
    """A check of the company's own, with its own message."""

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Its key."""

    each: Annotated[Each, SETTING("What it checks: every department, objective, key_result, kpi or amendment.")]
    where: Annotated[
        Choices,
        SETTING("Only items whose values match, by key, such as {ambition: committed}; * is any text.", judges.where),
    ] = Field({})
    require: Annotated[
        Some,
        SETTING("Keys that must have a value.", judges.more_is_harder),
    ] = ()
    only: Annotated[
        Choices,
        SETTING("Values that are allowed, by key, such as {unit: [percent, USD]}; * is any text.", judges.only),
    ] = Field({})
    never: Annotated[
        Choices,
        SETTING("Values that are not allowed, by key, such as {title: '*world-class*'}; * is any text.", judges.never),
    ] = Field({})
    number: Annotated[
        dict[f.Pattern, Bounds],
        Field(max_length=literals.MOST_PATTERNS),
        forms.OR_DEFAULT,
        SETTING(
            "The fewest and the most values, by key, such as {key_results: {at_least: 2, at_most: 5}}.", judges.number
        ),
    ] = Field({})
    why: Annotated[f.Title, WORDS("The reason, in the company's words; the finding shows it.")]
    severity: Annotated[
        PolicySeverity,
        forms.OR_DEFAULT,
        SETTING(f"advice, warning or error; {WARNING} by default.", judges.lower_severity_is_easier),
    ] = WARNING


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

    every: Annotated[f.Days, forms.OR_DEFAULT, SETTING("The interval between check-ins, such as 7d or 2w.")] = EVERY
    grace: Annotated[f.GraceDays, forms.OR_DEFAULT, SETTING("The grace period in days.")] = GRACE
    layout: Annotated[
        Layout, forms.OR_DEFAULT, WORDS("Whether check-ins are in the department's file, or in one file each.")
    ] = LAYOUT
    final: Annotated[f.GraceDays, forms.OR_DEFAULT, SETTING("How long values count after the end of a cycle.")] = FINAL


class FiscalYearDoc(Doc):
    """The start of the fiscal year."""

    starts: Annotated[f.Month, SETTING("Its first month, 1 to 12.")]
    named_after: Annotated[
        Literal["start", "end"],
        forms.OR_DEFAULT,
        SETTING("Whether it is named after the calendar year of its start or its end."),
    ] = "start"


class Person(Doc):
    """Connects a name, an email address and owners."""

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """Its key."""

    name: Annotated[f.Text | None, WORDS("The person's name.")] = None
    email: Annotated[f.Text | None, WORDS("The address used in git and in `by`.")] = None
    owns: Annotated[f.Texts, WORDS("The owners' names that this person stands for.")] = ()


class Pace(Doc):
    """The limits of being behind, as shares of 1."""

    at_risk: Annotated[
        f.Weight,
        forms.OR_DEFAULT,
        SETTING(f"A larger gap is at risk; {float(AT_RISK):.2f} by default.", judges.higher_is_easier),
    ] = AT_RISK
    off_track: Annotated[
        f.Weight,
        forms.OR_DEFAULT,
        SETTING(f"A larger gap is off track; {float(OFF_TRACK):.2f} by default.", judges.higher_is_easier),
    ] = OFF_TRACK


def _told(pair: tuple[Fraction, Fraction]) -> str:
    return f"{', '.join(str(float(each)) for each in pair)} by default."


class Grades(Doc):
    """The lowest amber and green scores, by ambition."""

    aspirational: Annotated[f.Pair, forms.OR_DEFAULT, SETTING(_told(ASPIRATIONAL), judges.lower_grades_are_easier)] = (
        ASPIRATIONAL
    )
    committed: Annotated[f.Pair, forms.OR_DEFAULT, SETTING(_told(COMMITTED), judges.lower_grades_are_easier)] = (
        COMMITTED
    )

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

    title: Annotated[f.Title, WORDS("Its title.")]
    unit: Annotated[f.Text | None, MEASURED("The unit of its values.")] = None
    better: Annotated[Literal["higher", "lower"] | None, MEASURED("Which direction is better.")] = None
    definition: Annotated[f.Text | None, MEASURED("How it is calculated.")] = None
    formula: Annotated[
        f.FormulaText | None, MEASURED("The metrics that it is made of, such as sessions * conversion-rate.")
    ] = None
    indicator: Annotated[Indicator | None, WORDS(INDICATOR)] = None
    source: Annotated[SourceField | None, MEASURED(SOURCE_WORDS)] = None
    tags: Annotated[f.Texts, WORDS(TAGS)] = ()


class Sources(Doc):
    """Settings for all sources of values."""

    allow: Annotated[f.Texts, WORDS("Folders outside the workspace that sources may read.")] = ()
    issues: Annotated[f.Texts, WORDS("Saved exports of issues that `draft` reads.")] = ()
    seconds: Annotated[
        f.Seconds, forms.OR_DEFAULT, WORDS(f"The time limit of one source in seconds; {SECONDS} by default.")
    ] = SECONDS


class Config(Doc):
    """okrctl.yaml: the settings of the whole workspace."""

    path: ClassVar[str] = "okrctl.yaml"
    problems: ClassVar[tuple[Problem, ...]] = ()
    unusable: ClassVar[bool] = False
    """Whether the text isn't an okrctl.yaml at all, and defaults are used instead."""

    okrctl: Annotated[f.FormatVersion, IDENTITY(f"Format version: {literals.FORMAT_VERSION}.")]
    organization: Annotated[f.Text, WORDS("The company's name.")]
    files: Annotated[
        Some,
        AfterValidator(lambda given: given or FILES),
        SETTING("Where department files are; ** matches any number of folders.", judges.removing_changes),
    ] = FILES
    fiscal: Annotated[FiscalYearDoc | None, SETTING("The fiscal year, for cycles that start with FY.")] = Field(
        None, alias="fiscal_year"
    )
    external: Annotated[
        f.Many[f.Id],
        SETTING("Groups without files that own or provide something.", judges.adding_is_easier),
    ] = ()
    people: Annotated[dict[f.Id, Person], forms.OR_DEFAULT, SETTING("Names, email addresses and owners.")] = Field({})
    check_in: Annotated[WorkspaceCadence, forms.OR_DEFAULT, SETTING("How often to check in.")] = (
        WorkspaceCadence.model_construct()
    )
    pace: Annotated[Pace, forms.OR_DEFAULT, SETTING("The limits of being behind.")] = Pace.model_construct()
    grades: Annotated[Grades, forms.OR_DEFAULT, SETTING("The lowest amber and green scores.")] = (
        Grades.model_construct()
    )
    metrics: Annotated[dict[f.Id, Metric], forms.OR_DEFAULT, SETTING("The company's dictionary of metrics.")] = Field(
        {}
    )
    sources: Annotated[Sources, forms.OR_DEFAULT, SETTING("Settings for sources of values.")] = (
        Sources.model_construct()
    )
    rules: Annotated[dict[f.RuleCode, f.Severity], forms.OR_DEFAULT, SETTING("Severity by rule code.")] = Field({})
    policies: Annotated[
        dict[f.Id, Policy],
        Field(max_length=literals.MOST_POLICIES),
        forms.OR_DEFAULT,
        SETTING("The company's own checks."),
    ] = Field({})
    amended: Annotated[f.Many[Amendment], TRACE("Changes of these settings.")] = ()

    @cached_property
    def fiscal_year(self) -> FiscalYear:
        """The start of fiscal cycles."""
        return FiscalYear(self.fiscal.starts, self.fiscal.named_after) if self.fiscal else FiscalYear()


def defaults(**given: object) -> Config:
    """The settings of a workspace with only these in its okrctl.yaml."""
    return Config.model_construct(**{"okrctl": literals.FORMAT_VERSION, "organization": "", **given})  # type: ignore[arg-type]
