"""Judges a change of the plan by its effect: how key results would have looked on past days, and look today.

Judges compare single fields. Here both plans are scored with the base's check-ins, day by day: nothing may look better
unless something was reported or agreed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import loosened
from okrctl.core.checks.sides import Side, Without, heard, latest_plan, objective_of, spot_of
from okrctl.core.company.workspace import Entry
from okrctl.core.diff.items import Pair
from okrctl.core.diff.replay import new_entries
from okrctl.core.diff.trace import in_force, new_traces
from okrctl.core.model.items import Objective, own
from okrctl.core.scores.journal import Journal
from okrctl.core.scores.scoring import ENDED, IN_STATE, WORST_FIRST, ScoredKeyResult
from okrctl.core.values.diagnostic import Spot
from okrctl.core.values.frozen import frozen

if TYPE_CHECKING:
    from okrctl.core.diff.compare import Difference

WORK = 50_000
"""The number of values read for all comparisons; beyond it, each key result is compared on fewer days."""


@frozen
class LooksBetter:
    """A key result that looks better than before, on the first such day; ``what`` names the aspect and both values."""

    pair: Pair
    day: date
    what: str


def looks_better(case: RuleContext) -> Iterator[LooksBetter]:
    """Key results in force at the base that look better on some day up to today, before any new trace.

    Settings are judged separately: the new plan is scored with the base's settings. The effect of new settings is
    compared as well, unless it is already reported or a new entry under `amended` explains it.
    """
    difference = case.difference
    if difference is None or case.base is None or case.before is None:
        return
    old, journal = Side(case.base, case.before.journal), _of_base(case, difference)
    under = [Side(replace(case.ws, config=case.base.config), journal)]
    settings = _settings_changed(case)
    if settings:
        under.append(Side(case.ws, journal))
    asked = (pair for pair in _in_question(case, settings=settings) if _comparable(case, pair, old, under[0]))
    wanted = [pair for pair in asked if settings or not _alike(pair, old, under[0])]
    share = WORK // max(1, len(wanted) * len(under))
    found: dict[int, LooksBetter] = {}
    for new in under:
        for group in _by_home(wanted):
            left = [pair for pair in group if id(pair) not in found]
            found.update((id(each.pair), each) for each in _first_days(case, left, old, new, share))
    yield from (found[id(pair)] for pair in wanted if id(pair) in found)


def _by_home(pairs: list[Pair]) -> list[list[Pair]]:
    """Key results whose objectives are the same on either side: these are planned once a day for all."""
    found: dict[tuple[Spot, Spot], list[Pair]] = {}
    for pair in pairs:
        homes = [side.home for side in (pair.before, pair.after) if side]
        found.setdefault((homes[0], homes[1]), []).append(pair)
    return list(found.values())


def _settings_changed(case: RuleContext) -> bool:
    """Whether settings that affect results changed without being reported or agreed."""
    assert case.base is not None
    was, now = case.base.config, case.ws.config
    deciding = ("check_in", "grades", "pace", "metrics", "fiscal_year")
    if all(getattr(was, name) == getattr(now, name) for name in deciding) or new_entries(was.amended, now.amended):
        return False
    return not any(setting.department is None for setting in loosened(case))


def _in_question(case: RuleContext, *, settings: bool) -> Iterator[Pair]:
    """Key results that had started at the base and may be affected by the change."""
    assert case.difference is not None and case.base is not None
    slower = {setting.department for setting in loosened(case)}
    for pair in case.difference.pairing.pairs:
        before, after = pair.before, pair.after
        if before is None or after is None or before.key_result is None or after.cycle is None:
            continue
        homes = (case.base.departments.get(before.department), case.ws.departments.get(before.department))
        paced = settings or homes[0] is None or homes[1] is None or homes[0].head.check_in != homes[1].head.check_in
        reads = after.key_result is not None and after.key_result.kpi is not None
        touched = paced or reads or not pair.shared or _rewritten(case, before.department)
        if touched and in_force(before, case.today) and before.department not in slower:
            yield pair


def _rewritten(case: RuleContext, department: str) -> bool:
    """Whether any file of a department changed: the order of entries decides which value of a day counts."""
    assert case.base is not None
    files = [ws.journal.files(department) if department in ws.journal else () for ws in (case.base, case.ws)]
    return [id(file) for file in files[0]] != [id(file) for file in files[1]]


def _comparable(case: RuleContext, pair: Pair, old: Side, new: Side) -> bool:
    """Whether both sides are free of errors: fixing an error never moves a goalpost, and errors and altered
    check-ins have their own findings."""
    before, after, difference = pair.before, pair.after, case.difference
    assert before is not None and after is not None and difference is not None
    errors, hidden = case.base_errors, difference.hidden_after
    if errors.within(before.path, before.at) or errors.at(*before.home) or hidden.field(after, ()):
        return False
    changes = (each for each in difference.journal if each.before is not None)
    altered = {spot_of(side) for each in changes for side in (each.before, each.after) if side}
    for said in old.mentions(before):
        placed = said.placed
        if spot_of(placed) in altered or hidden.entry(placed) or errors.within(placed.path, said.at):
            return False
    return not any(spot_of(said.placed) in altered or hidden.said(said.placed, said.at) for said in new.mentions(after))


def _alike(pair: Pair, old: Side, new: Side) -> bool:
    """Whether all that its results depend on is the same on both sides, settings apart."""
    before, after = pair.before, pair.after
    assert before is not None and after is not None
    homes = [objective_of(entry).history.current for entry in (before, after)]
    alike = (
        before.department == after.department
        and before.cycle == after.cycle
        and before.item == after.item
        and all(getattr(homes[0], each.name) == getattr(homes[1], each.name) for each in own(Objective))
        and old.ws.departments[before.department].head.check_in == new.ws.departments[after.department].head.check_in
    )
    return alike and heard(before, old) == heard(after, new)


def _of_base(case: RuleContext, difference: Difference) -> Journal:
    """The journal as resolved now, without new entries."""
    new = frozenset(spot_of(change.after) for change in difference.journal if change.before is None and change.after)
    return replace(case.journal, mentions=Without(case.journal.mentions, new)) if new else case.journal


def _first_days(case: RuleContext, pairs: list[Pair], old: Side, new: Side, share: int) -> Iterator[LooksBetter]:
    """The key results of one objective that look better, each on the first such day."""
    left: list[tuple[Pair, Entry | None, Entry | None, date | None]]
    left = [(pair, pair.before, pair.after, _agreed_from(case, pair)) for pair in pairs]
    for day in _days(case, pairs[0], _how_many(pairs, old, new, share)) if pairs else ():
        plans = [side.plan(objective_of(node), day) for side, node in ((old, left[0][1]), (new, left[0][2])) if node]
        waiting: list[tuple[Pair, Entry | None, Entry | None, date | None]] = []
        for pair, before, after, until in left:
            if before is None or after is None or (until is not None and day >= until):
                continue
            was, now = plans[0].get(before.id), plans[1].get(after.id)
            what = _better(old.score(was, day), new.score(now, day)) if was and now else None
            if what is None:
                waiting.append((pair, before, after, until))
            else:
                yield LooksBetter(pair, day, what)
        left = waiting
        if not left:
            return


def _how_many(pairs: list[Pair], old: Side, new: Side, share: int) -> int:
    """The number of days on which these key results of one objective can be compared."""
    effort = 1
    for side, nodes in ((old, [pair.before for pair in pairs]), (new, [pair.after for pair in pairs])):
        planned = latest_plan(side, objective_of(nodes[0])) if nodes[0] else {}
        effort += len(planned) + sum(
            side.effort(node, planned[node.id]) for node in nodes if node and node.id in planned
        )
    return max(1, share * len(pairs) // effort)


def _agreed_from(case: RuleContext, pair: Pair) -> date | None:
    """The first day of any new agreement about a key result, its objective, its KPI or its department's interval."""
    assert pair.before is not None and pair.after is not None and case.difference is not None and case.base is not None
    home = case.difference.home(pair.before)
    pairs = [pair] if home is None or home.after is None else [pair, home]
    days = [day for each in pairs for _, day, _ in new_traces(each)]
    sides = (case.base.departments.get(pair.before.department), case.ws.departments.get(pair.after.department))
    was, now = (side.head.amended if side else () for side in sides)
    if any(entry.field == "check_in" for entry in new_entries(was, now)):
        days.append(date.min)
    return min(days, default=None)


def _days(case: RuleContext, pair: Pair, most: int) -> list[date]:
    """The days of its cycle up to today, and today: all, or as many as allowed, evenly spread."""
    assert pair.before is not None and pair.before.cycle is not None
    cycle, final = pair.before.cycle, case.ws.config.check_in.final + 1
    last = min(case.today, cycle.end + timedelta(days=min(final, (date.max - cycle.end).days)))
    count = (last - cycle.start).days + 1
    step = max(1, -(-count // most))
    days = [cycle.start + timedelta(days=number) for number in range(0, count, step)] if most > 1 else []
    return sorted({*days, last, case.today})


def _better(was: ScoredKeyResult, now: ScoredKeyResult) -> str | None:
    """The aspect in which it looks better, with both values; None if it doesn't."""
    if was.status in IN_STATE or now.status in IN_STATE:
        return None
    if was.progress is None and was.status not in ENDED:
        # a missing baseline may be added
        return None
    ended = {was.status, now.status} == {"off-track", "missed"}
    if not ended and WORST_FIRST.index(now.status) > WORST_FIRST.index(was.status):
        return f"{was.status} → {now.status}"
    if was.progress is not None and now.progress is not None and now.progress > was.progress:
        return f"progress {_shown(was.progress)} → {_shown(now.progress)}"
    if was.gap is not None and now.gap is not None and now.gap < was.gap:
        return f"gap {_shown(was.gap)} → {_shown(now.gap)}"
    return None


def _shown(share: object) -> str:
    return f"{float(share):.2f}"  # type: ignore[arg-type]
