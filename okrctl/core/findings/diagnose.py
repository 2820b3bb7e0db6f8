"""Turns problems into diagnostics: only here does a slug become a code with a severity, and a path a position.

Also tells which errors a workspace does not count as such: its settings rate them lower, or a comment suppresses them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from okrctl.core.findings.rule import Rule, rule_coded, rule_named, rules
from okrctl.core.values.diagnostic import Diagnostic, DocPath, Place, Problem, RelatedSpot, Severity, Span
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml.comments import Suppression, may_speak, suppressions

if TYPE_CHECKING:
    from okrctl.core.yaml.locate import Locator


Source = Callable[[str], str | None]


@frozen
class Choice:
    """Selects findings by prefixes of codes: the longest match decides; ``ignore`` wins a tie."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, code: str) -> bool:
        """Whether a code is selected."""
        chosen = max((len(prefix) for prefix in self.select if code.startswith(prefix)), default=-1)
        refused = max((len(prefix) for prefix in self.ignore if code.startswith(prefix)), default=-1)
        if self.select and chosen < 0:
            return False
        return chosen > refused or refused < 0


@frozen
class Agreed:
    """The base's severities and suppressions, by which a change is judged."""

    tuned: Mapping[str, str]
    texts: tuple[tuple[str, str], ...]


class KnownSpans(Protocol):
    """Positions of places in files, by content."""

    def get(self, place: Place) -> Span | None:
        """The position of a place, if it is known."""

    def put(self, place: Place, span: Span) -> None:
        """Remember the position of a place."""


class Positions:
    """Locators of files, each created when first needed, or those that a caller keeps (``locator``).

    ``known`` are positions that need no locator.
    """

    def __init__(
        self,
        source: Source,
        base: Source | None = None,
        locator: Callable[[str, DocPath], Locator] | None = None,
        known: KnownSpans | None = None,
    ) -> None:
        self._kept = locator
        self._known = known
        self._sources = {False: source, True: base or source}
        self._made: dict[tuple[str, bool], Locator] = {}

    def __call__(self, path: str, base: bool = False) -> Locator:
        """The locator of a file (at the base); an empty one if its text isn't available."""
        if self._kept is not None and not base:
            return self._kept(path, ())
        if (path, base) not in self._made:
            from okrctl.core.yaml.locate import Locator

            self._made[path, base] = Locator(path, self._sources[base](path) or "")
        return self._made[path, base]

    def span(self, place: Place) -> Span:
        """The position of a place."""
        if place.span is not None:
            return place.span
        if self._kept is not None and not place.base:
            return self._kept(place.path, place.at).span(place)
        known = None if self._known is None or place.base else self._known.get(place)
        if known is not None:
            return known
        found = self(place.path, place.base).span(place)
        if self._known is not None and not place.base:
            self._known.put(place, found)
        return found


def diagnose(
    problems: Iterable[Problem],
    positions: Positions,
    tuned: Mapping[str, str],
    texts: Iterable[tuple[str, str]],
    choice: Choice = Choice(),
    *,
    whole: bool = True,
    agreed: Agreed | None = None,
) -> list[Diagnostic]:
    """Diagnostics by file and position, with adjusted severities and without suppressed ones.

    ``tuned`` are severities by code, from okrctl.yaml (``off`` silences), ``texts`` path and text of every file whose
    suppressions apply, ``agreed`` the settings for rules about changes, so that no change can silence them. Unless
    every file could be read (``whole``), unused suppressions can't be determined.
    """
    found: list[Diagnostic] = []
    for problem in problems:
        rule = rule_named(problem.rule)
        severity = (agreed.tuned if agreed and rule.base else tuned).get(rule.code) or problem.severity or rule.severity
        if severity != "off" and choice.wants(rule.code):
            found.append(_diagnostic(problem, rule, _severity(severity), positions))
    speaking = {path: suppressions(positions(path)) for path, text in texts if may_speak(text)}
    kept, used = _suppressed(found, speaking, _silent_at_base(agreed, positions))
    unused = rule_named("unused-suppression") if speaking else None
    if whole and unused is not None and choice.wants(unused.code) and tuned.get(unused.code) != "off":
        severity = _severity(tuned.get(unused.code) or unused.severity)
        known = {each.code: each for each in rules()}
        for path, comments in speaking.items():
            for comment in comments:
                kept.extend(_unused(path, comment, used, known, (unused, severity), positions, choice))
    return sorted(dict.fromkeys(kept), key=Diagnostic.sort_key)


def _severity(text: str) -> Severity:
    return "error" if text == "error" else "warning" if text == "warning" else "advice"


def _diagnostic(problem: Problem, rule: Rule, severity: Severity, positions: Positions) -> Diagnostic:
    place = problem.place
    related = tuple(
        RelatedSpot(other.place.path, positions.span(other.place), other.message, other.place.base)
        for other in problem.related
    )
    span = positions.span(place)
    return Diagnostic(
        rule.code, rule.name, severity, problem.message, problem.help, place.path, span, related, place.base
    )


def _silent_at_base(agreed: Agreed | None, positions: Positions) -> frozenset[tuple[str, int, str]]:
    """Paths, lines and codes in the base's suppressions."""
    texts = agreed.texts if agreed else ()
    speaking = ((path, suppressions(positions(path, True))) for path, text in texts if may_speak(text))
    return frozenset((path, each.line, code) for path, found in speaking for each in found for code in each.codes)


def _suppressed(
    found: list[Diagnostic],
    speaking: Mapping[str, list[Suppression]],
    at_base: frozenset[tuple[str, int, str]],
) -> tuple[list[Diagnostic], set[tuple[str, int, str]]]:
    silent: dict[tuple[str, int, str], list[int]] = {}
    for path, comments in speaking.items():
        for comment in comments:
            for code in comment.codes:
                silent.setdefault((path, comment.line, code), []).append(comment.span.line)
    kept, hit = [], set()
    for diagnostic in found:
        spot = (diagnostic.path, diagnostic.span.line, diagnostic.code)
        if (rule := rule_coded(diagnostic.code)) and rule.base:
            if at_base.isdisjoint(_spots_at_base(diagnostic)):
                kept.append(diagnostic)
        elif spot not in silent:
            kept.append(diagnostic)
        else:
            hit.add(spot)
    return kept, {(spot[0], line, spot[2]) for spot in hit for line in silent[spot]}


def _spots_at_base(diagnostic: Diagnostic) -> Iterable[tuple[str, int, str]]:
    """The lines of the base that a finding is about."""
    if diagnostic.base:
        yield diagnostic.path, diagnostic.span.line, diagnostic.code
    yield from ((each.path, each.span.line, diagnostic.code) for each in diagnostic.related if each.base)


def _unused(
    path: str,
    comment: Suppression,
    used: set[tuple[str, int, str]],
    known: Mapping[str, Rule],
    told_as: tuple[Rule, Severity],
    positions: Positions,
    choice: Choice,
) -> Iterable[Diagnostic]:
    rule, severity = told_as
    for code in comment.codes or ("",):
        if (path, comment.span.line, code) in used:
            continue
        if code in known and (known[code].day or known[code].base or not choice.wants(code)):
            # it may suppress something in a run that checks for it
            continue
        message = f"{code} suppresses nothing here" if code in known else f"there is no rule {code or '(empty)'}"
        problem = Problem(rule.name, Place(path, span=comment.span), message, "remove the comment")
        yield replace(_diagnostic(problem, rule, severity, positions), severity=severity)


Silent = Callable[[Problem], bool]


def never(problem: Problem) -> bool:
    """Every error counts."""
    return False


class Silence:
    """Decides whether a problem isn't an error.

    Fixing an error moves no goalpost, so errors excuse changes. One that nobody sees excuses nothing: otherwise a
    change could hide a goal behind a suppressed error, and the next one could put another goal in its place.

    ``tuned`` are severities by code, from okrctl.yaml, ``texts`` path and text of every file whose suppressions apply.
    """

    def __init__(self, tuned: Mapping[str, str], texts: Iterable[tuple[str, str]], positions: Positions) -> None:
        self._tuned = tuned
        self._texts = {path for path, text in texts if may_speak(text)}
        self._positions = positions

    def __call__(self, problem: Problem) -> bool:
        """Whether its severity is lower, or a comment suppresses it."""
        rule = rule_named(problem.rule)
        if (self._tuned.get(rule.code) or problem.severity or rule.severity) != "error":
            return True
        path = problem.place.path
        return path in self._texts and (path, self._positions.span(problem.place).line, rule.code) in self._spots

    @cached_property
    def _spots(self) -> frozenset[tuple[str, int, str]]:
        found = ((path, each) for path in self._texts for each in suppressions(self._positions(path)))
        return frozenset((path, each.line, code) for path, each in found for code in each.codes)
