"""One file's text to its facts: the map step of loading.

Nothing but the text decides what comes out, so the same holds for a file on disk, a blob in git or a test's string.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from okrctl.core.format.key_order import key_order
from okrctl.core.format.models import department_doc, objective_doc
from okrctl.core.format.validate import Shaped, shape
from okrctl.core.loading.earlier_plans import Effort, earlier_plans
from okrctl.core.model import items as m
from okrctl.core.model.kind import measure_of
from okrctl.core.model.origin import source_of
from okrctl.core.values.diagnostic import HARMLESS, DocPath, Place, Problem
from okrctl.core.yaml import DEFAULT_LIMITS, Limits, read
from okrctl.core.yaml.comments import cut_off, may_speak

_DEPARTMENT = re.compile(r"^department:[ \t]*['\"]?([a-z0-9][a-z0-9-]*)", re.MULTILINE)


def department_facts(path: str, text: str, limits: Limits = DEFAULT_LIMITS, *, pure: bool | None = None) -> m.FileFacts:
    """The facts of one department file.

    Args:
        path: workspace-relative, with ``/``; names the file in problems.
        text: its decoded text.
        limits: how much a file may hold.
        pure: force one of the YAML parsers; see :func:`okrctl.core.yaml.read`.
    """
    facts = _facts(path, text, limits, pure)
    return replace(facts, speaks=True) if may_speak(text) else facts


def _facts(path: str, text: str, limits: Limits, pure: bool | None) -> m.FileFacts:
    reading = read(path, text, limits, pure=pure)
    problems = list(reading.problems)
    if reading.broken or not isinstance(reading.data, dict):
        if not reading.broken:
            problems.append(_not_a_file(path, reading.data))
        return _unreadable(path, text, tuple(problems))
    problems.extend(cut_off(path, text, pure=pure))
    problems.extend(key_order(path, reading.data))
    document = shape(department_doc(), reading.data, path)
    problems.extend(document.problems)
    if document.model is None:
        return _unreadable(path, text, tuple(problems))
    return _Builder(path, reading.data, document, problems, Effort(limits.earlier)).facts()


def unreadable_facts(path: str, problem: Problem) -> m.FileFacts:
    """Facts of a file that could not even be read as text."""
    return _unreadable(path, "", (problem,))


def _unreadable(path: str, text: str, problems: tuple[Problem, ...]) -> m.FileFacts:
    """No facts, but a guess at the department: by its key, else by the file's name."""
    named = _DEPARTMENT.search(text)
    veils = named[1] if named else _likely_department(path)
    return m.FileFacts(path, problems=problems, unreadable=True, incomplete=True, veils=veils)


def _likely_department(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _not_a_file(path: str, data: Any) -> Problem:
    if data is None:
        return Problem("missing-key", Place(path), "the file is empty", "begin with `okrctl: 1` and `department: …`")
    found = "a list" if isinstance(data, list) else "a text"
    message = f"the file holds {found}; a mapping of keys is wanted"
    return Problem("wrong-type", Place(path), message, "begin with `okrctl: 1` and `department: …`")


class _Builder:
    """Turns a validated document into facts, with the document path of everything."""

    def __init__(
        self, path: str, data: dict[str, Any], document: Shaped, problems: list[Problem], effort: Effort
    ) -> None:
        self.path = path
        self.effort = effort
        self.data = data
        self.document = document
        self.problems = problems
        self.refused = {problem.place.at for problem in problems}

    def facts(self) -> m.FileFacts:
        doc = self.document.model
        items = self.document.items
        objectives = tuple(self.history(o, at, doc.cycle) for at, o in items(("objectives",), doc.objectives))
        kpis = tuple(_kpi(k, at, items) for at, k in items(("kpis",), doc.kpis))
        check_ins = tuple(_check_in(c, at) for at, c in items(("check_ins",), doc.check_ins))
        # a stand-in for what was refused: nobody knows whose file this is
        nameless = ("department",) in self.refused
        return m.FileFacts(
            path=self.path,
            department=None if nameless else doc.department,
            name=doc.name,
            lead=doc.lead,
            weight=doc.weight,
            cycle=doc.cycle,
            check_in=_cadence(doc.check_in),
            objectives=objectives,
            kpis=kpis,
            check_ins=check_ins,
            problems=tuple(self.problems),
            incomplete=any(problem.rule not in HARMLESS for problem in self.problems),
            veils=_likely_department(self.path) if nameless else None,
        )

    def history(self, doc: Any, at: DocPath, cycle: str | None) -> m.History:
        current = self.objective(doc, at, cycle, self.problems, self.document)
        if not current.amended and not any(kr.amended for kr in current.key_results):
            return m.History(current)
        raw = self.written(at)
        build = self.earlier_objective(cycle, at)
        return m.History(current, earlier_plans(self.path, raw, current, self.problems, build, self.effort))

    def written(self, at: DocPath) -> Any:
        """The plain data at a document path, as the file has it; nothing for what only an earlier plan had."""
        raw: Any = self.data
        for step in at:
            if isinstance(raw, list) and isinstance(step, int) and step >= len(raw):
                return {}
            raw = raw[step]
        return raw

    def earlier_objective(self, cycle: str | None, at: DocPath) -> Any:
        """A reader for an objective as it was before some amendments; None when that is no objective."""

        def build(raw: dict[str, Any]) -> m.Objective | None:
            earlier = shape(objective_doc(), raw, self.path, at)
            if earlier.model is None or len(earlier.problems) > len(self.problems):
                return None
            return self.objective(earlier.model, at, cycle, [], _Offset(earlier, at))

        return build

    def objective(self, doc: Any, at: DocPath, cycle: str | None, problems: list[Problem], items: Any) -> m.Objective:
        results = items.items((*at, "key_results"), doc.key_results)
        return m.Objective(
            **_common(doc, at, items),
            cycle=self.cycle_of(doc, at, cycle, problems),
            ambition=doc.ambition or "aspirational",
            ambition_given=doc.ambition is not None,
            joint_with=tuple(doc.joint_with or ()),
            key_results=tuple(self.key_result(k, k_at, problems, items) for k_at, k in results),
            initiatives=tuple(doc.initiatives or ()),
        )

    def cycle_of(self, doc: Any, at: DocPath, default: str | None, problems: list[Problem]) -> str | None:
        """Its own cycle, or the file's; nothing stands in for one that was refused."""
        if (*at, "cycle") in self.refused:
            return None
        if doc.cycle is None and default is None and ("cycle",) not in self.refused:
            message = f"the objective {doc.id} has no cycle, and neither has the file"
            problems.append(Problem("missing-key", Place(self.path, at), message, "add `cycle: 2026-H1` to the file"))
        return doc.cycle or default

    def key_result(self, doc: Any, at: DocPath, problems: list[Problem], items: Any) -> m.KeyResult:
        if doc.title is None and doc.metric is None:
            message = f"the key result {doc.id} has no title"
            help = "add `title:`; with `metric:` the dictionary's title serves"
            problems.append(Problem("missing-key", Place(self.path, at), message, help))
        measure, found = measure_of(doc, Place(self.path, at), self.written(at))
        problems.extend(found)
        return m.KeyResult(
            **_common(doc, at, items),
            measure=measure,
            unit=doc.unit,
            metric=doc.metric,
            kpi=doc.kpi,
            definition=doc.definition,
            due=doc.due,
            source=source_of(doc.source),
            indicator=doc.indicator,
        )


class _Offset:
    """Document paths of an objective that was read on its own."""

    def __init__(self, document: Shaped, at: DocPath) -> None:
        self.document = document
        self.depth = len(at)

    def items(self, at: DocPath, values: Any) -> Any:
        for inner, value in self.document.items(at[self.depth :], values):
            yield (*at[: self.depth], *inner), value


def _common(doc: Any, at: DocPath, items: Any) -> dict[str, Any]:
    """The fields that objectives and key results share, as far as they are given."""
    found: dict[str, Any] = {"title": None, "at": at}
    for name, value in vars(doc).items():
        take = _TAKEN.get(name) if value is not None else None
        if take is not None:
            found[name] = take(value, at, items)
    return found


def _same(value: Any, at: DocPath, items: Any) -> Any:
    return value


def _listed(value: Any, at: DocPath, items: Any) -> tuple[Any, ...]:
    return tuple(value)


_TAKEN: dict[str, Callable[[Any, DocPath, Any], Any]] = {
    **dict.fromkeys(("id", "title", "why", "owner", "weight", "carried_from", "draft"), _same),
    **dict.fromkeys(("tags", "supports", "formerly"), _listed),
    "links": lambda links, at, items: tuple(m.Link(link.url, link.title) for link in links),
    "check_in": lambda doc, at, items: _cadence(doc),
    "depends_on": lambda needs, at, items: tuple(
        m.Need(n.ref, n.need, n.due, n_at) for n_at, n in items.items((*at, "depends_on"), needs)
    ),
    "promised_to": lambda given, at, items: tuple(
        _promise(p, p_at) for p_at, p in items.items((*at, "promised_to"), given)
    ),
    "dropped": lambda doc, at, items: m.Dropped(doc.date, doc.why),
    "amended": lambda changes, at, items: tuple(
        m.Amendment(a.date, a.field, a.before, a.after, a.why, a.approved_by, a_at)
        for a_at, a in items.items((*at, "amended"), changes)
    ),
    "closed": lambda doc, at, items: m.Closed(doc.date, doc.learned),
}


def _promise(doc: Any, at: DocPath) -> m.Promise:
    return m.Promise(doc, None, at) if isinstance(doc, str) else m.Promise(doc.ref, doc.due, at)


def _cadence(doc: Any) -> m.Cadence | None:
    return None if doc is None else m.Cadence(doc.every, doc.grace)


def _kpi(doc: Any, at: DocPath, items: Any) -> m.Kpi:
    return m.Kpi(
        id=doc.id,
        title=doc.title,
        at=at,
        unit=doc.unit,
        metric=doc.metric,
        definition=doc.definition,
        owner=doc.owner,
        at_least=doc.at_least,
        at_most=doc.at_most,
        exceptions=tuple(
            m.Exemption(e.start, e.end, e.at_least, e.at_most, e.why, e_at)
            for e_at, e in items((*at, "except"), doc.exceptions)
        ),
        check_in=_cadence(doc.check_in),
        source=source_of(doc.source),
        tags=tuple(doc.tags or ()),
    )


def _check_in(doc: Any, at: DocPath) -> m.CheckIn:
    results = {key: _result(value) for key, value in (doc.results or {}).items()}
    if doc.corrects is None:
        # outside a correction an absent value says nothing
        results = {key: value for key, value in results.items() if not value.withdrawn}
    return m.CheckIn(doc.date, doc.by, at, doc.note, results, tuple(doc.unchanged or ()), doc.corrects)


def _result(doc: Any) -> m.Result:
    if doc is None:
        return m.Result(withdrawn=True)
    if isinstance(doc, str):
        return m.Result(value=doc)
    if isinstance(doc, list):
        return m.Result(done=tuple(doc))
    done = None if doc.done is None else tuple(doc.done)
    return m.Result(doc.value, done, doc.baseline, doc.confidence, doc.note)
