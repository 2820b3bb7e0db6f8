"""okrctl.yaml as a pydantic model: what holds for the whole workspace."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from okrctl.core.format import types as f
from okrctl.core.format.models import SOURCE_WORDS, FormatVersion, SourceField, WorkspaceCadenceDoc
from okrctl.core.model.doc import Doc


class FiscalYearDoc(Doc):
    """When the fiscal year begins."""

    starts: Annotated[
        str,
        Field(pattern=r"^([1-9]|1[0-2])$"),
        WithJsonSchema({"type": ["integer", "string"], "minimum": 1, "maximum": 12}),
    ] = Field(description="Its first month, 1 to 12.")
    named_after: Literal["start", "end"] | None = Field(None, description="The calendar year that names it.")


class PersonDoc(Doc):
    """Ties a name, a mail address and owners together."""

    name: f.Text | None = Field(None, description="The person's name.")
    email: f.Text | None = Field(None, description="The address used in git and in `by`.")
    owns: f.Texts | None = Field(None, description="Owners' names this person answers for.")


class PaceDoc(Doc):
    """How far behind is too far, as a share of 1."""

    at_risk: f.Weight | None = Field(None, description="A gap above it is at risk; 0.10 without it.")
    off_track: f.Weight | None = Field(None, description="A gap above it is off track; 0.25 without it.")


Pair = Annotated[list[f.Number], Field(min_length=2, max_length=2)]


class GradesDoc(Doc):
    """Amber from, green from, by ambition."""

    aspirational: Pair | None = Field(None, description="0.4, 0.7 without it.")
    committed: Pair | None = Field(None, description="0.7, 1.0 without it.")


class MetricDoc(Doc):
    """An entry of the company's dictionary of quantities."""

    title: f.Title = Field(description="What it is.")
    unit: f.Text | None = Field(None, description="The unit of its values.")
    better: Literal["higher", "lower"] | None = Field(None, description="Which direction is the good one.")
    definition: f.Text | None = Field(None, description="How it is worked out.")
    indicator: Literal["leading", "lagging"] | None = Field(None, description="What kind of sign it is.")
    source: SourceField | None = Field(None, description=SOURCE_WORDS)
    tags: f.Texts | None = Field(None, description="Words to filter by.")


class SourcesDoc(Doc):
    """What holds for all sources of values."""

    allow: f.Texts | None = Field(None, description="Folders outside the workspace that sources may read from.")
    seconds: Annotated[
        str,
        Field(pattern=r"^[1-9][0-9]{0,2}$"),
        WithJsonSchema({"type": ["integer", "string"], "minimum": 1, "maximum": 999}),
    ] = Field("20", description="How long one source may take; 20 without it.")


class WorkspaceDoc(Doc):
    """okrctl.yaml: what holds for the whole workspace."""

    okrctl: FormatVersion = Field(description="Format version: 1.")
    organization: f.Text = Field(description="The company's name.")
    files: Annotated[f.Texts, Field(max_length=100)] | None = Field(
        None, description="Where department files are; ** matches none or many folders."
    )
    fiscal_year: FiscalYearDoc | None = Field(None, description="For cycles that begin with FY.")
    external: list[f.Id] | None = Field(None, description="Groups outside the files that own or provide things.")
    people: dict[f.Id, PersonDoc] | None = Field(None, description="Names, mail addresses and owners.")
    check_in: WorkspaceCadenceDoc | None = Field(None, description="How often people check in.")
    pace: PaceDoc | None = Field(None, description="How far behind is too far.")
    grades: GradesDoc | None = Field(None, description="Amber from, green from.")
    metrics: dict[f.Id, MetricDoc] | None = Field(None, description="The company's dictionary of quantities.")
    sources: SourcesDoc | None = Field(None, description="What sources of values may do.")
    rules: dict[str, Literal["off", "advice", "warning", "error"]] | None = Field(
        None, description="Severity by rule code."
    )
