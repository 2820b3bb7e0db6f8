"""The draft of a check-in: every proposed sentence with its evidence, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.draft.evidence import MOST, Evidence
from okrctl.core.draft.proposal import Draft, DraftedItem
from okrctl.core.values.counted import counted
from okrctl.views.blocks import Blank, Block, Document, Heading, Line, Run, document


def draft_document(draft: Draft, name: str) -> Document:
    """The draft of a department with this name."""
    blocks: list[Block] = [Heading(f"{name}: draft for {draft.day}", f"evidence since {draft.since}")]
    for item in draft.items:
        blocks += _item(item)
    if draft.perhaps:
        blocks += [Blank(), Line(Run("Left out: the id may be meant as an ordinary word", "strong"))]
        blocks += [_line((Run(each.mention.ref, "dim"), "  "), each) for each in draft.perhaps[:MOST]]
        blocks += _more(len(draft.perhaps))
    if draft.decisions:
        blocks += [Blank(), Line(Run("For you to decide: is it done?", "strong"))]
        for each, said in draft.decisions:
            blocks.append(Line(f"okrctl checkin {draft.department} --set {said}", 2, 4))
            blocks.append(_line((), each, indent=4))
    if draft.silent:
        what = counted(draft.silent, "item")
        blocks += [
            Blank(),
            Line(Run(f"Nothing found for {what}; okrctl checkin {draft.department} asks about them", "dim")),
        ]
    return document(blocks)


def _item(item: DraftedItem) -> Iterator[Block]:
    yield Blank()
    yield Line((Run(item.ref, "strong"), f"  {item.title}"), 0, 2)
    if item.value is not None:
        yield Line((f"{item.value.value}  ", Run(item.value.note or "", "dim")), 2, 4)
    for each in item.evidence[:MOST]:
        yield _line((), each)
    yield from _more(len(item.evidence))


def _line(before: tuple[Run | str, ...], each: Evidence, indent: int = 2) -> Line:
    return Line((f"{each.day}  ", *before, each.words, Run(f"  {each.place}", "dim")), indent, indent + 2)


def _more(count: int) -> Iterator[Block]:
    if count > MOST:
        yield Line(Run(f"… and {count - MOST} more", "dim"), 2)
