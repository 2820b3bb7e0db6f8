"""The input of rules: a workspace, with everything derived from it computed once for all rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from okrctl.core.checks.department import DepartmentContext, KeptFindings, Measured, departments
from okrctl.core.checks.journal import SoundJournals, is_over, journals, live
from okrctl.core.company.links import Link, links
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.contracts.contracts import Contract, contracts
from okrctl.core.findings.diagnose import Silent, never
from okrctl.core.findings.rule import Rule, checks, rule_named
from okrctl.core.scores.journal import Journal, index_journal
from okrctl.core.scores.plan import Plan, PlannedObjective, plan_on
from okrctl.core.scores.scoring import Scores, score
from okrctl.core.values.diagnostic import Problems
from okrctl.core.values.frozen import frozen

if TYPE_CHECKING:
    from okrctl.core.checks.policies import Breaches
    from okrctl.core.company.owners import Owners
    from okrctl.core.contracts.conflict import Conflict
    from okrctl.core.diff.blind_spots import Errors
    from okrctl.core.diff.compare import Difference
    from okrctl.core.diff.scores import OmittedScores


@frozen
class RuleContext(Measured):
    """A workspace to check.

    ``today`` matters only to some rules (7xx, 8xx, and check-ins dated later); ``base`` is the workspace that
    changes are judged against, if any, and ``beyond`` what both leave out. ``owners`` is CODEOWNERS, if the repository
    has one (``owners_before`` is that of the base); ``authors`` are the names of the author of the change. ``silent``
    tells for the base and for the workspace which problems do not count as errors there.
    """

    ws: Workspace
    today: date
    base: Workspace | None = None
    owners: Owners | None = None
    owners_before: Owners | None = None
    authors: tuple[str, ...] = ()
    beyond: OmittedScores | None = None
    silent: tuple[Silent, Silent] = (never, never)

    @cached_property
    def journal(self) -> Journal:
        """The journal, grouped by item."""
        return index_journal(self.ws)

    @cached_property
    def plan(self) -> Plan:
        """The current plan, with all amendments, drops and closings applied."""
        return plan_on(self.ws, date.max)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every reference of the plan."""
        return links(self.ws)

    @cached_property
    def contracts(self) -> tuple[Contract, ...]:
        """Every dependency of the plan, with the promise that answers it."""
        return contracts(self.links)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Different plans for one metric, and targets that don't add up."""
        from okrctl.core.contracts.arithmetic import sums
        from okrctl.core.contracts.conflicts import conflicts

        return (*conflicts(self.plan, self.links), *sums(self.plan, self.ws.config.metrics))

    @cached_property
    def breaches(self) -> Breaches:
        """What the company's policies don't allow."""
        from okrctl.core.checks.policies import breaches

        return breaches(self)

    @cached_property
    def latest(self) -> date:
        """The day whose cycles are the latest with check-ins; without check-ins, the first of all days."""
        latest = self.ws.journal.newest() or date.min
        final = timedelta(days=self.ws.config.check_in.final)
        return latest - final if latest - date.min > final else date.min

    @cached_property
    def live(self) -> tuple[PlannedObjective, ...]:
        """Active objectives."""
        return live(self.plan, self.latest)

    def is_live(self, entry: Entry) -> bool:
        """Whether an objective or key result is active."""
        items = (entry.key_result, entry.current_objective)
        if any(item is not None and (item.draft or item.dropped or item.closed) for item in items):
            return False
        return entry.cycle is None or not is_over(entry.cycle, self.latest)

    @cached_property
    def difference(self) -> Difference | None:
        """The changes since the base; None without a base."""
        if self.base is None:
            return None
        from okrctl.core.diff.compare import Difference

        return Difference(self.base, self.ws, self.today, self.beyond, self.silent)

    @cached_property
    def before(self) -> RuleContext | None:
        """The base as a context of its own; None without one."""
        return None if self.base is None else RuleContext(self.base, self.today)

    @cached_property
    def base_errors(self) -> Errors:
        """The places of errors at the base, and other fields involved: fixing an error moves no goalpost."""
        from okrctl.core.diff.blind_spots import Errors

        if self.before is None:
            return Errors(())
        found = self.before.problems(day=False, errors=True)
        errors = (each for each in found if (each.severity or rule_named(each.rule).severity) == "error")
        counted = (each for each in errors if not self.silent[0](each))
        places = (place for each in counted for place in (each.place, *(other.place for other in each.related)))
        return Errors((place.path, place.at) for place in places)

    @property
    def departments(self) -> Iterator[DepartmentContext]:
        """Every department by itself."""
        return departments(self.ws, self.plan, self.latest, self.journal)

    def found(self, rule: Rule) -> Problems:
        """What a rule about plans finds."""
        if rule.check is not None:
            yield from rule.check(self)
        if rule.check_department is not None:
            yield from chain.from_iterable(map(rule.check_department, self.departments))

    def problems(
        self,
        *,
        day: bool,
        errors: bool = False,
        sound: SoundJournals | None = None,
        kept: KeptFindings | None = None,
    ) -> Problems:
        """All problems of the files, from loading and from rules.

        ``day`` runs rules that depend on today, ``errors`` only rules whose problems are errors (what breaks a policy
        of the company is readable). Journals that are ``sound`` need not be checked again, nor plans of departments
        whose findings are ``kept`` (not with ``errors``).
        """
        yield from self.ws.config.problems
        for file in self.ws.files:
            yield from file.problems
        chosen = [
            rule
            for rule in checks(base=self.base is not None, day=day, policies=not errors)
            if rule.severity == "error" or not errors
        ]
        for rule in chosen:
            if rule.check is not None:
                yield from rule.check(self)
        own = [rule.check_department for rule in chosen if rule.check_department is not None]
        for alone in self.departments:
            found = None if kept is None else kept.of(alone)
            if found is None:
                found = tuple(chain.from_iterable(check(alone) for check in own))
                if kept is not None:
                    kept.keep(alone, found)
            yield from found
        checked = [rule.check_journal for rule in chosen if rule.check_journal is not None]
        for part in journals(self.ws, self.today, self.plan, self.journal):
            if sound is None or not sound.knows(part):
                said = [*chain.from_iterable(check(part) for check in checked)]
                if sound and not said:
                    sound.note(part)
                yield from said
                for department in part.departments:
                    self.journal.let_go(department)

    @cached_property
    def today_scores(self) -> Scores:
        """Everything scored as of today; only for rules about the day."""
        return score(self.ws, self.journal, plan_on(self.ws, self.today))
