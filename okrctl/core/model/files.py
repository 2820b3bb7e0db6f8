"""A department's file: its model, and the facts from one file."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import field
from datetime import date
from fractions import Fraction
from functools import cache
from operator import itemgetter
from typing import Annotated, Any

from pydantic import create_model

from okrctl.core.format import types as f
from okrctl.core.format.doc import Doc
from okrctl.core.format.meaning import GOAL, IDENTITY, JOURNAL, PARTS, TRACE, WORDS
from okrctl.core.model.checkins import CheckIn
from okrctl.core.model.items import Kpi, Objective, objective_doc
from okrctl.core.model.parts import Amendment, Cadence
from okrctl.core.values.diagnostic import Problem
from okrctl.core.values.frozen import frozen

PLAN = PARTS("The plan.")


class DepartmentFile(Doc):
    """A department's objectives, KPIs and check-ins."""

    okrctl: Annotated[f.FormatVersion, IDENTITY("Format version: 1.")]
    department: Annotated[f.Id, IDENTITY("The department's id.")]
    name: Annotated[f.Text | None, WORDS("Its name in reports.")] = None
    lead: Annotated[f.Person | None, WORDS("Owner of everything that names no other owner.")] = None
    weight: Annotated[f.Weight | None, GOAL("Its weight in the company's score; 1 by default.")] = None
    cycle: Annotated[f.CycleName | None, PARTS("The default cycle of its objectives.")] = None
    check_in: Annotated[Cadence | None, GOAL("How often to check in its key results.")] = None
    amended: Annotated[f.Many[Amendment], TRACE("Changes of weight and check-in interval.")] = ()
    objectives: Annotated[f.Many[Objective], PLAN] = ()
    kpis: Annotated[f.Many[Kpi], PARTS("Metrics that are monitored continuously.")] = ()
    check_ins: Annotated[f.Many[CheckIn], JOURNAL("The journal, oldest first.")] = ()


@cache
def department_doc() -> type[DepartmentFile]:
    """A department's file with key results of every kind."""
    objectives: Any = (Annotated[f.Many[objective_doc()], PLAN], ())  # type: ignore[misc]
    doc = DepartmentFile.__doc__
    return create_model("DepartmentFile", __base__=DepartmentFile, __doc__=doc, objectives=objectives)


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
    name: str | None = None
    lead: str | None = None
    weight: Fraction | None = None
    cycle: str | None = None
    check_in: Cadence | None = None
    amended: tuple[Amendment, ...] = ()
    objectives: tuple[History, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    check_ins: Sequence[CheckIn] = ()
    problems: tuple[Problem, ...] = ()
    unreadable: bool = False
    incomplete: bool = False
    speaks: bool = False
    veils: str | None = None
    kept_as: str | None = field(default=None, compare=False)
