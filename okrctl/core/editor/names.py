"""What the name under the cursor means, where that is defined, and where else it is named."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.company.links import links
from okrctl.core.company.references import Target, Unresolved, meaning
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.editor.held import held
from okrctl.core.format import holds
from okrctl.core.planning.rename import Renaming
from okrctl.core.scores.journal import index_journal
from okrctl.core.scores.plan import key_of
from okrctl.core.values.diagnostic import DocPath, Place, Span
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml.locate import Places


@frozen
class MetricName:
    """An entry of the company's dictionary."""

    id: str


@frozen
class Word:
    """A key or a plain value under the cursor: where it stands in the document, and its text's span."""

    at: DocPath
    on_key: bool
    span: Span


Meaning = Target | MetricName


def word_at(places: Places, line: int, column: int) -> Word | None:
    """The key or plain value at a position; lines and columns count from 1."""

    def there(span: Span) -> bool:
        begun = (span.line, span.column) <= (line, column)
        return begun and (line, column) <= (span.end_line, span.end_column)

    for at, span in places.keys.items():
        if span.line == line and there(span):
            return Word(at, True, span)
    found = [(at, span) for at, span in places.values.items() if span.line <= line and there(span)]
    # what is deepest begins last
    found.sort(key=lambda each: len(each[0]))
    return Word(found[-1][0], False, found[-1][1]) if found else None


def meaning_of(ws: Workspace, path: str, word: Word, text: str) -> Meaning | None:
    """What a word names: an item, a milestone, a department, a metric; None where it names nothing known."""
    steps = tuple(None if isinstance(step, int) else step for step in word.at)
    if word.on_key:
        home = held(path, steps[:-1])
        marks = home.by_key[0].marks if home and home.by_key else frozenset()
        if holds.REFERENCE in marks:
            return _said(ws, path, word.at, text)
        return MetricName(text) if steps[:-1] == ("metrics",) and text in ws.config.metrics else None
    if steps and steps[-1] == "id":
        return _defined(ws, path, word.at[:-1], text)
    wanted = held(path, steps)
    if wanted is None:
        return None
    if steps == ("department",):
        return Target(text) if text in ws.departments else None
    if holds.METRIC in wanted.marks:
        return MetricName(text) if text in ws.config.metrics else None
    if wanted.marks & {holds.REFERENCE, holds.DEPARTMENT}:
        return _linked(ws, path, word.at) or _said(ws, path, word.at, text)
    return None


def item_around(ws: Workspace, path: str, at: DocPath) -> Entry | None:
    """The objective, key result or KPI in which a place lies, the innermost."""
    entries = {entry.at: entry for entry in entries_of(ws, path)}
    while at:
        if at in entries:
            return entries[at]
        at = at[:-1]
    return None


def entries_of(ws: Workspace, path: str) -> Iterator[Entry]:
    """The objectives, key results and KPIs of a file."""
    department = next((file.department for file in ws.files if file.path == path), None)
    for group in ws.entries.get(department or "", {}).values():
        yield from (entry for entry in group if entry.path == path)


def definition(ws: Workspace, meant: Meaning) -> Place | None:
    """Where it is defined; None for a group outside the files."""
    if isinstance(meant, MetricName):
        return Place(ws.config.path, ("metrics", meant.id), on_key=True)
    if meant.external:
        return None
    if meant.entry is None:
        department = ws.departments[meant.department]
        return Place((department.described_in or department.paths)[0], ("department",))
    return _step(meant) or meant.entry.place("id")


def mentions(ws: Workspace, meant: Meaning) -> Iterator[Place]:
    """Every place that names it, in plans, journals and the dictionary; not where it is defined."""
    if isinstance(meant, MetricName):
        yield from _of_metric(ws, meant.id)
        return
    named = Renaming(meant, "")
    for link in links(ws):
        if named.concerns(link.target) and link.text != "all":
            yield link.place
    if meant.entry is None:
        yield from (Place(path, ("department",)) for path in ws.departments[meant.department].paths)
    elif meant.milestone is None:
        for mention in index_journal(ws).mentions.get(key_of(meant.entry), ()):
            if mention.key is not None:
                yield Place(mention.placed.path, mention.at, on_key=mention.at[-2] == "results")


def _of_metric(ws: Workspace, id: str) -> Iterator[Place]:
    for placed in ws.objectives:
        for result in placed.history.current.key_results:
            if result.metric == id:
                yield Place(placed.path, (*result.at, "metric"))
    yield from (Place(kpi.path, (*kpi.kpi.at, "metric")) for kpi in ws.kpis if kpi.kpi.metric == id)
    for other, metric in ws.config.metrics.items():
        if metric.formula and id in metric.formula.metrics:
            yield Place(ws.config.path, ("metrics", other, "formula"))


def _defined(ws: Workspace, path: str, at: DocPath, text: str) -> Target | None:
    """The item, or the milestone, whose id stands here."""
    entry = item_around(ws, path, at)
    if entry is None:
        return None
    if entry.at == at:
        return Target(entry.department, entry)
    return Target(entry.department, entry, text) if len(at) == len(entry.at) + 2 else None


def _linked(ws: Workspace, path: str, at: DocPath) -> Target | None:
    """What a reference of the plan means; one alone may stand without its list or braces."""
    for link in links(ws):
        there = link.place.at
        if link.place.path == path and there[: len(at)] == at and len(there) - len(at) <= 2:
            return link.target if isinstance(link.target, Target) and link.text != "all" else None
    return None


def _said(ws: Workspace, path: str, at: DocPath, text: str) -> Target | None:
    """What a word of the journal means on the day of its entry."""
    file = next((file for file in ws.files if file.path == path), None)
    if file is None or file.department is None:
        return None
    entry = next((each for each in file.check_ins if each.at == at[:2]), None)
    if entry is None:
        return None
    found = meaning(ws, file.department, text, entry.day, objectives=True)
    return None if isinstance(found, Unresolved) else Target(found.department, found)


def _step(meant: Target) -> Place | None:
    result = meant.entry.key_result if meant.entry else None
    if meant.milestone is None or result is None or result.measure is None or meant.entry is None:
        return None
    for step, inside in result.measure.placed_steps("id"):
        if step.id == meant.milestone:
            return Place(meant.entry.path, (*meant.entry.at, *inside))
    return None
