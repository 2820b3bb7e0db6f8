"""A department's file: its model, and the facts from one file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import field
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Annotated, Any

from pydantic import create_model

from okrctl.core.format import types as f
from okrctl.core.format.doc import Doc, fields
from okrctl.core.format.meaning import GOAL, IDENTITY, JOURNAL, PARTS, TRACE, WORDS
from okrctl.core.format.meaning import Field as FieldOf
from okrctl.core.model import judges
from okrctl.core.model.checkins import CheckIn
from okrctl.core.model.items import Kpi, Objective, objective_doc
from okrctl.core.model.parts import Amendment, Cadence
from okrctl.core.values.diagnostic import Problem
from okrctl.core.values.frozen import frozen

PLAN = PARTS("The plan.")


class DepartmentHead(Doc):
    """What a file says of the department itself."""

    okrctl: Annotated[f.FormatVersion, IDENTITY("Format version: 1.")]
    department: Annotated[f.Id, IDENTITY("The department's id.")]
    name: Annotated[f.Text | None, WORDS("Its name in reports.")] = None
    lead: Annotated[f.Person | None, WORDS("Owner of everything that names no other owner.")] = None
    weight: Annotated[f.Weight | None, GOAL("Its weight in the company's score; 1 by default.", judges.weight)] = None
    cycle: Annotated[f.CycleName | None, PARTS("The default cycle of its objectives.")] = None
    check_in: Annotated[Cadence | None, GOAL("How often to check in its key results.", judges.cadence)] = None
    amended: Annotated[f.Many[Amendment], TRACE("Changes of weight and check-in interval.")] = ()


class DepartmentFile(DepartmentHead):
    """A department's objectives, KPIs and check-ins."""

    objectives: Annotated[f.Many[Objective], PLAN] = ()
    kpis: Annotated[f.Many[Kpi], PARTS("Metrics that are monitored continuously.")] = ()
    check_ins: Annotated[f.Many[CheckIn], JOURNAL("The journal, oldest first.")] = ()


@cache
def department_doc() -> type[DepartmentFile]:
    """A department's file with key results of every kind."""
    objectives: Any = (Annotated[f.Many[objective_doc()], PLAN], ())  # type: ignore[misc]
    doc = DepartmentFile.__doc__
    return create_model("DepartmentFile", __base__=DepartmentFile, __doc__=doc, objectives=objectives)


def head_of(doc: DepartmentHead) -> DepartmentHead:
    """A file's head alone."""
    return DepartmentHead.model_construct(**{each.name: getattr(doc, each.name) for each in fields(DepartmentHead)})


@cache
def head_fields() -> tuple[FieldOf, ...]:
    """The fields of a head that say something of the department: not its id, and not defaults of its objectives."""
    return tuple(each for each in fields(DepartmentHead) if each.means.counts in ("goal", "measured", "words"))


def joined(heads: Sequence[DepartmentHead]) -> DepartmentHead:
    """What several files say of one department: of each field the first value, and every amendment."""
    first: dict[str, Any] = {
        each.name: next((value for head in heads if (value := getattr(head, each.name, None)) is not None), None)
        for each in fields(DepartmentHead)
    }
    return DepartmentHead.model_construct(**first | {"amended": tuple(each for head in heads for each in head.amended)})


UNTOLD = DepartmentHead.model_construct(okrctl="1", department="")


@frozen
class History:
    """An objective and its earlier plans; ``earlier`` has (first day it no longer applied, plan), oldest first.

    Earlier plans don't repeat `amended`: thousands of amendments would make millions of values.
    """

    current: Objective
    earlier: tuple[tuple[date, Objective], ...] = ()

    def on(self, day: date) -> Objective:
        """The plan of a day: later amendments are undone."""
        at = bisect_right(self.earlier, day, key=itemgetter(0))
        return self.current if at == len(self.earlier) else self._amended(self.earlier[at][1])

    def _amended(self, plan: Objective) -> Objective:
        told = {result.id: result.amended for result in self.current.key_results if result.amended}
        results = plan.key_results
        if told:
            results = tuple(r.but(amended=told[r.id]) if r.id in told else r for r in results)
        return plan.but(amended=self.current.amended, key_results=results)


@frozen
class FileFacts:
    """The content of one department file, and its own problems.

    ``unreadable``: the file (or its frame) could not be read at all; ``incomplete``: parts were left out; ``speaks``:
    comments in it may suppress findings. ``veils`` is the department that an unreadable file probably belongs to: items
    that seem to be missing there may exist. ``kept_as`` is the cache key, from path and content, of a file without
    problems.
    """

    path: str
    department: str | None = None
    head: DepartmentHead = UNTOLD
    objectives: tuple[History, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    check_ins: Sequence[CheckIn] = ()
    problems: tuple[Problem, ...] = ()
    unreadable: bool = False
    incomplete: bool = False
    speaks: bool = False
    veils: str | None = None
    kept_as: str | None = field(default=None, compare=False)
