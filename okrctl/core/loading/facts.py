"""Turns one file's text into facts: the map step of loading.

The result depends only on the text, so it is the same for a file on disk, a blob in git or a string in a test.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import Any
from zlib import compress, decompress

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from okrctl.core.format.doc import put, put_given
from okrctl.core.format.validate import key_order, shape
from okrctl.core.loading.earlier_plans import Build, WorkBudget, earlier_plans
from okrctl.core.model.checkins import CheckIn, written_again
from okrctl.core.model.files import DepartmentFile, FileFacts, History, department_doc, head_of
from okrctl.core.model.items import KeyResult, Objective, objective_doc
from okrctl.core.model.kept import JournalFrame, KeptCheckIns, frame_of
from okrctl.core.model.registry import measure_of
from okrctl.core.values.cycle import parse_date
from okrctl.core.values.diagnostic import HARMLESS, DocPath, Place, Problem
from okrctl.core.values.frozen import frozen
from okrctl.core.values.pattern import pattern
from okrctl.core.values.text import MOST_EARLIER
from okrctl.core.yaml import Reading, read
from okrctl.core.yaml.comments import cut_off, may_speak

_RESULTS = "results"
_DEPARTMENT = pattern(r"^department:[ \t]*['\"]?([a-z0-9][a-z0-9-]*)", re.MULTILINE)


@frozen
class SoundFile:
    """The data to restore the facts of a file without problems from: its plain data and, separately, its check-ins.

    ``check_ins`` is JSON, packed to a sixth of its size. Most reports need only the plan and never read it.
    """

    plan: Any
    check_ins: bytes


def facts_again(path: str, kept: SoundFile) -> FileFacts | None:
    """The facts of a file, restored from what :func:`read_department` returned with them; None for anything else."""
    about = kept.plan
    if not (isinstance(about, dict) and isinstance(about.get("data"), dict) and "check_ins" in about):
        return None
    document = shape(department_doc(), about["data"], path)
    if document.model is None:
        return None
    count, newest, keys, rests = about["check_ins"]
    frame = JournalFrame(count, newest and parse_date(newest), frozenset(keys), rests)
    check_ins = KeptCheckIns(frame, partial(_check_ins_again, path, kept.check_ins))
    builder = _Builder(path, about["data"], document.problems, WorkBudget(MOST_EARLIER))
    return replace(builder.facts(document.model), speaks=about["speaks"] is True, check_ins=check_ins)


def _check_ins_again(path: str, kept: bytes) -> tuple[CheckIn, ...]:
    """Check-ins from their JSON. Their results are known to be valid, and nearly all are plain texts."""
    data = from_json(decompress(kept))
    head = {"okrctl": "1", "department": "kept"}
    bare = [{key: value for key, value in each.items() if key != _RESULTS} for each in data or ()]
    model = shape(department_doc(), {**head, "check_ins": bare}, path).model
    assert model is not None
    try:
        for entry, each in zip(model.check_ins, data or (), strict=True):
            if each.get(_RESULTS) is not None:
                written = {k: v if type(v) is str else written_again(v) for k, v in each[_RESULTS].items()}
                put(entry, "written", written)
    except ValidationError:
        model = shape(department_doc(), {**head, "check_ins": data}, path).model
        assert model is not None
    return tuple(model.check_ins)


def department_facts(path: str, text: str, *, pure: bool | None = None, reading: Reading | None = None) -> FileFacts:
    """The facts of one department file; see :func:`read_department`."""
    return read_department(path, text, pure=pure, reading=reading)[0]


def read_department(
    path: str, text: str, *, pure: bool | None = None, reading: Reading | None = None
) -> tuple[FileFacts, SoundFile | None]:
    """The facts of one department file and, if it has no problems, the data to restore them from.

    ``path`` is workspace-relative, with ``/``, and names the file in problems. ``pure`` forces one of the YAML parsers;
    see :func:`okrctl.core.yaml.read`. ``reading`` is the text as already read.
    """
    reading = reading or read(path, text, pure=pure)
    speaks = may_speak(text)
    facts = _facts(path, text, reading, pure)
    if speaks:
        facts = replace(facts, speaks=True)
    if facts.problems:
        return facts, None
    assert isinstance(reading.data, dict)
    plan = {key: value for key, value in reading.data.items() if key != "check_ins"}
    frame = frame_of(facts.check_ins)
    day = None if frame.newest is None else frame.newest.isoformat()
    told = {"data": plan, "speaks": speaks, "check_ins": [frame.count, day, sorted(frame.keys), frame.rests]}
    kept = SoundFile(told, compress(to_json(reading.data.get("check_ins")), 1))
    again = partial(_check_ins_again, path, kept.check_ins)
    return replace(facts, check_ins=KeptCheckIns(frame, again, tuple(facts.check_ins))), kept


def _facts(path: str, text: str, reading: Reading, pure: bool | None) -> FileFacts:
    problems = list(reading.problems)
    if reading.broken or not isinstance(reading.data, dict):
        if not reading.broken:
            problems.append(_not_a_file(path, reading.data))
        return _unreadable(path, text, tuple(problems))
    problems.extend(cut_off(path, text, pure=pure))
    problems.extend(key_order(path, reading.data, department_doc()))
    document = shape(department_doc(), reading.data, path)
    problems.extend(document.problems)
    if document.model is None:
        return _unreadable(path, text, tuple(problems))
    return _Builder(path, reading.data, problems, WorkBudget(MOST_EARLIER)).facts(document.model)


def unreadable_facts(path: str, problem: Problem) -> FileFacts:
    """Facts of a file that isn't even text."""
    return _unreadable(path, "", (problem,))


def _unreadable(path: str, text: str, problems: tuple[Problem, ...]) -> FileFacts:
    """Empty facts, with a guess of the department: by its key, else by the file's name."""
    named = _DEPARTMENT.search(text)
    veils = named[1] if named else _likely_department(path)
    return FileFacts(path, problems=problems, unreadable=True, incomplete=True, veils=veils)


def _likely_department(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _not_a_file(path: str, data: Any) -> Problem:
    if data is None:
        return Problem("missing-key", Place(path), "the file is empty", "start with `okrctl: 1` and `department: …`")
    found = "a list" if isinstance(data, list) else "a text"
    message = f"expected a mapping of keys, found {found}"
    return Problem("wrong-type", Place(path), message, "start with `okrctl: 1` and `department: …`")


class _Builder:
    """Makes facts from a validated document: the combined meaning of its keys, and the plans of earlier days."""

    def __init__(
        self,
        path: str,
        data: dict[str, Any],
        problems: list[Problem],
        effort: WorkBudget,
    ) -> None:
        self.path = path
        self.effort = effort
        self.data = data
        self.problems = problems
        self.refused = {problem.place.at for problem in problems}

    def facts(self, doc: DepartmentFile) -> FileFacts:
        objectives = tuple(self.history(each, doc.cycle) for each in doc.objectives)
        # the value was refused, so the department is unknown
        nameless = ("department",) in self.refused
        return FileFacts(
            path=self.path,
            department=None if nameless else doc.department,
            head=head_of(doc),
            objectives=objectives,
            kpis=doc.kpis,
            check_ins=doc.check_ins,
            problems=tuple(self.problems),
            incomplete=any(problem.rule not in HARMLESS for problem in self.problems),
            veils=_likely_department(self.path) if nameless else None,
        )

    def history(self, doc: Objective, cycle: str | None) -> History:
        raw = self.written(doc.at)
        current = self.understood(doc, raw, cycle, self.problems)
        if not current.amended and not any(result.amended for result in current.key_results):
            return History(current)
        build = self.earlier_objective(current.at, cycle)
        return History(current, earlier_plans(self.path, raw, current, self.problems, build, self.effort))

    def written(self, at: DocPath) -> Any:
        """The plain data at a document path, as in the file; nothing if only an earlier plan had it."""
        raw: Any = self.data
        for step in at:
            if isinstance(raw, list) and isinstance(step, int) and step >= len(raw):
                return {}
            raw = raw[step]
        return raw

    def earlier_objective(self, at: DocPath, cycle: str | None) -> Build:
        """A function that reads an earlier version of an objective; it returns None if that is invalid."""

        def build(raw: dict[str, Any]) -> Objective | None:
            earlier = shape(objective_doc(), raw, self.path, at)
            if earlier.model is None or len(earlier.problems) > len(self.problems):
                return None
            return self.understood(earlier.model, raw, cycle, [])

        return build

    def understood(self, doc: Objective, raw: dict[str, Any], cycle: str | None, problems: list[Problem]) -> Objective:
        """The objective with its cycle and the kinds of its key results."""
        put_given(doc, doc.model_fields_set - (set() if raw.get("ambition") else {"ambition"}))
        put(doc, "cycle", self.cycle_of(doc, cycle, problems))
        for result in doc.key_results:
            self.understand(result, problems)
        return doc

    def cycle_of(self, doc: Objective, default: str | None, problems: list[Problem]) -> str | None:
        """Its own cycle, or the file's; an invalid one is not replaced."""
        if (*doc.at, "cycle") in self.refused:
            return None
        if doc.cycle is None and default is None and ("cycle",) not in self.refused:
            message = f"neither the objective {doc.id} nor the file has a cycle"
            help = "add `cycle: 2026-H1` to the file"
            problems.append(Problem("missing-key", Place(self.path, doc.at), message, help))
        return doc.cycle or default

    def understand(self, doc: KeyResult, problems: list[Problem]) -> None:
        """Set the kind of a key result."""
        put_given(doc, doc.model_fields_set)
        place = Place(self.path, doc.at)
        if doc.title is None and doc.metric is None:
            message = f"the key result {doc.id} has no title"
            help = "add `title:`, or `metric:` to use the metric's title"
            problems.append(Problem("missing-key", place, message, help))
        measure, found = measure_of(doc, place, self.written(doc.at))
        problems.extend(found)
        put(doc, "measure", measure)
