"""Resolves references: ids are unique in a department while cycles overlap, so a cycle (or a day) decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import chain
from typing import Literal

from okrctl.core.company.periods import Periods
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.frozen import frozen
from okrctl.core.values.nearest import LISTED, listed

Fault = Literal["unknown-reference", "unknown-department", "ambiguous-reference"]


@frozen
class Ref:
    """A parsed reference: one to three steps, and the cycle after ``@``."""

    steps: tuple[str, ...]
    cycle: str | None = None


@frozen
class Target:
    """The target of a reference: an entry (or one of its milestones), a department, or an external group."""

    department: str
    entry: Entry | None = None
    milestone: str | None = None
    external: bool = False

    @property
    def ref(self) -> str:
        """The reference in full, without cycle."""
        if self.entry is None:
            return self.department
        return f"{self.entry.ref}/{self.milestone}" if self.milestone else self.entry.ref


@frozen
class Unresolved:
    """Why a reference is unknown or ambiguous, with a hint."""

    rule: Fault
    message: str
    help: str | None


def parse_ref(text: str) -> Ref:
    """Parse a reference; its syntax has been checked before."""
    path, _, cycle = text.partition("@")
    return Ref(tuple(path.split("/")), cycle or None)


def resolve(
    ws: Workspace, text: str, department: str | None, cycle: Cycle | None = None, due: date | None = None
) -> Target | Unresolved:
    """Resolve a reference in a file.

    An id in the file's department takes precedence over a department of that name. Between several cycles, the
    referrer's cycle or the reference's own date (``due``) decides.
    """

    def choose(periods: Periods) -> tuple[Entry, ...]:
        entries = periods.all
        if parse_ref(text).cycle:
            return entries
        if cycle is not None:
            entries = periods.alive(cycle.start, cycle.end)
        if len(entries) > 1 and due is not None:
            first, last = (due, due) if cycle is None else (max(due, cycle.start), min(due, cycle.end))
            entries = periods.alive(first, last) or entries
        return entries

    return _resolved(ws, text, department, choose, cycle)


def resolve_on(ws: Workspace, text: str, department: str | None, day: date) -> Target | Unresolved:
    """Resolve a key of a result on the entry's day: the item running then, else the one that ended last before it."""
    return _resolved(ws, text, department, lambda all: (all.alive(day, day) or all.ended(day) or all.later(day))[:1])


def resolve_named(ws: Workspace, text: str, day: date) -> Target | Unresolved:
    """Resolve a name on the command line: the item active on the report day, else the last one."""
    ref = parse_ref(text)
    if len(ref.steps) == 1 and ref.steps[0] not in ws.departments:
        homes = [id for id in ws.departments if ref.steps[0] in ws.entries.get(id, {})]
        if len(homes) == 1:
            return resolve_named(ws, f"{homes[0]}/{text}", day)
        if homes:
            choices = " or ".join(f"{home}/{text}" for home in homes)
            return Unresolved("ambiguous-reference", f"several departments have {text}", f"write {choices}")
    return _resolved(ws, text, None, lambda all: (all.alive(day, day) or all.newest())[:1])


def _resolved(
    ws: Workspace,
    text: str,
    department: str | None,
    choose: Callable[[Periods], tuple[Entry, ...]],
    cycle: Cycle | None = None,
) -> Target | Unresolved:
    """The one item that is chosen of all with an id (of those in the reference's own cycle, if it has one)."""
    found = candidates(ws, text, department)
    if not isinstance(found, tuple):
        return found
    ref = parse_ref(text)
    periods = ws.periods(found[0].department, found[0].id)
    entries = choose(periods.called(ref.cycle, ws.cycle(ref.cycle)) if ref.cycle else periods)
    if len(entries) > 1:
        return Unresolved("ambiguous-reference", f"{text} means several things on these days", _choices(entries, text))
    if entries:
        return _with_milestone(ws, entries[0], ref)
    path = text.partition("@")[0]
    when = f" in {cycle.name}" if cycle else ""
    return Unresolved("unknown-reference", f"{path} isn't active{when}", _choices(found, path))


def candidates(ws: Workspace, text: str, department: str | None) -> tuple[Entry, ...] | Target | Unresolved:
    """All items with an id, in any cycle; or the department or external group of that name."""
    steps = parse_ref(text).steps
    if len(steps) == 1:
        own = ws.entries.get(department or "", {}).get(steps[0])
        if own:
            return own
        if steps[0] in ws.departments:
            return Target(steps[0])
        if steps[0] in ws.config.external:
            return Target(steps[0], external=True)
        return Unresolved(
            "unknown-reference", "no objective, key result or department has this id", suggest(ws, text, department)
        )
    home, id = steps[0], steps[1]
    if home in ws.departments:
        found = ws.entries.get(home, {}).get(id)
        if found:
            return found
        return Unresolved("unknown-reference", "no objective or key result has this id", suggest(ws, text, department))
    if home in ws.config.external:
        return Target(home, external=True)
    own = ws.entries.get(department or "", {}).get(home)
    if own and len(steps) == 2 and department:
        help = f"for a milestone, write {department}/{home}/{id}"
        return Unresolved("unknown-reference", f"there is no department {home}", help)
    return Unresolved("unknown-department", f"there is no department {home}", suggest(ws, text, department))


def may_exist(ws: Workspace, text: str, department: str | None) -> bool:
    """Whether the target of a reference may be in a file that could not be read."""
    steps = parse_ref(text).steps
    homes = {steps[0]} if len(steps) > 1 and steps[0] in ws.departments else {steps[0], department}
    return not homes.isdisjoint(ws.veiled())


def suggest(ws: Workspace, text: str, department: str | None = None) -> str | None:
    """ "did you mean …?" for an unknown reference."""
    home, slash, rest = text.partition("@")[0].partition("/")
    id = rest.partition("/")[0] if slash else home
    # the same id elsewhere is more likely than a similar id
    elsewhere = [f"{other}/{id}" for other, ids in ws.entries.items() if id in ids and other != home]
    if len(elsewhere) == 1:
        return f"did you mean {elsewhere[0]}?"
    groups = partial(chain, ws.departments, ws.config.external)
    if not slash:
        return ws.nearest.hint(home, ("named in", department), partial(groups, ws.entries.get(department or "", {})))
    if home in ws.departments:
        found = ws.nearest(id, ("of", home), lambda: ws.entries.get(home, {}))
        return f"did you mean {home}/{found}?" if found else ws.nearest.spent(id, ("of", home))
    found = ws.nearest(home, "groups", groups)
    near = f"{found}/{id}" if found and id in ws.entries.get(found, {}) else found
    return f"did you mean {near}?" if near else ws.nearest.spent(home, "groups")


def _choices(entries: tuple[Entry, ...], path: str) -> str | None:
    """How to write each cycle; if there are many, only the first ones."""
    names = sorted({entry.cycle.name for entry in entries[:LISTED] if entry.cycle})
    more = ["another cycle"] if len(entries) > LISTED else []
    return f"write {' or '.join([*(f'{path}@{name}' for name in names), *more])}" if names else None


def _with_milestone(ws: Workspace, entry: Entry, ref: Ref) -> Target | Unresolved:
    if len(ref.steps) < 3:
        return Target(entry.department, entry)
    measure = entry.key_result.measure if entry.key_result else None
    known = [step.id for step in measure.steps()] if measure else []
    if ref.steps[2] in known:
        return Target(entry.department, entry, ref.steps[2])
    steps = ("milestones of", entry.path, entry.at)
    near = ws.nearest(ref.steps[2], steps, lambda: known, 0.5)
    help = f"did you mean {entry.ref}/{near}?" if near else f"its milestones: {listed(known)}" if known else None
    return Unresolved("unknown-reference", f"{entry.ref} has no milestone {ref.steps[2]}", help)


def meaning(ws: Workspace, department: str, text: str, day: date, *, objectives: bool = False) -> Entry | Unresolved:
    """The item of a key in a department's journal on the entry's day: a key result, KPI, or optionally an objective."""
    only = only_one(ws, department, text)
    if only is not None:
        return only
    target = resolve_on(ws, text, department, day)
    if isinstance(target, Unresolved) or target.entry is None:
        # a department takes no check-ins, so one that later gets the name of an item doesn't get its history
        renamed = _former(ws, department, text, objectives=objectives)
        if renamed is not None:
            return renamed
    if isinstance(target, Unresolved):
        return target
    if target.entry is None or (target.entry.kind == "objective" and not objectives) or target.milestone:
        what = f"{text} isn't a key result or KPI"
        return Unresolved("unknown-reference", what, "check in its key results by id")
    return target.entry


def only_one(ws: Workspace, department: str, text: str) -> Entry | None:
    """The department's only key result or KPI with that id, which is unambiguous without a date."""
    own = ws.entries.get(department, {}).get(text)
    return own[0] if own and len(own) == 1 and own[0].kind != "objective" else None


def _former(ws: Workspace, department: str, text: str, *, objectives: bool) -> Entry | None:
    """The item with this former id, optionally an objective: `formerly` keeps history connected."""
    home, _, id = text.rpartition("/")
    entries = [
        entry for entry in ws.former.get((home or department, id), ()) if objectives or entry.kind != "objective"
    ]
    return entries[0] if len(entries) == 1 else None
