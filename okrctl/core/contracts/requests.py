"""Requests without an answer: what others ask of a department, and the command that confirms it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from okrctl.core.company.links import Link
from okrctl.core.company.workspace import Entry
from okrctl.core.contracts.contracts import Contract, contracts, due_of, own_due
from okrctl.core.contracts.dependency import Dependency, Parts, dependency
from okrctl.core.values.frozen import frozen

_ANSWERED = ("met", "external")


@frozen
class Terms:
    """The arguments that confirm a request: the provider (a department if only that is named), the dependent, and the
    date, if it isn't the provider's own."""

    provider: str
    consumer: str
    due: date | None


@frozen
class Request:
    """One unanswered request, as of a day."""

    row: Dependency
    day: date

    @property
    def contract(self) -> Contract:
        """The request itself."""
        return self.row.contract

    @property
    def department(self) -> str:
        """The department that is asked."""
        return self.row.asked_department

    @property
    def terms(self) -> Terms:
        """The arguments that confirm it."""
        return terms_of(self.contract, self.day)

    @property
    def command(self) -> str:
        """The command that confirms it; for a request to a whole department, it asks which item provides it."""
        return confirming(self.contract, self.day)


def confirming(contract: Contract, day: date) -> str:
    """The command that promises what a contract asks for, valid on a day."""
    terms = terms_of(contract, day)
    return f"okrctl confirm {terms.provider} --for {terms.consumer}" + (f" --due {terms.due}" if terms.due else "")


def terms_of(contract: Contract, day: date) -> Terms:
    """The arguments that promise what a contract asks for, on a day: with the date asked for, if that is earlier than
    the provider's own."""
    provider, asked = contract.provider, contract.asked
    own = own_due(provider) or (due_of(provider.entry) if provider.entry else None)
    sooner = asked if asked and own and own > asked else None
    on = provider.department if provider.entry is None else _named(provider.entry, day, provider.milestone)
    return Terms(on, _named(contract.need.source, day), sooner)


def requests(links: Iterable[Link], parts: Parts, day: date, departments: Collection[str] = ()) -> list[Request]:
    """Unanswered requests, the earliest first.

    With ``departments``, only requests to these.
    """
    found = []
    for contract in contracts(links):
        asked = contract.provider.department
        if contract.internal or contract.promise is not None or (departments and asked not in departments):
            continue
        row = dependency(parts, contract, day)
        if (
            row is not None
            and row.state not in _ANSWERED
            and (row.provider is None or row.provider.status != "dropped")
        ):
            found.append(Request(row, day))
    return sorted(found, key=lambda each: (each.row.due or date.max, each.row.waits, each.row.on))


def _named(entry: Entry, day: date, milestone: str | None = None) -> str:
    """A reference as the command line needs it on a day."""
    ref = f"{entry.ref}/{milestone}" if milestone else entry.ref
    return ref if entry.cycle is None or entry.cycle.contains(day) else f"{ref}@{entry.cycle.name}"
