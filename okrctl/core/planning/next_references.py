"""References of carried-over items in the next cycle: which are still valid, and what is still asked."""

from __future__ import annotations

from datetime import date

from okrctl.core.company.links import Link, links
from okrctl.core.company.references import Target, candidates, parse_ref, resolve
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.frozen import frozen


@frozen
class NextReferences:
    """References from the old cycle to the new one; ``goes_on`` has the references of everything carried over."""

    ws: Workspace
    old: Cycle
    new: Cycle
    goes_on: frozenset[str]

    def renewed(self, text: str) -> str:
        """A reference without the old cycle."""
        cycle = self.ws.cycle(parse_ref(text).cycle or "")
        return text.partition("@")[0] if cycle is not None and cycle.same_days(self.old) else text

    def valid(self, text: str, department: str) -> bool:
        """Whether a reference names something in the new cycle."""
        if isinstance(resolve(self.ws, text, department, self.new), Target):
            return True
        return isinstance(candidates(self.ws, text, department), tuple) and self._goes_on(text, department)

    def asked_for(self, text: str, department: str, ref: str) -> bool:
        """Whether the recipient of a promise is carried over with its request, or runs in the new cycle and asks."""
        if self._goes_on(text, department):
            asks = self._asks(text, department, ref)
            return not asks or any(self.valid(self.renewed(link.text), link.source.department) for link in asks)
        target = resolve(self.ws, text, department, self.new)
        entry = target.entry if isinstance(target, Target) else None
        return entry is not None and any(
            link.kind == "depends_on" and link.source.home == entry.home and ref in _names_of(link)
            for link in links(self.ws)
        )

    def asked_day(self, text: str, department: str, ref: str) -> date | None:
        """The date in the new cycle by which the recipient of a promise needs it."""
        days = (link.due for link in self._asks(text, department, ref))
        return next((day for day in days if day and self.new.contains(day)), None)

    def _asks(self, text: str, department: str, ref: str) -> list[Link]:
        """What the recipient of a promise asks of the provider."""
        who = text if len(parse_ref(text).steps) > 1 else f"{department}/{text}"
        return [
            link
            for link in links(self.ws)
            if link.kind == "depends_on" and ref in _names_of(link) and who in (link.source.ref, _home_ref(link.source))
        ]

    def _goes_on(self, text: str, department: str) -> bool:
        return (text if len(parse_ref(text).steps) > 1 else f"{department}/{text}") in self.goes_on


def _names_of(link: Link) -> tuple[str, ...]:
    """The references of a link's target, and of the target's objective."""
    entry = link.target.entry if isinstance(link.target, Target) else None
    if entry is None:
        return ()
    return entry.ref, _home_ref(entry)


def _home_ref(entry: Entry) -> str:
    """The reference of the objective that something belongs to."""
    return f"{entry.department}/{(entry.current_objective or entry).id}"
