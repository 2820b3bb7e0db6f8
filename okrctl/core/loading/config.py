"""okrctl.yaml: from text to :class:`~okrctl.core.model.items.Config`."""

from __future__ import annotations

from typing import Any

from okrctl.core.format.key_order import key_order
from okrctl.core.format.settings import WorkspaceDoc
from okrctl.core.format.validate import shape
from okrctl.core.model.items import Config, Metric, Person
from okrctl.core.model.origin import source_of
from okrctl.core.values.cycle import FiscalYear
from okrctl.core.values.diagnostic import Place, Problem
from okrctl.core.yaml import DEFAULT_LIMITS, Limits, read
from okrctl.core.yaml.comments import cut_off


def load_config(path: str, text: str, limits: Limits = DEFAULT_LIMITS) -> Config:
    """The workspace's settings; ``unusable`` when the text is no okrctl.yaml at all.

    Args:
        path: the file's name, for problems.
        text: its decoded text.
        limits: how much it may hold.
    """
    reading = read(path, text, limits)
    problems = list(reading.problems)
    if reading.broken or not isinstance(reading.data, dict):
        if not reading.broken:
            message = "the file is empty" if reading.data is None else "the file is not a mapping of keys"
            help = "begin with `okrctl: 1` and `organization: …`"
            problems.append(Problem("missing-key", Place(path), message, help))
        return Config(problems=tuple(problems), unusable=True, path=path)
    problems.extend(cut_off(path, text))
    problems.extend(key_order(path, reading.data))
    document = shape(WorkspaceDoc, reading.data, path)
    problems.extend(document.problems)
    if document.model is None:
        return Config(problems=tuple(problems), unusable=True, path=path)
    return _config(document.model, tuple(problems), path)


def _config(doc: Any, problems: tuple[Problem, ...], path: str) -> Config:
    default = Config()
    year, rhythm, pace, sources = doc.fiscal_year, doc.check_in, doc.pace, doc.sources
    grades = dict(default.grades)
    for ambition in ("aspirational", "committed"):
        pair = getattr(doc.grades, ambition) if doc.grades else None
        if pair:
            grades[ambition] = (pair[0], pair[1])
    return Config(
        organization=doc.organization,
        files=tuple(doc.files) if doc.files else default.files,
        fiscal_year=FiscalYear(int(year.starts), year.named_after or "start") if year else default.fiscal_year,
        external=tuple(doc.external or ()),
        people={
            id: Person(id, person.name, person.email, tuple(person.owns or ()))
            for id, person in (doc.people or {}).items()
        },
        every=_or(rhythm and rhythm.every, default.every),
        grace=_or(rhythm and rhythm.grace, default.grace),
        layout=(rhythm and rhythm.layout) or default.layout,
        at_risk=_or(pace and pace.at_risk, default.at_risk),
        off_track=_or(pace and pace.off_track, default.off_track),
        grades=grades,
        metrics={id: _metric(id, entry) for id, entry in (doc.metrics or {}).items()},
        rules=dict(doc.rules or {}),
        sources_allow=tuple(sources.allow or ()) if sources else (),
        sources_seconds=int(sources.seconds) if sources else default.sources_seconds,
        problems=problems,
        path=path,
    )


def _metric(id: str, doc: Any) -> Metric:
    source, tags = source_of(doc.source), tuple(doc.tags or ())
    return Metric(id, doc.title, doc.unit, doc.better, doc.definition, doc.indicator, source, tags)


def _or(value: Any, default: Any) -> Any:
    return default if value is None else value
