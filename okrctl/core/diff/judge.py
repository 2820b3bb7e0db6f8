"""Every plan field that differs between two versions of an item, judged as its annotation says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from okrctl.core.company.workspace import Entry
from okrctl.core.diff.fields import plan_fields
from okrctl.core.format.doc import keys
from okrctl.core.format.meaning import Means
from okrctl.core.model.items import KeyResult, Objective
from okrctl.core.model.judges import Comparison, Judgment, JudgmentContext, Side, later_is_easier
from okrctl.core.model.kind_fields import alternatives, meaning, parts
from okrctl.core.values.frozen import frozen


@frozen
class FieldChange:
    """One plan field that differs."""

    field: str
    before: str | None
    after: str | None
    judgement: Judgment


def field_changes(before: Entry, after: Entry, standing: JudgmentContext) -> Iterator[FieldChange]:
    """Every plan field that differs between two versions of an item, judged."""
    old, new = plan_fields(before), plan_fields(after)
    other_kind = old.get("kind") != new.get("kind")
    of_measures = {key for node in (before, after) if node.measure for key in node.measure.own_keys()}
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        if was == now or _part_of_another(name, old, new) or (name == "except/order" and not _reordered(was, now)):
            continue
        if other_kind and (name == "kind" or name.partition("/")[0] in of_measures):
            if name == "kind":
                yield FieldChange(name, was, now, "changed")
            continue
        # one goal may be written in several ways: to write it in another one is one change
        elsewhere = None if other_kind else _said_instead(name, *((new, old) if now is None else (old, new)))
        if elsewhere is not None and now is None:
            continue
        if elsewhere is not None and was is None:
            was = old[elsewhere]
        change = Comparison(name, was, now, _side(before), _side(after), standing)
        yield FieldChange(name, was, now, _judged(before, change))


def _reordered(was: str | None, now: str | None) -> bool:
    """Whether exceptions present on both sides changed their order; new and removed ones are changes of their own."""
    sides = [text.split(", ") if text else [] for text in (was, now)]
    both = set(sides[0]) & set(sides[1])
    first, second = ([each for each in dict.fromkeys(side) if each in both] for side in sides)
    return first != second


def _said_instead(name: str, here: Mapping[str, str], there: Mapping[str, str]) -> str | None:
    """The key that says on one side alone what another key says on the other."""
    return next((key for key in alternatives(name) if key != name and key in here and key not in there), None)


def _part_of_another(name: str, old: dict[str, str], new: dict[str, str]) -> bool:
    """Whether it goes with a part that came or went as a whole."""
    steps = name.split("/")
    whole = "/".join(steps[:2])
    return len(steps) > 2 and steps[0] in parts() and (whole in old) != (whole in new)


def _judged(before: Entry, change: Comparison) -> Judgment:
    """What the annotation of a field says of its change."""
    key = change.field.partition("/")[0]
    measure = change.after.measure or change.before.measure
    if measure and key in measure.own_keys():
        means = meaning(type(measure), change.field)
        if means is not None and change.field in _step_title(change):
            return reworded("title", change.was, change.now)
        return stated(means, change)
    field = keys(type(before.item)).get(key)
    return stated(field.means, change) if field else "neutral"


def stated(means: Means | None, change: Comparison) -> Judgment:
    """A field without a defined effect counts as a change of the goal."""
    if means is not None and means.judge is not None:
        judgement: Judgment = means.judge(change)
        return judgement
    if means is not None and means.counts == "measured":
        return reworded(change.field, change.was, change.now)
    return "changed" if means is None or means.counts == "goal" else "neutral"


def _step_title(change: Comparison) -> tuple[str, ...]:
    """The field, where it holds the title of a step that is there on both sides."""
    key, *steps = change.field.split("/")
    titled = len(steps) == 1 and key in parts() and parts()[key].model is not None
    return (change.field,) if titled and change.was is not None and change.now is not None else ()


def reworded(field: str, was: str | None, now: str | None) -> Judgment:
    """Whether a field that says how a goal is measured says something else: case, spaces and punctuation apart.

    A definition or a source that was missing adds to what was agreed, and takes nothing away.
    """
    if was is None and field in _ADDS:
        return "neutral"
    exactly = field.partition("/")[0] in _EXACT
    sides = {(" ".join(text.split()) if exactly else _bare(text)) if text is not None else None for text in (was, now)}
    return "neutral" if len(sides) == 1 else "reworded"


def _bare(text: str) -> str:
    """A text without what is neither a letter, a digit nor part of a number; a text of nothing else is kept."""
    return _BLANKS.sub("", _PUNCTUATION.sub("", text.casefold())) or text


_ADDS = frozenset({"definition", "source"})
_EXACT = frozenset({"source", "kpi", "metric", "formula"})
# a sign or point before a digit belongs to a number
_PUNCTUATION = re.compile(r"[.,;:!?'\"()\u2019\u201c\u201d\u2026\u2013\u2014-](?!\d)")
_BLANKS = re.compile(r"(?<!\d)\s+|\s+(?!\d)")


def _side(node: Entry) -> Side:
    own = node.item.due if isinstance(node.item, KeyResult) else None
    return Side(node.measure, own or (node.cycle.end if node.cycle else None), node.cycle)


def inherited_changes(before: Entry, after: Entry) -> Iterator[FieldChange]:
    """What a key result gets from another objective that it was moved to: day, ambition, being a draft."""
    old, new = before.parent.item if before.parent else None, after.parent.item if after.parent else None
    if not isinstance(old, Objective) or not isinstance(new, Objective):
        return
    was, now = _side(before).due, _side(after).due
    own = any(isinstance(node.item, KeyResult) and node.item.due for node in (before, after))
    if was and now and was != now and not own:
        yield FieldChange("due", was.isoformat(), now.isoformat(), later_is_easier(was, now))
    if old.ambition != new.ambition:
        eased = new.ambition == "aspirational"
        yield FieldChange("ambition", old.ambition, new.ambition, "easier" if eased else "harder")
    if old.draft != new.draft:
        texts = ("true" if old.draft else None, "true" if new.draft else None)
        yield FieldChange("draft", *texts, "easier" if new.draft else "harder")
