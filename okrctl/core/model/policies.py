"""The company's own checks, from `policies:` in okrctl.yaml: data, never code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from okrctl.core.format import forms, literals
from okrctl.core.format import types as f
from okrctl.core.format.doc import Doc
from okrctl.core.format.meaning import SETTING, WORDS, Means
from okrctl.core.model import setting_judges as judges

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
