"""Who a name means: ``people`` connects ids, names, email addresses and owners."""

from __future__ import annotations

from collections.abc import Mapping

from okrctl.core.company.workspace import Workspace
from okrctl.core.model.settings import Person


def names_of(people: Mapping[str, Person], who: str) -> frozenset[str]:
    """All names (in lower case) of a person, given any one of them.

    A name that isn't in ``people`` has no others.
    """
    wanted = who.casefold()
    names = {wanted}
    for person in people.values():
        known = {text.casefold() for text in (person.id, person.name, person.email) if text}
        owned = {text.casefold() for text in person.owns}
        if wanted in known or wanted in owned:
            names |= known | (owned if wanted in known else set())
    return frozenset(names)


def name_of(people: Mapping[str, Person], who: str) -> str:
    """The name to show for an id or email address in ``people``; other text is returned unchanged."""
    wanted = who.casefold()
    for person in people.values():
        if person.name and wanted in (person.id.casefold(), (person.email or "").casefold()):
            return person.name
    return who


def owners_of(ws: Workspace) -> frozenset[str]:
    """All names that ``--owner`` accepts here: leads, owners and contributors of all items, and
    ``people``."""
    found = {department.head.lead for department in ws.departments.values()}
    for placed in ws.objectives:
        for plan in (placed.history.current, *(plan for _, plan in placed.history.earlier)):
            for item in (plan, *plan.key_results):
                found |= {item.owner, *item.contributors}
    found |= {placed.kpi.owner for placed in ws.kpis}
    for person in ws.config.people.values():
        found |= {person.id, person.name, person.email, *person.owns}
    return frozenset(name for name in found if name)


def tags_of(ws: Workspace) -> frozenset[str]:
    """Every tag of an objective, key result, KPI or metric."""
    found = {tag for metric in ws.config.metrics.values() for tag in metric.tags}
    for placed in ws.objectives:
        for plan in (placed.history.current, *(plan for _, plan in placed.history.earlier)):
            found.update(plan.tags, *(result.tags for result in plan.key_results))
    return frozenset(found.union(*(placed.kpi.tags for placed in ws.kpis)))
