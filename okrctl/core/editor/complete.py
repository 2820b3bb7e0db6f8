"""What may stand where the cursor is: keys, references, words, and whole items as snippets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from okrctl.core.company.people import owners_of
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.edit.written import scalar
from okrctl.core.editor.cursor import Cursor, cursor
from okrctl.core.editor.held import Held, held
from okrctl.core.editor.skeleton import Writer, quoted
from okrctl.core.findings.rule import rules
from okrctl.core.format import holds
from okrctl.core.format.doc import Doc, fields
from okrctl.core.model.checkins import REST
from okrctl.core.model.items import KeyResult
from okrctl.core.setup.snippets import kind_choices
from okrctl.core.values.frozen import frozen

MOST = 500
"""More are not offered at once; what is typed on narrows them down."""

_ORDINARY = re.compile(r"[A-Za-z][A-Za-z]+([ .&@-]?[A-Za-z]+)*")

Sort = Literal["key", "kind", "item", "reference", "word"]


@frozen
class Suggestion:
    """Something to insert instead of the word before the cursor.

    Attributes:
        label: what the list shows.
        insert: a snippet.
        sort: what it is.
        detail: half a line about it.
        words: what typing is compared with; the label without it.
    """

    label: str
    insert: str
    sort: Sort
    detail: str = ""
    words: str = ""


def completions(ws: Workspace, path: str, text: str, offset: int, today: date) -> tuple[str, list[Suggestion]]:
    """The word before the cursor, and what may stand in its place.

    ``text`` is what the file holds in the editor, ``offset`` counts characters, and ``today`` is offered for dates.
    """
    where = cursor(text, offset)
    wanted = held(path, where.steps) if where else None
    if where is None or wanted is None:
        return "", []
    found = _Offer(ws, path, where, today)
    chosen = found.keys(wanted) if where.on_key else found.values(wanted)
    typed = where.word.casefold()
    # editors filter by their own rules; here only what no rule can let pass is left out
    fits = (each for each in chosen if not typed or typed[0] in (each.words or each.label).casefold())
    return where.word, [each for each, _ in zip(fits, range(MOST), strict=False)]


class _Offer:
    def __init__(self, ws: Workspace, path: str, where: Cursor, today: date) -> None:
        self.ws = ws
        self.where = where
        self.today = today.isoformat()
        file = next((file for file in ws.files if file.path == path), None)
        self.department = (file.department or file.veils) if file else None

    def keys(self, home: Held) -> Iterator[Suggestion]:
        """Keys of the mapping in which the cursor is."""
        if home.by_key is not None:
            yield from self._keys_of_map(home)
        if home.doc is not None:
            yield from self._keys_of(home.doc)

    def _keys_of_map(self, home: Held) -> Iterator[Suggestion]:
        assert home.by_key is not None
        named, value = home.by_key
        for each in self._named(named):
            if each.label not in self.where.written:
                yield Suggestion(each.label, f"{each.insert}: ", each.sort, each.detail)
        if value.doc is not None and not named.marks and not self.where.flow:
            writer = Writer(self.today)
            lines = writer.place("id") + ":\n  " + writer.lines(value.doc).replace("\n", "\n  ")
            yield Suggestion("new entry", lines, "item", _summary(value.doc))

    def _keys_of(self, doc: type[Doc]) -> Iterator[Suggestion]:
        flow = self.where.flow
        decided = any(key in self.where.written for kind, _, _ in kind_choices() for key in kind.decided_by)
        if issubclass(doc, KeyResult) and not decided:
            for kind, key, choice in kind_choices():
                yield Suggestion(choice, Writer(self.today).kind(kind, key, flow=flow), "kind", kind.summary, key)
        for field in fields(doc):
            if field.key not in self.where.written:
                snippet = Writer(self.today).key(field, flow=flow)
                yield Suggestion(field.key, snippet, "key", field.info.description or "")

    def values(self, wanted: Held) -> Iterator[Suggestion]:
        """What may stand where a value is wanted."""
        if wanted.doc is not None:
            yield from self._mappings(wanted)
        for word in wanted.words:
            about = wanted.field.info.description if wanted.field else ""
            yield Suggestion(word, word, "word", about or "")
        if wanted.a_day:
            yield Suggestion(self.today, self.today, "word", "today")
        yield from self._named(wanted)

    def _mappings(self, wanted: Held) -> Iterator[Suggestion]:
        """A mapping as an item of a list, begun with one of its keys or written in full."""
        doc, key = wanted.doc, wanted.field.key if wanted.field else ""
        assert doc is not None
        name = key.removesuffix("s").replace("_", "-") if key.endswith("s") else "entry"
        if not self.where.new_item:
            yield Suggestion("{…}", Writer(self.today).braces(doc), "item", _summary(doc), self.where.word or "{")
            return
        if issubclass(doc, KeyResult):
            for kind, key, choice in kind_choices():
                writer = Writer(self.today)
                lines = f"{writer.lines(doc)}\n{writer.kind(kind, key, flow=False)}"
                yield Suggestion(choice, lines, "kind", kind.summary, f"{self.where.word}{key}")
        else:
            yield Suggestion(f"new {name}", Writer(self.today).lines(doc), "item", _summary(doc), f"new {name}")
        yield from self._keys_of(doc)

    def _named(self, wanted: Held) -> Iterator[Suggestion]:
        """Names of things that there are."""
        marks = wanted.marks
        if holds.REFERENCE in marks:
            yield from self._references(wanted)
        if holds.DEPARTMENT in marks:
            yield from self._departments(["all"])
        if wanted.field is not None and wanted.field.name == "department" and not marks:
            yield from self._departments([])
        if holds.METRIC in marks:
            for id, metric in self.ws.config.metrics.items():
                yield Suggestion(id, id, "reference", f"{metric.title}{f', {metric.unit}' if metric.unit else ''}")
        if holds.CYCLE in marks:
            yield from (Suggestion(name, name, "word", words) for name, words in cycles(self.ws, self.today))
        if holds.PERSON in marks:
            yield from (Suggestion(name, self._scalar(name), "word") for name in sorted(owners_of(self.ws)))
        if holds.RULE in marks:
            yield from (Suggestion(rule.code, rule.code, "word", f"{rule.name}: {rule.summary}") for rule in rules())

    def _scalar(self, text: str) -> str:
        """A text as a snippet that reads back as it is."""
        return quoted(text if _ORDINARY.fullmatch(text) else scalar(text, flow=self.where.flow))

    def _departments(self, more: Iterable[str]) -> Iterator[Suggestion]:
        for id, department in self.ws.departments.items():
            yield Suggestion(id, id, "reference", department.name)
        for name in (*more, *self.ws.config.external):
            yield Suggestion(name, name, "reference")

    def _references(self, wanted: Held) -> Iterator[Suggestion]:
        """Ids of the department itself, and references to whatever others have."""
        counts = wanted.field.means.counts if wanted.field else "words"
        journal = counts == "journal"
        fitting = {"journal": ("key_result", "kpi", "objective"), "measured": ("kpi",)}.get(
            counts, ("objective", "key_result")
        )
        if journal and wanted.field is not None and wanted.field.name == "unchanged":
            yield Suggestion(REST, REST, "word", "everything else that is due")
        for id, entries in self.ws.entries.get(self.department or "", {}).items():
            for entry in entries[-1:]:
                if entry.kind in fitting:
                    yield Suggestion(id, id, "reference", title_of(self.ws, entry))
        if journal:
            return
        for home, ids in self.ws.entries.items():
            for id, entries in ids.items() if home != self.department else ():
                if entries[-1].kind in fitting:
                    yield Suggestion(f"{home}/{id}", f"{home}/{id}", "reference", title_of(self.ws, entries[-1]))
        if counts == "identity":
            yield from self._departments([])


def title_of(ws: Workspace, entry: Entry) -> str:
    """The title of an objective, key result or KPI; a metric's where it has none of its own."""
    item = entry.key_result or (entry.kpi.kpi if entry.kpi else None)
    if item is None:
        return entry.objective.history.current.title if entry.objective else ""
    metric = ws.config.metrics.get(item.metric or "")
    return item.title or (metric.title if metric else "")


def cycles(ws: Workspace, today: str) -> Iterator[tuple[str, str]]:
    """Names of cycles with their days: those in use, and those of this year and the next."""
    year = int(today[:4])
    used = dict.fromkeys(placed.cycle.name for placed in ws.objectives if placed.cycle)
    usual = [f"{each}{part}" for each in (year, year + 1) for part in ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4")]
    for name in dict.fromkeys([*used, *usual]):
        cycle = ws.cycle(name)
        if cycle is not None:
            yield name, f"{cycle.start} to {cycle.end}"


def _summary(doc: type[Doc]) -> str:
    return (doc.__doc__ or "").partition("\n")[0].partition(":")[0].partition(" with ")[0].rstrip(".")
