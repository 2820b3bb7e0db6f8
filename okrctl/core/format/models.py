"""The file format as pydantic models: which keys stand where, and the type of each.

These models are the one description of the format: files are validated with them and the JSON Schema is made from
them. Meaning (inheritance, kinds, amendments) is given to them in ``core/loading/facts.py``.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    create_model,
    model_validator,
)

from okrctl.core.format import types as f
from okrctl.core.format.asks import Asks
from okrctl.core.format.literals import FORMAT_VERSION
from okrctl.core.format.meaning import Means
from okrctl.core.model.doc import Doc
from okrctl.core.model.origin import misfit
from okrctl.core.model.registry import kinds


def _check_version(value: object) -> object:
    if isinstance(value, str) and value != FORMAT_VERSION:
        raise f.refuse(
            "format-version",
            f"format version {value!r} is not known here; this okrctl reads version {FORMAT_VERSION}",
            "write `okrctl: 1`, or use a newer okrctl",
        )
    return value


def _tag(value: object) -> str:
    return "\0" + ("text" if isinstance(value, str) else "list" if isinstance(value, list) else "map")


FormatVersion = Annotated[str, BeforeValidator(_check_version), WithJsonSchema({"enum": [1, "1"]})]


class CadenceDoc(Doc):
    """How often something is checked in."""

    every: f.Days | None = Field(None, description="How often, such as 7d or 2w.")
    grace: f.GraceDays | None = Field(None, description="How many days late is still in time.")


class WorkspaceCadenceDoc(CadenceDoc):
    """The workspace's cadence, and where check-ins are written."""

    layout: Literal["in-file", "file-per-check-in"] | None = Field(
        None, description="Check-ins stand in the department's file, or in a file each."
    )


class LinkDoc(Doc):
    """An address worth knowing."""

    title: f.Text | None = Field(None, description="What is there.")
    url: f.Text = Field(description="The address.")


class NeedDoc(Doc):
    """Something needed from another team."""

    ref: f.Ref = Field(description="The provider: department/id, an id of this department, or a bare department.")
    need: f.Text | None = Field(None, description="What is needed.")
    due: f.Day | None = Field(None, description="By when it is needed.")


class PromiseDoc(Doc):
    """The provider's word to someone who depends on it."""

    ref: f.Ref = Field(description="Who asked for it.")
    due: f.Day | None = Field(None, description="Promised for; without it, for this item's own due day.")


class AmendmentDoc(Doc):
    """A change of the plan in mid-cycle that leaves its trace."""

    date: f.Day = Field(description="The first day of the changed plan.")
    field: f.Text = Field(description="What was changed, such as target or milestones/live/due.")
    before: Any = Field(None, alias="from", description="The value before.")
    after: Any = Field(None, alias="to", description="The value since.")
    why: f.Text = Field(description="The reason.")
    approved_by: f.Text | None = Field(None, description="Who agreed.")


class DroppedDoc(Doc):
    """Given up, with the reason."""

    date: f.Day = Field(description="The first day on which it is no longer pursued.")
    why: f.Text = Field(description="The reason.")


class ClosedDoc(Doc):
    """Ended before its cycle."""

    date: f.Day = Field(description="The last day; graded as of it.")
    learned: f.Text | None = Field(None, description="What was learned.")


def _promises(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


PromiseItem = Annotated[Annotated[f.Ref, Tag("\0text")] | Annotated[PromiseDoc, Tag("\0map")], Discriminator(_tag)]


class ItemDoc(Doc):
    """Keys that objectives and key results share."""

    id: f.Id = Field(description="Chosen by the author; unique in its department while cycles overlap.")
    why: f.Text | None = Field(None, description="Why it matters.")
    owner: f.Text | None = Field(None, description="Who answers for it; the objective's owner or the lead without it.")
    weight: f.Weight | None = Field(None, description="Its share in the mean above; 1 without it, 0 for a guardrail.")
    tags: f.Texts | None = Field(None, description="Words to filter by.")
    links: list[LinkDoc] | None = Field(None, description="Addresses worth knowing.")
    check_in: CadenceDoc | None = Field(None, description="How often it is checked in.")
    supports: f.Refs | None = Field(None, description="The objectives or key results it helps.")
    depends_on: list[NeedDoc] | None = Field(None, description="What it needs from others.")
    promised_to: Annotated[list[PromiseItem], BeforeValidator(_promises)] | None = Field(
        None, description="Who has this item's word: a reference, or {ref, due}."
    )
    draft: f.Flag | None = Field(None, description="Not yet agreed: out of scores and reminders.")
    dropped: DroppedDoc | None = Field(None, description="Given up in mid-cycle.")
    amended: list[AmendmentDoc] | None = Field(None, description="How the plan was changed in mid-cycle.")
    closed: ClosedDoc | None = Field(None, description="Ended early.")
    carried_from: f.Ref | None = Field(None, description="The item of an earlier cycle that it goes on with.")
    formerly: f.Refs | None = Field(None, description="Ids it had before.")


class SourceDoc(Doc):
    """Where values are computed from: files of the workspace, or a SQLite database, and an expression or a query."""

    about: f.Text | None = Field(None, description="Where the files come from, in words.")
    file: f.Text | None = Field(None, description="A CSV, JSON, Parquet or XLSX file, from the workspace's folder.")
    files: dict[f.Table, f.Text] | None = Field(None, description="Several files, each with the name of its table.")
    database: f.Text | None = Field(None, description="A SQLite database, from the workspace's folder.")
    sheet: f.Text | None = Field(None, description="The sheet of an XLSX file; the first one without it.")
    value: f.Text | None = Field(None, description="The value as an SQL expression over the file: avg(total).")
    where: f.Text | None = Field(None, description="The rows that count, as an SQL condition.")
    query: f.Text | None = Field(None, description="The value as an SQL query; one row, one column.")

    @model_validator(mode="after")
    def _fits_together(self) -> SourceDoc:
        wrong = misfit(self)
        if wrong is not None:
            raise f.refuse("wrong-value", *wrong)
        return self


SourceField = Annotated[Annotated[f.Text, Tag("\0text")] | Annotated[SourceDoc, Tag("\0map")], Discriminator(_tag)]
SOURCE_WORDS = "Where the values come from: in words, or for `okrctl pull` to compute."


class KeyResultBase(ItemDoc):
    """Keys of a key result, whatever its kind."""

    title: f.Title | None = Field(None, description="The result in one line; a metric's title serves without it.")
    unit: f.Text | None = Field(None, description="The unit of its values, such as percent, USD or days.")
    metric: f.Id | None = Field(None, description="An entry of the company's dictionary: unit, direction and title.")
    kpi: f.Ref | None = Field(None, description="The KPI whose series it reads.")
    definition: f.Text | None = Field(None, description="How the value is worked out.")
    due: f.Day | None = Field(None, description="By when; the cycle's end without it.")
    source: SourceField | None = Field(None, description=SOURCE_WORDS)
    indicator: Literal["leading", "lagging"] | None = Field(None, description="What kind of sign it is.")


@cache
def key_result_doc() -> type[KeyResultBase]:
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
    return create_model("KeyResult", __base__=KeyResultBase, __doc__="A key result.", **extra)


class ObjectiveBase(ItemDoc):
    """Keys of an objective."""

    title: f.Title = Field(description="The objective in one line.")
    cycle: f.CycleName | None = Field(None, description="The period it runs in; the file's without it.")
    ambition: Literal["committed", "aspirational"] | None = Field(
        None, description="committed: expected in full; aspirational (the default): 0.7 is green."
    )
    joint_with: f.Texts | None = Field(None, description="Departments that own it jointly; `all` for every one.")
    initiatives: list[Any] | None = Field(None, description="What people do for it; never scored.")


class ExceptDoc(Doc):
    """Days in which a KPI has another band."""

    start: f.Day = Field(alias="from", description="First day.")
    end: f.Day = Field(alias="to", description="Last day.")
    at_least: f.Number | None = Field(None, description="The lower bound in these days.")
    at_most: f.Number | None = Field(None, description="The upper bound in these days.")
    why: f.Text | None = Field(None, description="The reason.")


class KpiDoc(Doc):
    """A quantity watched for ever: no cycle, no score."""

    id: f.Id = Field(description="Its id; unique in its department.")
    title: f.Title = Field(description="What it is.")
    unit: f.Text | None = Field(None, description="The unit of its values.")
    metric: f.Id | None = Field(None, description="An entry of the company's dictionary.")
    definition: f.Text | None = Field(None, description="How the value is worked out.")
    owner: f.Text | None = Field(None, description="Who answers for it.")
    at_least: f.Number | None = Field(None, description="Healthy from here up.")
    at_most: f.Number | None = Field(None, description="Healthy up to here.")
    exceptions: list[ExceptDoc] | None = Field(None, alias="except", description="Days with another band.")
    check_in: CadenceDoc | None = Field(None, description="How often it is checked in.")
    source: SourceField | None = Field(None, description=SOURCE_WORDS)
    tags: f.Texts | None = Field(None, description="Words to filter by.")


class ResultDoc(Doc):
    """A result with more than a value."""

    value: f.Text | None = Field(None, description="The value, or done or open.")
    done: f.Texts | None = Field(None, description="Milestones reached.")
    baseline: f.Number | None = Field(None, description="The baseline, when the plan lacks it.")
    confidence: f.Confidence | None = Field(None, description="How sure the owner is to get there, 0 to 10.")
    note: f.Text | None = Field(None, description="What is behind the number.")


ResultItem = Annotated[
    Annotated[f.Text, Tag("\0text")] | Annotated[list[f.Text], Tag("\0list")] | Annotated[ResultDoc, Tag("\0map")],
    Discriminator(_tag),
]


class CheckInDoc(Doc):
    """One entry of the journal; entries are only ever added."""

    date: f.Day = Field(description="The day it speaks of.")
    by: f.Text = Field(description="Who says it: a mail address or a name.")
    note: f.Text | None = Field(None, description="A word on the whole.")
    results: dict[f.Ref, ResultItem | None] | None = Field(None, description="Values by key result or KPI.")
    unchanged: f.Refs | None = Field(None, description="Seen, same as before; `rest` for all others.")
    corrects: f.Day | None = Field(None, description="The day whose entries it puts right.")


@cache
def department_doc() -> type[Doc]:
    """A department file."""
    key_result = key_result_doc()
    objective = create_model(
        "Objective",
        __base__=ObjectiveBase,
        __doc__="An objective with its key results.",
        key_results=(list[key_result], Field(description="How it will be known that it is reached.")),  # type: ignore[valid-type]
    )
    objectives: Any = (list[objective] | None, Field(None, description="The plan."))  # type: ignore[valid-type]
    return create_model(
        "DepartmentFile",
        __base__=Doc,
        __doc__="A department's objectives, KPIs and check-ins.",
        okrctl=(FormatVersion, Field(description="Format version: 1.")),
        department=(f.Id, Field(description="The department's id.")),
        name=(f.Text | None, Field(None, description="Its name in reports.")),
        lead=(f.Text | None, Field(None, description="Owner of whatever names none.")),
        weight=(f.Weight | None, Field(None, description="Its share in the company's mean; 1 without it.")),
        cycle=(f.CycleName | None, Field(None, description="The default for the objectives below.")),
        check_in=(CadenceDoc | None, Field(None, description="How often its key results are checked in.")),
        objectives=objectives,
        kpis=(list[KpiDoc] | None, Field(None, description="Quantities watched for ever.")),
        check_ins=(list[CheckInDoc] | None, Field(None, description="The journal, oldest first.")),
    )


@cache
def objective_doc() -> type[Doc]:
    """An objective alone, as an earlier plan of it is read."""
    annotation: Any = department_doc().model_fields["objectives"].annotation
    found: type[Doc] = annotation.__args__[0].__args__[0]
    return found
