"""The relations of an objective or key result: what it supports and what supports it, and its dependencies."""

from __future__ import annotations

from okrctl.core.company.links import Link
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry
from okrctl.core.contracts.contracts import contracts, unasked
from okrctl.core.contracts.dependency import Dependency, dependency
from okrctl.core.review.report_day import ReportDay
from okrctl.core.values.frozen import frozen


@frozen
class Relations:
    """The relations of an item; an objective has those of its key results, too.

    ``supports`` and ``supported_by`` are links out and in, ``needs`` its own dependencies, ``waiting`` those of others
    on it, ``unasked`` its promises that nobody asked for.
    """

    supports: tuple[Link, ...]
    supported_by: tuple[Link, ...]
    needs: tuple[Dependency, ...]
    waiting: tuple[Dependency, ...]
    unasked: tuple[Link, ...]


def surroundings(report_day: ReportDay, item: Entry) -> Relations:
    """The relations of an item on the report day."""

    def is_it(entry: Entry | None) -> bool:
        return entry is not None and entry.path == item.path and entry.at[: len(item.at)] == item.at

    def provider(link: Link) -> Entry | None:
        return link.target.entry if isinstance(link.target, Target) else None

    alignment = [link for link in report_day.links if link.kind == "supports"]
    rows = [
        row
        for contract in contracts(report_day.links)
        if is_it(contract.need.source) or is_it(contract.provider.entry)
        if (row := dependency(report_day.parts, contract, report_day.day)) is not None
    ]
    return Relations(
        supports=tuple(link for link in alignment if is_it(link.source)),
        supported_by=tuple(link for link in alignment if is_it(provider(link))),
        needs=tuple(row for row in rows if is_it(row.contract.need.source)),
        waiting=tuple(row for row in rows if is_it(row.contract.provider.entry)),
        unasked=tuple(link for link in unasked(report_day.links) if is_it(link.source)),
    )
