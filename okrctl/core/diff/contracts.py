"""Dependencies of two workspaces: asked anew, no longer asked, confirmed, broken, disputed, other day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from okrctl.core.contracts import Contract, contracts
from okrctl.core.links import links
from okrctl.core.workspace import Workspace

ContractEvent = Literal["added", "removed", "confirmed", "broken", "disputed", "settled", "rescheduled"]


@dataclass(frozen=True, slots=True)
class ContractChange:
    """What happened to one dependency; one side is None when it was added or removed."""

    event: ContractEvent
    consumer: str
    provider: str
    before: Contract | None
    after: Contract | None


def contract_changes(before: Workspace, after: Workspace) -> Iterator[ContractChange]:
    """Every dependency that differs, in the order of files."""
    old, new = _by_ends(before), _by_ends(after)
    for ends in dict.fromkeys([*old, *new]):
        was, now = old.get(ends), new.get(ends)
        event = _event(was, now)
        if event is not None:
            yield ContractChange(event, *ends, was, now)


def _by_ends(ws: Workspace) -> dict[tuple[str, str], Contract]:
    found: dict[tuple[str, str], Contract] = {}
    for contract in contracts(links(ws)):
        found.setdefault((contract.need.source.ref, contract.provider.ref), contract)
    return found


def _event(was: Contract | None, now: Contract | None) -> ContractEvent | None:
    if was is None:
        return "added"
    if now is None:
        return "removed"
    if now.disputed and not was.disputed:
        return "disputed"
    if was.disputed and not now.disputed:
        return "settled"
    if now.confirmed and not was.confirmed:
        return "confirmed"
    if was.confirmed and not now.confirmed:
        return "broken"
    return "rescheduled" if (was.asked, was.promised) != (now.asked, now.promised) else None
