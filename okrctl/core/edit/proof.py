"""What an edit is, and the proof that it does what was planned and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from okrctl.core.edit.events import Event, Refusal, read_events, shape
from okrctl.core.values.frozen import frozen

__all__ = ["Edit", "Plan", "Refusal", "Splice", "edited", "events_to_edit", "prove", "shifted"]

BOM = "\ufeff"
_ODD_BREAKS = re.compile("[\x85\u2028\u2029]")


@frozen
class Splice:
    """One planned change: at ``start`` (an index into the old text), ``removed`` is replaced by ``inserted``."""

    start: int
    removed: str
    inserted: str


@frozen
class Plan:
    """Splices in text order, and the events that the new text must have."""

    splices: tuple[Splice, ...]
    expected: Sequence[Event]
    doubt: Refusal | None = None
    """Why the proof will probably fail, if known in advance."""


@frozen
class Edit:
    """A proven edit: the whole new text, and the splices that lead to it."""

    text: str
    splices: tuple[Splice, ...]


def edited(text: str, make: Callable[[str, list[Event]], Plan | Refusal]) -> Edit | Refusal:
    """Apply the plan that ``make`` returns for a text and its events, if it can be proven."""
    if text.startswith(BOM):
        edit = edited(text.removeprefix(BOM), make)
        return edit if isinstance(edit, Refusal) else shifted(edit, BOM)
    events = events_to_edit(text)
    plan = events if isinstance(events, Refusal) else make(text, events)
    return plan if isinstance(plan, Refusal) else prove(text, plan)


def events_to_edit(text: str) -> list[Event] | Refusal:
    """The events of a text (without byte order mark) with line breaks that all programs recognize."""
    if _ODD_BREAKS.search(text):
        return Refusal("the file contains line separators that some programs ignore")
    return read_events(text)


def prove(text: str, plan: Plan) -> Edit | Refusal:
    """Apply a plan to ``text`` and accept the result only if nothing but the plan happened.

    Two independent checks: the events of the new text are the expected ones (anchors, tags, values and styles
    included), and undoing the splices gives the old text back, character for character.
    """
    new = apply(text, plan.splices)
    events = read_events(new)
    if isinstance(events, Refusal) or [shape(e) for e in events] != [shape(e) for e in plan.expected]:
        return plan.doubt or Refusal("the change cannot be made without changing how the rest of the file reads")
    if undo(new, plan.splices) != text:
        return Refusal("the change cannot be made without touching the text around it")
    return Edit(new, plan.splices)


def apply(text: str, splices: Sequence[Splice]) -> str:
    """The text after all splices."""
    parts: list[str] = []
    at = 0
    for splice in splices:
        parts += (text[at : splice.start], splice.inserted)
        at = splice.start + len(splice.removed)
    return "".join((*parts, text[at:]))


def undo(text: str, splices: Sequence[Splice]) -> str | None:
    """The text before all splices, or None if the inserted text isn't where expected."""
    parts: list[str] = []
    at = moved = 0
    for splice in splices:
        start = splice.start + moved
        if not text.startswith(splice.inserted, start):
            return None
        parts += (text[at:start], splice.removed)
        at = start + len(splice.inserted)
        moved += len(splice.inserted) - len(splice.removed)
    return "".join((*parts, text[at:]))


def shifted(edit: Edit, prefix: str) -> Edit:
    """The same edit for a text that starts with ``prefix``."""
    splices = tuple(replace(splice, start=splice.start + len(prefix)) for splice in edit.splices)
    return Edit(prefix + edit.text, splices)
