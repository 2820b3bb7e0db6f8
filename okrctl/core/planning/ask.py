"""Asking: a need of an objective or key result from another department, recorded in its own file."""

from __future__ import annotations

from datetime import date
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.company.links import links
from okrctl.core.company.references import Target, resolve
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.contracts.contracts import Contract, contracts
from okrctl.core.edit.changes import Add
from okrctl.core.edit.written import Plain, Short
from okrctl.core.planning.propose import PlannedChanges


def ask(ws: Workspace, provider: Target, consumer: Entry, need: str, due: date | None) -> PlannedChanges | Mistake:
    """The request of ``consumer``, or why it cannot be made."""
    item = consumer.plan_item
    if item is None:
        return Mistake(f"{consumer.ref} is a KPI, which cannot ask", "name an objective or key result")
    if item.dropped or item.closed:
        return Mistake(f"{consumer.ref} was {'dropped' if item.dropped else 'closed'}", "only active items can ask")
    if provider.entry is not None and provider.entry.objective is None:
        return Mistake(
            f"{provider.ref} is a KPI, which cannot be asked for", "name an objective, key result or department"
        )
    if provider.entry is not None and provider.entry.spot == consumer.spot:
        return Mistake(f"{consumer.ref} cannot depend on itself", "name another provider")
    for there in asked(ws, provider, consumer):
        words = f"“{there.need.need}”" if there.need.need else "this"
        return Mistake(f"{consumer.ref} already asks {provider.ref} for {words}", f"see {consumer.path}")
    ref = _reference(ws, provider, consumer, due)
    if ref is None:
        return Mistake(
            f"{provider.ref} is ambiguous in {consumer.path}", "name its cycle, as in technology/speed@2026-Q2"
        )
    said: dict[str, Any] = {"ref": Plain(ref), "need": need}
    if due is not None:
        said["due"] = Plain(due.isoformat())
    return {consumer.path: [Add((*consumer.at, "depends_on"), Short(said))]}


def asked(ws: Workspace, provider: Target, consumer: Entry) -> list[Contract]:
    """The requests of this consumer to this provider."""
    return [
        each
        for each in contracts(links(ws))
        if each.need.source.spot == consumer.spot and _same(each.provider, provider)
    ]


def _same(one: Target, other: Target) -> bool:
    if one.entry is None or other.entry is None:
        return one.entry is other.entry and one.department == other.department
    return one.entry.spot == other.entry.spot and one.milestone == other.milestone


def _reference(ws: Workspace, provider: Target, consumer: Entry, due: date | None) -> str | None:
    """The reference to the provider from the consumer's file; None if there is none."""
    cycle = provider.entry.cycle if provider.entry else None
    for text in (provider.ref, f"{provider.ref}@{cycle.name}" if cycle else None):
        found = resolve(ws, text, consumer.department, consumer.cycle, due) if text else None
        if isinstance(found, Target) and _same(found, provider):
            return text
    return None
