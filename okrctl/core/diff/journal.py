"""Changes of check-ins: added, inserted before later ones, altered, removed.

Entries are the same if their content is: their file, place and order, and renamed ids of key results, don't matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from functools import cache, lru_cache, partial
from itertools import islice
from typing import Literal

from okrctl.core.company.journals import PlacedCheckIn
from okrctl.core.company.references import Unresolved, meaning
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.diff.fields import canonical
from okrctl.core.diff.items import Pair, Pairing
from okrctl.core.diff.names import result_with_new_ids
from okrctl.core.format.doc import fields
from okrctl.core.model.checkins import CheckIn, Result
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import parse_amount

JournalEvent = Literal["added", "inserted", "altered", "removed"]
Texts = dict[Hashable, str]


@frozen
class Word:
    """What an entry says about one item, before and now; ``key`` as written, or ``(note)`` and the like.

    ``node`` is what the key meant at the base.
    """

    key: str
    before: str | None
    after: str | None
    node: Entry | None = None


@frozen
class JournalChange:
    """The change of one entry. ``words`` are the changed parts."""

    event: JournalEvent
    department: str
    day: date
    before: PlacedCheckIn | None
    after: PlacedCheckIn | None
    words: tuple[Word, ...] = ()

    @property
    def placed(self) -> PlacedCheckIn:
        """The later side, or the only one."""
        placed = self.after or self.before
        assert placed is not None
        return placed


def entry_words(entry: CheckIn) -> dict[str, str]:
    """The content of an entry by key: results as text, and ``unchanged`` for what it confirms."""
    correcting = entry.corrects is not None
    words = {key: result_text(result, correcting) for key, result in entry.results.items()}
    words.update({key: "unchanged" for key in entry.unchanged if key not in words})
    return words


def result_text(result: Result, correcting: bool = False) -> str:
    """A result in one line, equal if the meaning is equal; in a correction, a written ``~`` withdraws its field."""
    if result.withdrawn:
        return "withdrawn"
    taken = [f"{name} withdrawn" for name in type(result).model_fields if correcting and name in result.taken_back]
    said = _said_text(result) if result.said or not taken else ""
    return ", ".join(part for part in (said, *taken) if part)


@lru_cache(maxsize=1 << 16)
def _said_text(result: Result) -> str:
    amount = parse_amount(result.value) if result.value is not None else None
    value = result.value if amount is None else str(amount)
    done = None if result.done is None else ", ".join(sorted(result.done)) or "none"
    parts = [value, done and f"done {done}"]
    for field in fields(Result):
        text = None if field.key in ("value", "done") else canonical(getattr(result, field.name))
        parts.append(text and f"{field.key} {text}")
    return ", ".join(part for part in parts if part) or "seen"


class Journals:
    """The journals of two workspaces, and the meaning of their keys on both sides."""

    def __init__(self, before: Workspace, after: Workspace, pairing: Pairing) -> None:
        self.before = before
        self.after = after
        self._of_before = pairing.of_before
        self._of_after = pairing.of_after
        self._corrected: dict[str, dict[date, dict[str, str]]] = {}
        self._texts: dict[tuple[str, DocPath, bool], tuple[Texts, dict[Hashable, str]]] = {}

    def changes(self) -> list[JournalChange]:
        """Every changed entry, by department and day."""
        old = [placed for entries in self.before.journal.values() for placed in entries]
        new = [placed for entries in self.after.journal.values() for placed in entries]
        # facts of a file that is the same on both sides are the same object (shell.revision.known_facts)
        shared = {id(placed.entry) for placed in old} & {id(placed.entry) for placed in new}
        old, new = ([placed for placed in side if id(placed.entry) not in shared] for side in (old, new))
        old, new = _without_equals(old, new, _written, _written)
        old, new = _without_equals(old, new, partial(self._meant, before=True), partial(self._meant, before=False))
        found: list[JournalChange] = []
        waiting = _Waiting((placed, self._said(placed, before=True)[0]) for placed in old)
        for placed in new:
            partner = waiting.take(placed, self._said(placed, before=False)[0])
            if partner is None:
                found.append(self._added(placed))
            else:
                day, words = partner.entry.date, self._words(partner, placed)
                found.append(JournalChange("altered", placed.department, day, partner, placed, words))
        gone = waiting.rest()
        found.extend(JournalChange("removed", p.department, p.entry.date, p, None, self._words(p, None)) for p in gone)
        return sorted(found, key=lambda change: (change.department, change.day, change.event))

    def _pair_of(self, placed: PlacedCheckIn, key: str, *, before: bool) -> Pair | None:
        """The key result or KPI that a key of an entry means."""
        ws, pairs = (self.before, self._of_before) if before else (self.after, self._of_after)
        entry = meaning(ws, placed.department, key, placed.entry.corrects or placed.entry.date)
        return None if isinstance(entry, Unresolved) else pairs.get(entry.spot)

    def _said(self, placed: PlacedCheckIn, *, before: bool) -> tuple[Texts, dict[Hashable, str]]:
        """The content of an entry by item, and the keys as written."""
        known = self._texts.get((placed.path, placed.entry.at, before))
        if known is not None:
            return known
        said: Texts = {}
        keys: dict[Hashable, str] = {}
        for key, text in entry_words(placed.entry).items():
            pair = self._pair_of(placed, key, before=before)
            if pair is not None and before and key in placed.entry.results:
                result = result_with_new_ids(placed.entry.results[key], pair.steps)
                text = result_text(result, placed.entry.corrects is not None)
            about: Hashable = key if pair is None else id(pair)
            said[about] = text
            keys[about] = key
        self._texts[placed.path, placed.entry.at, before] = said, keys
        return said, keys

    def _meant(self, placed: PlacedCheckIn, *, before: bool) -> Hashable:
        return _frame(placed), frozenset(self._said(placed, before=before)[0].items())

    def _added(self, placed: PlacedCheckIn) -> JournalChange:
        entries = self.before.journal.get(placed.department, ())
        inserted = bool(entries) and placed.entry.date < entries[-1].entry.date and placed.entry.corrects is None
        event: JournalEvent = "inserted" if inserted else "added"
        return JournalChange(event, placed.department, placed.entry.date, None, placed, self._words(None, placed))

    def _words(self, before: PlacedCheckIn | None, after: PlacedCheckIn | None) -> tuple[Word, ...]:
        old, old_keys = self._said(before, before=True) if before else ({}, {})
        new, new_keys = self._said(after, before=False) if after else ({}, {})
        found = []
        for about in dict.fromkeys([*old, *new]):
            if old.get(about) != new.get(about):
                key = new_keys.get(about) or old_keys[about]
                pair = self._pair_of(before, old_keys[about], before=True) if before and about in old else None
                found.append(Word(key, old.get(about), new.get(about), pair.before if pair else None))
        if before and after:
            for name, one, other in zip(_framing(), _frame(before), _frame(after), strict=True):
                if one != other:
                    found.append(Word(f"({name})", one, other))
        return tuple(found)

    def corrected(self, change: JournalChange, words: Iterable[Word]) -> bool:
        """Whether new correcting entries for the day of an altered entry say the same as it does now, value for
        value."""
        said = self._corrections(change.department).get(change.day, {})
        wanted = {word.key: "withdrawn" if word.after is None else word.after for word in words}
        return bool(wanted) and all(said.get(key) == text for key, text in wanted.items())

    def _corrections(self, department: str) -> dict[date, dict[str, str]]:
        """The content of a department's new correcting entries, by the day that they correct."""
        if department not in self._corrected:
            known = Counter(map(_written, self.before.journal.get(department, ())))
            found = self._corrected.setdefault(department, {})
            for placed in self.after.journal.get(department, ()):
                if placed.entry.corrects is not None and not known[_written(placed)]:
                    texts = {key: result_text(result) for key, result in placed.entry.results.items()}
                    found.setdefault(placed.entry.corrects, {}).update(texts)
        return self._corrected[department]


class _Waiting:
    """Entries of the base without an equal one, found by what they have in common with another."""

    def __init__(self, entries: Iterable[tuple[PlacedCheckIn, Texts]]) -> None:
        self._said = dict(enumerate(entries))
        self._found: dict[Hashable, dict[int, None]] = {}
        for number, (placed, said) in self._said.items():
            for key in _keys(placed, said):
                self._found.setdefault(key, {})[number] = None

    def take(self, placed: PlacedCheckIn, said: Texts) -> PlacedCheckIn | None:
        """The entry that this one most likely was before, which isn't returned again: one of the same day and
        author; or the only one of that author or that day with words in common."""
        number = self._exact(placed, said)
        if number is None:
            _, *near = _keys(placed, said)
            alike = {each for key in near for each in islice(self._found.get(key, ()), 2)}
            number = alike.pop() if len(alike) == 1 else None
        if number is None:
            return None
        partner, words = self._said.pop(number)
        for key in _keys(partner, words):
            del self._found[key][number]
        return partner

    def _exact(self, placed: PlacedCheckIn, said: Texts) -> int | None:
        """The candidates of the day and author, and of these the one with the most words in common."""
        exact = islice(self._found.get(_exactly(placed), ()), _AT_ONCE)
        return max(exact, key=lambda number: len(said.items() & self._said[number][1].items()), default=None)

    def rest(self) -> list[PlacedCheckIn]:
        """The entries without a partner."""
        return [placed for placed, _ in self._said.values()]


_AT_ONCE = 20


def _exactly(placed: PlacedCheckIn) -> Hashable:
    return placed.department, placed.entry.date, placed.entry.by


def _keys(placed: PlacedCheckIn, said: Texts) -> Iterator[Hashable]:
    """The keys by which an entry is found: its day and author, then each word with either of them."""
    yield _exactly(placed)
    for word in said.items():
        yield placed.department, placed.entry.by, word
        yield placed.department, placed.entry.date, word


@cache
def _framing() -> tuple[str, ...]:
    """What an entry says besides values."""
    return tuple(each.key for each in fields(CheckIn) if each.key not in ("results", "unchanged"))


def _frame(placed: PlacedCheckIn) -> tuple[str | None, ...]:
    return tuple(canonical(getattr(placed.entry, key)) for key in _framing())


def _written(placed: PlacedCheckIn) -> Hashable:
    return placed.department, _frame(placed), frozenset(entry_words(placed.entry).items())


def _without_equals(
    old: Iterable[PlacedCheckIn],
    new: Iterable[PlacedCheckIn],
    key_old: Callable[[PlacedCheckIn], Hashable],
    key_new: Callable[[PlacedCheckIn], Hashable],
) -> tuple[list[PlacedCheckIn], list[PlacedCheckIn]]:
    """The rest of both sides after removing entries with equal keys, one for one."""
    waiting: dict[Hashable, list[PlacedCheckIn]] = {}
    for placed in old:
        waiting.setdefault(key_old(placed), []).append(placed)
    rest = []
    for placed in new:
        group = waiting.get(key_new(placed))
        if group:
            group.pop(0)
        else:
            rest.append(placed)
    return [placed for group in waiting.values() for placed in group], rest


def words_of(change: JournalChange) -> Iterator[str]:
    """The words of a change, shortened."""
    for word in change.words:
        was, now = word.before or "nothing", word.after or "nothing"
        yield f"{word.key} {was} → {now}" if change.event == "altered" else f"{word.key} {word.after or word.before}"
