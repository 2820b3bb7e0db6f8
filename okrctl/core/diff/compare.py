"""The differences between two workspaces: items, dependencies, check-ins, settings, scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.diff.blind_spots import BlindSpots
from okrctl.core.diff.contracts import ContractChange, contract_changes
from okrctl.core.diff.items import Pair, Pairing, pair
from okrctl.core.diff.journal import JournalChange, Journals
from okrctl.core.diff.judge import FieldChange, field_changes, inherited_changes
from okrctl.core.diff.names import Names, names
from okrctl.core.diff.scores import OmittedScores, ScoreChange, Scored, score_changes, scored, scored_alone, standing
from okrctl.core.diff.settings import SettingChange, setting_changes
from okrctl.core.findings.diagnose import Silent, never
from okrctl.core.model.items import KeyResult, Objective, referring_keys
from okrctl.core.scores.plan import rhythm_of
from okrctl.core.values.frozen import frozen

ItemEvent = Literal["added", "deleted", "dropped", "resumed", "closed", "moved", "renamed", "changed"]


@frozen
class ItemChange:
    """The changes of one objective, key result or KPI; there may be several ``events`` (moved and changed).

    ``inherited`` are changes from the new objective of a moved key result, ``baseline`` is the one known before.
    """

    pair: Pair
    events: tuple[ItemEvent, ...]
    fields: tuple[FieldChange, ...]
    inherited: tuple[FieldChange, ...] = ()
    baseline: Fraction | None = None

    @property
    def node(self) -> Entry:
        """The later side, or the only one."""
        return self.pair.node

    @property
    def all_fields(self) -> tuple[FieldChange, ...]:
        """Its own changed fields, and the inherited ones."""
        return (*self.fields, *self.inherited)


@frozen
class Difference:
    """All differences by meaning between two workspaces, both scored on ``day``.

    Each part is computed when first needed. With ``beyond``, the workspaces contain only what the change can reach.
    ``silent`` tells for either side which problems do not count as errors.
    """

    before: Workspace
    after: Workspace
    day: date
    beyond: OmittedScores | None = None
    silent: tuple[Silent, Silent] = (never, never)

    @cached_property
    def pairing(self) -> Pairing:
        """The items that are the same on both sides."""
        return pair(self.before, self.after)

    @cached_property
    def names(self) -> Names:
        """The present names of what the base names."""
        return names(self.pairing)

    @cached_property
    def old(self) -> Scored:
        """The scored base."""
        return scored(self.before, self.day, self.beyond)

    @cached_property
    def new(self) -> Scored:
        """The scored new side."""
        return scored(self.after, self.day, self.beyond)

    @cached_property
    def _judged(self) -> Scored:
        """The base, scored as far as the judgment of changes needs it."""
        if self.beyond is not None:
            return self.old
        homes = frozenset(each.before.department for each in self.pairing.pairs if each.before and not each.shared)
        return scored_alone(self.before, self.day, homes)

    @cached_property
    def hidden_before(self) -> BlindSpots:
        """What errors hide in the base."""
        return BlindSpots(self.before, self.silent[0])

    @cached_property
    def hidden_after(self) -> BlindSpots:
        """What errors hide on the new side."""
        return BlindSpots(self.after, self.silent[1])

    @cached_property
    def items(self) -> tuple[ItemChange, ...]:
        """Every changed objective, key result and KPI."""
        return tuple(change for each in self.pairing.pairs if (change := self._item(each)) is not None)

    @cached_property
    def journals(self) -> Journals:
        """Both journals."""
        return Journals(self.before, self.after, self.pairing)

    @cached_property
    def journal(self) -> tuple[JournalChange, ...]:
        """Every changed check-in."""
        return tuple(change for change in self.journals.changes() if not self._unseen_entry(change))

    @cached_property
    def settings(self) -> tuple[SettingChange, ...]:
        """Changes in okrctl.yaml and in the heads of departments."""
        weights = [{id: each.head.weight for id, each in ws.departments.items()} for ws in (self.before, self.after)]
        return tuple(setting_changes(self.before, self.after, {} if weights[0] == weights[1] else self.old.ahead))

    @cached_property
    def contracts(self) -> tuple[ContractChange, ...]:
        """Every changed dependency."""
        if self.beyond is not None and not self.beyond.contracts:
            return ()
        return tuple(contract_changes(self.before, self.after, self.pairing))

    @cached_property
    def scores(self) -> tuple[ScoreChange, ...]:
        """Every changed score, expected score or status."""
        return tuple(score_changes(self.pairing, self.old, self.new))

    def home(self, node: Entry) -> Pair | None:
        """The objective, on both sides, of a key result of the base."""
        return self.pairing.of_before.get(node.home) if node.key_result else None

    def _item(self, each: Pair) -> ItemChange | None:
        before, after = each.before, each.after
        if each.shared:
            return None
        if before is None:
            assert after is not None
            home = self.pairing.of_after.get(after.home) if after.key_result else None
            unseen = self.hidden_before.item(after, home.before if home else None)
            return None if unseen or self.hidden_after.nameless(after) else ItemChange(each, ("added",), ())
        if after is None:
            home = self.home(before)
            unseen = self.hidden_after.item(before, home.after if home else None)
            return None if unseen or self.hidden_before.nameless(before) else ItemChange(each, ("deleted",), ())
        how = standing(each, self._judged, self.new if _rebased(before, after) else None, self.after)
        if before.item.check_in != after.item.check_in:
            how = replace(how, rhythm=_rhythm(self.before, before), rhythm_now=_rhythm(self.after, after))
        fields = tuple(self._by_new_names(change, before, after) for change in field_changes(before, after, how))
        events = tuple(self._events(before, after))
        inherited = tuple(inherited_changes(before, after)) if "moved" in events else ()
        if fields:
            events = (*events, "changed")
        return ItemChange(each, events, fields, inherited, how.baseline) if events else None

    def _by_new_names(self, change: FieldChange, before: Entry, after: Entry) -> FieldChange:
        """References to the same thing under its new name have no effect on a goal."""
        named = change.judgement != "neutral" and change.field in referring_keys()
        if not named or None in (change.before, change.after):
            return change
        sides = (str(change.before), before.department, str(change.after), after.department)
        return replace(change, judgement="neutral") if self.names.same(*sides) else change

    def _events(self, before: Entry, after: Entry) -> Iterator[ItemEvent]:
        home = self.home(before)
        if before.department != after.department or (
            home and after.key_result and (home.after is None or home.after.spot != after.home)
        ):
            yield "moved"
        if before.id != after.id:
            yield "renamed"
        old, new = before.item, after.item
        if isinstance(old, Objective | KeyResult) and isinstance(new, Objective | KeyResult):
            if (old.dropped is None) != (new.dropped is None):
                yield "dropped" if new.dropped else "resumed"
            if new.closed and not old.closed:
                yield "closed"

    def _unseen_entry(self, change: JournalChange) -> bool:
        if change.after is None:
            assert change.before is not None
            return self.hidden_after.entry(change.before)
        return change.before is None and self.hidden_before.entry(change.after)


def _rhythm(ws: Workspace, node: Entry) -> tuple[int, int]:
    """The check-in interval and grace period of an item, its own or inherited."""
    found = rhythm_of(ws, *(item.check_in for item in node.whole), ws.departments[node.department].head.check_in)
    return found.every, found.grace


def _rebased(before: Entry, after: Entry) -> bool:
    """Whether the plan has a baseline on only one side, so that those of check-ins matter."""
    given = [node.measure.given_baseline() for node in (before, after) if node.measure]
    return len(given) == 2 and None in given and given[0] != given[1]
