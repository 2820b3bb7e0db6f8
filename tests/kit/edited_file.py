"""A made-up department file with comments and habits of its own, and edits of it as people make them.

The file is a model that is written out anew after each edit; what an edit does not touch comes out the same, byte for
byte. Every edit knows which places it touches, so that edits that have nothing to do with each other can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

Footprint = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """``key: text  # remark`` with lines above it."""

    key: str
    text: str
    remark: str = ""
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A list item: its first line carries the dash; ``below`` are comments that belong to it."""

    lines: tuple[Line, ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    inner: tuple[Item, ...] = ()
    inner_key: str = ""

    @property
    def id(self) -> str:
        return self.lines[0].text


@dataclass(frozen=True)
class File:
    """A department file and the habits of whoever writes it."""

    head: tuple[Line, ...]
    objectives: tuple[Item, ...]
    entries: tuple[Item, ...]
    foot: tuple[str, ...] = ()
    indent: int = 2
    spaced: bool = False

    def text(self) -> str:
        out = _lines(self.head, 0)
        out += ["objectives:", *_items(self.objectives, self.indent, spaced=self.spaced)]
        if self.entries:
            out += ["check_ins:", *_items(self.entries, self.indent, spaced=self.spaced)]
        return "".join(line + "\n" for line in (*out, *self.foot))


def _lines(lines: Iterable[Line], column: int) -> list[str]:
    pad = " " * column
    out: list[str] = []
    for line in lines:
        out += [pad + above if above else "" for above in line.above]
        parts = line.text.split("\n")
        out.append(f"{pad}{line.key}: {parts[0]}{'  ' + line.remark if line.remark else ''}".rstrip(" "))
        out += [pad + part for part in parts[1:]]
    return out


def _items(items: Iterable[Item], column: int, *, spaced: bool) -> list[str]:
    out: list[str] = []
    for number, item in enumerate(items):
        if spaced and number:
            out.append("")
        out += [" " * column + above for above in item.above]
        body = _lines(item.lines, column + 2)
        body[0] = " " * column + "- " + body[0][column + 2 :]
        out += body
        if item.inner_key:
            out += [" " * (column + 2) + item.inner_key + ":", *_items(item.inner, column + 4, spaced=False)]
        out += [" " * column + below for below in item.below]
    return out


@dataclass(frozen=True)
class Edit:
    """One edit: what it does, and what it touches."""

    name: str
    footprints: tuple[Footprint, ...]
    apply: Callable[[File], File] = field(compare=False, repr=False)


def apart(ours: Iterable[Edit], theirs: Iterable[Edit]) -> bool:
    """Whether no edit of one side touches what an edit of the other touches, or something around or inside it."""
    theirs = list(theirs)
    return not any(
        one[: len(two)] == two or two[: len(one)] == one
        for mine in ours
        for yours in theirs
        for one in mine.footprints
        for two in yours.footprints
    )


def applied(file: File, edits: Iterable[Edit]) -> File:
    for edit in edits:
        file = edit.apply(file)
    return file


REMARKS = ("", "", "# a remark", "# okrctl: ignore[OKR601] because")
ABOVE = ((), (), ("# above",), ("",), ("", "# above a gap"))
TEXTS = (
    "Grow",
    "'quoted: text'",
    '"double \\u00e9"',
    "über ☃",
    "|\n    block\n\n    # text",
    ">-\n    folded\n    text",
)
RESULTS = ("{a: 1}", "{a: 1, b: {value: 2, note: x}}", "\n    a: 1  # count\n    # in between\n    b: +3%")


@st.composite
def files(draw: st.DrawFn) -> File:
    """A valid file: two to three objectives with two to four key results, and some check-ins."""
    unit = iter(range(1000))

    def decorated(line: Line) -> Line:
        multi = "\n" in line.text
        mark = f" {next(unit)}"
        remark = draw(st.sampled_from(REMARKS))
        above = tuple(text and text + mark for text in draw(st.sampled_from(ABOVE)))
        return replace(line, remark=remark + mark if remark and not multi else "", above=above)

    def result(number: int) -> Item:
        lines = [Line("id", f"k{number}"), Line("title", draw(st.sampled_from(TEXTS))), Line("count", "5")]
        lines += [Line("owner", "Ana"), Line("tags", "[x, y]")][: draw(st.integers(0, 2))]
        below = draw(st.sampled_from(((), (), (f"# below {next(unit)}",))))
        return Item((lines[0], *map(decorated, lines[1:])), below=below)

    objectives = []
    for number in range(draw(st.integers(2, 3))):
        inner = tuple(result(number * 10 + each) for each in range(draw(st.integers(2, 4))))
        lines = (Line("id", f"o{number}"), decorated(Line("title", "Better")), decorated(Line("owner", "Bo")))
        objectives.append(Item(lines, inner=inner, inner_key="key_results", above=(f"# {next(unit)}",)))
    entries = [
        entry(f"2026-01-{number * 7 + 5:02}", "ana", draw(st.sampled_from(RESULTS)), f"n{number}")
        for number in range(draw(st.integers(0, 3)))
    ]
    head = (Line("okrctl", "1"), Line("department", "d"), Line("cycle", "2026-H1"), decorated(Line("lead", "Lo")))
    foot = draw(st.sampled_from(((), (), ("", f"# the end {next(unit)}"))))
    return File(head, tuple(objectives), tuple(entries), foot, draw(st.sampled_from((0, 2, 4))), draw(st.booleans()))


def entry(day: str, by: str, results: str, note: str, below: tuple[str, ...] = ()) -> Item:
    return Item((Line("date", day), Line("by", by), Line("note", note), Line("results", results)), below=below)


@st.composite
def edits(draw: st.DrawFn, file: File, side: str) -> list[Edit]:
    """One to five edits of a file; ``side`` marks what they bring in."""
    found: list[Edit] = []
    for number in range(draw(st.integers(1, 5))):
        kind = draw(
            st.sampled_from(
                (_check_in, _check_in, _set, _remark, _above, _add_key, _add_result, _delete, _move, _alter)
            )
        )
        edit = kind(draw, file, f"{side}{number}")
        if edit is not None and apart([edit], found):
            found.append(edit)
    return found


def _check_in(draw: st.DrawFn, file: File, mark: str) -> Edit:
    day = f"2026-0{draw(st.integers(2, 3))}-{draw(st.integers(1, 3)):02}"
    below = draw(st.sampled_from(((), (f"# below {mark}",))))
    new = entry(day, draw(st.sampled_from(("ana", "bo"))), draw(st.sampled_from(RESULTS)), mark, below)
    return Edit(f"check in {mark}", (("entry", mark),), lambda f: replace(f, entries=(*f.entries, new)))


def _pick(draw: st.DrawFn, file: File) -> tuple[int, int]:
    first = draw(st.integers(0, len(file.objectives) - 1))
    return first, draw(st.integers(0, len(file.objectives[first].inner) - 1))


def _on_result(ids: tuple[str, str], change: Callable[[Item], Item | None]) -> Callable[[File], File]:
    def apply(file: File) -> File:
        def within(item: Item) -> Item:
            inner = [change(each) if each.id == ids[1] else each for each in item.inner]
            return replace(item, inner=tuple(each for each in inner if each is not None))

        return replace(file, objectives=tuple(within(o) if o.id == ids[0] else o for o in file.objectives))

    return apply


def _on_line(key: str, change: Callable[[Line], Line]) -> Callable[[Item], Item]:
    return lambda item: replace(item, lines=tuple(change(line) if line.key == key else line for line in item.lines))


def _target(draw: st.DrawFn, file: File) -> tuple[tuple[str, str], str]:
    first, second = _pick(draw, file)
    item = file.objectives[first].inner[second]
    key = draw(st.sampled_from([line.key for line in item.lines[1:]]))
    return (file.objectives[first].id, item.id), key


def _set(draw: st.DrawFn, file: File, mark: str) -> Edit:
    ids, key = _target(draw, file)
    number = draw(st.integers(6, 9))
    text = {"count": str(number), "tags": f"[x, y, t{number}]"}.get(key, f"new {number}")
    apply = _on_result(ids, _on_line(key, lambda line: replace(line, text=text)))
    return Edit(f"set {ids[1]}.{key} to {text}", ((*ids, key, "text"),), apply)


def _remark(draw: st.DrawFn, file: File, mark: str) -> Edit | None:
    ids, key = _target(draw, file)
    line = next(o for o in file.objectives if o.id == ids[0]).inner
    if any("\n" in each.text for item in line if item.id == ids[1] for each in item.lines if each.key == key):
        return None
    apply = _on_result(ids, _on_line(key, lambda line: replace(line, remark=f"# remark {mark}")))
    return Edit(f"remark {ids[1]}.{key}", ((*ids, key, "remark"),), apply)


def _above(draw: st.DrawFn, file: File, mark: str) -> Edit:
    ids, key = _target(draw, file)
    apply = _on_result(ids, _on_line(key, lambda line: replace(line, above=(*line.above, f"# over {mark}"))))
    return Edit(f"comment over {ids[1]}.{key}", ((*ids, key, "above"),), apply)


def _add_key(draw: st.DrawFn, file: File, mark: str) -> Edit:
    ids, _ = _target(draw, file)
    key = draw(st.sampled_from(("why", "unit", "definition")))
    line = Line(key, mark, "# why not", (f"# new {mark}",))
    apply = _on_result(ids, lambda item: replace(item, lines=(*item.lines, line)))
    return Edit(f"add {ids[1]}.{key}", ((*ids, key),), apply)


def _add_result(draw: st.DrawFn, file: File, mark: str) -> Edit:
    first, second = _pick(draw, file)
    new = Item((Line("id", f"new-{mark}"), Line("title", "New", f"# {mark}"), Line("count", "2")), (f"# new {mark}",))

    def apply(file: File) -> File:
        objective = file.objectives[first]
        inner = (*objective.inner[:second], new, *objective.inner[second:])
        changed = replace(objective, inner=inner)
        return replace(file, objectives=(*file.objectives[:first], changed, *file.objectives[first + 1 :]))

    return Edit(f"add new-{mark}", ((file.objectives[first].id, f"new-{mark}"),), apply)


def _delete(draw: st.DrawFn, file: File, mark: str) -> Edit:
    first, second = _pick(draw, file)
    ids = (file.objectives[first].id, file.objectives[first].inner[second].id)
    # only one of an objective's key results may go, or nothing might be left of it
    return Edit(f"delete {ids[1]}", (ids, (ids[0], "\0delete")), _on_result(ids, lambda item: None))


def _move(draw: st.DrawFn, file: File, mark: str) -> Edit:
    first, _ = _pick(draw, file)
    name = file.objectives[first].id

    def turned(item: Item) -> Item:
        return replace(item, inner=(*item.inner[1:], item.inner[0])) if item.id == name else item

    def apply(file: File) -> File:
        return replace(file, objectives=tuple(map(turned, file.objectives)))

    return Edit(f"move in {name}", ((name, "\0order"),), apply)


def _alter(draw: st.DrawFn, file: File, mark: str) -> Edit | None:
    if not file.entries:
        return None
    number = draw(st.integers(0, len(file.entries) - 1))
    gone = draw(st.booleans())
    old = file.entries[number].lines[2].text

    def apply(file: File) -> File:
        entries = []
        for each in file.entries:
            if each.lines[2].text.partition(" ")[0] != old:
                entries.append(each)
            elif not gone:
                note = replace(each.lines[2], text=f"{old} as {mark} says")
                entries.append(replace(each, lines=(*each.lines[:2], note, *each.lines[3:])))
        return replace(file, entries=tuple(entries))

    return Edit(f"{'delete' if gone else 'alter'} entry {old}", (("entry", old),), apply)
