"""The facts of files as frozen values: what is planned, what was said, and where it stands.

Facts depend on one file's text alone: cycles and references are still the words of the file. What they mean together
is the business of ``core/company/workspace.py``.
"""

import datetime
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from fractions import Fraction
from operator import itemgetter

from okrctl.core.model.measure import Measure
from okrctl.core.model.origin import Source
from okrctl.core.values.cycle import FiscalYear
from okrctl.core.values.diagnostic import DocPath, Problem
from okrctl.core.values.frozen import frozen, frozen_named

ONE = Fraction(1)


@frozen
class Cadence:
    """How often something is looked at: every so many days, with days of grace. None: as the level above says."""

    every: int | None = None
    grace: int | None = None


@frozen
class Link:
    """An address worth knowing."""

    url: str
    title: str | None = None


@frozen
class Need:
    """One ``depends_on``: what is needed from whom, by when."""

    ref: str
    need: str | None
    due: date | None
    at: DocPath


@frozen
class Promise:
    """One ``promised_to``: the provider's word; without a day it holds for the provider's own due day."""

    ref: str
    due: date | None
    at: DocPath


@frozen
class Amendment:
    """A change of the plan that leaves its trace. ``before`` and ``after`` are plain data as written."""

    date: date
    field: str
    before: object
    after: object
    why: str
    approved_by: str | None
    at: DocPath


@frozen
class Dropped:
    """Given up on a day, with the reason."""

    date: date
    why: str


@frozen
class Closed:
    """Ended early on a day, with what was learned."""

    date: date
    learned: str | None


@frozen_named
class Item:
    """What objectives and key results have in common. ``at`` is the document path in the file."""

    id: str
    title: str | None
    at: DocPath
    why: str | None = None
    owner: str | None = None
    weight: Fraction = ONE
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    check_in: Cadence | None = None
    supports: tuple[str, ...] = ()
    depends_on: tuple[Need, ...] = ()
    promised_to: tuple[Promise, ...] = ()
    draft: bool = False
    dropped: Dropped | None = None
    amended: tuple[Amendment, ...] = ()
    closed: Closed | None = None
    carried_from: str | None = None
    formerly: tuple[str, ...] = ()


@frozen_named
class KeyResult(Item):
    """A key result as written; ``measure`` is None when its kind could not be made out."""

    measure: Measure | None = None
    unit: str | None = None
    metric: str | None = None
    kpi: str | None = None
    definition: str | None = None
    due: date | None = None
    source: Source | None = None
    indicator: str | None = None


@frozen_named
class Objective(Item):
    """An objective as written, with the name of its cycle (its own or the file's)."""

    cycle: str | None = None
    ambition: str = "aspirational"
    ambition_given: bool = False
    joint_with: tuple[str, ...] = ()
    key_results: tuple[KeyResult, ...] = ()
    initiatives: tuple[object, ...] = ()


@frozen
class History:
    """An objective and its plans before; ``earlier`` holds (first day it no longer held, plan), oldest first.

    Earlier plans do not repeat what was amended: thousands of amendments would make millions of values.
    """

    current: Objective
    earlier: tuple[tuple[date, Objective], ...] = ()

    def on(self, day: date) -> Objective:
        """The plan of a day: amendments dated later are undone."""
        at = bisect_right(self.earlier, day, key=itemgetter(0))
        return self.current if at == len(self.earlier) else self._amended(self.earlier[at][1])

    def _amended(self, plan: Objective) -> Objective:
        told = {result.id: result.amended for result in self.current.key_results if result.amended}
        results = plan.key_results
        if told:
            results = tuple(replace(r, amended=told[r.id]) if r.id in told else r for r in results)
        return replace(plan, amended=self.current.amended, key_results=results)


@frozen
class Exemption:
    """A stretch of days in which a KPI has another band."""

    start: date
    end: date
    at_least: Fraction | None
    at_most: Fraction | None
    why: str | None
    at: DocPath = ()


@frozen_named
class Kpi:
    """A quantity watched for ever: no cycle, no score, only healthy or not."""

    id: str
    title: str | None
    at: DocPath
    unit: str | None = None
    metric: str | None = None
    definition: str | None = None
    owner: str | None = None
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    exceptions: tuple[Exemption, ...] = ()
    check_in: Cadence | None = None
    source: Source | None = None
    tags: tuple[str, ...] = ()

    def band(self, day: date) -> tuple[Fraction | None, Fraction | None]:
        """Lower and upper bound on a day."""
        for window in self.exceptions:
            if window.start <= day <= window.end:
                return window.at_least, window.at_most
        return self.at_least, self.at_most


@frozen
class Result:
    """What a check-in says of one key result or KPI. ``withdrawn`` is ``~`` in a correcting entry."""

    value: str | None = None
    done: tuple[str, ...] | None = None
    baseline: Fraction | None = None
    confidence: Fraction | None = None
    note: str | None = None
    withdrawn: bool = False


@frozen
class CheckIn:
    """One entry of the journal."""

    date: datetime.date
    by: str
    at: DocPath
    note: str | None = None
    results: Mapping[str, Result] = field(default_factory=dict)
    unchanged: tuple[str, ...] = ()
    corrects: datetime.date | None = None


@frozen
class FileFacts:
    """Everything one department file says, and what is wrong with it by itself.

    ``unreadable`` tells that the file (or its frame) could not be read at all; ``incomplete`` that parts were left out;
    ``speaks`` that comments in it may silence findings. ``veils`` is the department that an unreadable file most likely
    belongs to: what seems to be missing there may well exist.
    """

    path: str
    department: str | None = None
    name: str | None = None
    lead: str | None = None
    weight: Fraction | None = None
    cycle: str | None = None
    check_in: Cadence | None = None
    objectives: tuple[History, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    problems: tuple[Problem, ...] = ()
    unreadable: bool = False
    incomplete: bool = False
    speaks: bool = False
    veils: str | None = None


@frozen
class Metric:
    """An entry of the company's dictionary of quantities. ``better`` is ``higher`` or ``lower``."""

    id: str
    title: str | None
    unit: str | None = None
    better: str | None = None
    definition: str | None = None
    indicator: str | None = None
    source: Source | None = None
    tags: tuple[str, ...] = ()


@frozen
class Person:
    """Ties a name, a mail address and the owners' names together."""

    id: str
    name: str | None = None
    email: str | None = None
    owns: tuple[str, ...] = ()


@frozen
class Config:
    """okrctl.yaml, with the defaults of the format."""

    organization: str = ""
    files: tuple[str, ...] = ("okrs/**/*.yaml", "okrs/**/*.yml")
    fiscal_year: FiscalYear = field(default_factory=FiscalYear)
    external: tuple[str, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    every: int = 7
    grace: int = 3
    layout: str = "in-file"
    at_risk: Fraction = Fraction(1, 10)
    off_track: Fraction = Fraction(1, 4)
    grades: Mapping[str, tuple[Fraction, Fraction]] = field(
        default_factory=lambda: {
            "aspirational": (Fraction(4, 10), Fraction(7, 10)),
            "committed": (Fraction(7, 10), ONE),
        }
    )
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    sources_allow: tuple[str, ...] = ()
    sources_seconds: int = 20
    problems: tuple[Problem, ...] = ()
    unusable: bool = False
    path: str = "okrctl.yaml"
