"""Links between departments besides dependencies: joint objectives, shared metrics, supported goals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from okrctl.core.company.links import EVERYONE, Link
from okrctl.core.company.references import Target
from okrctl.core.contracts.dependency import parts_of
from okrctl.core.scores.scoring import ENDED, Scores
from okrctl.core.values.diagnostic import Spot
from okrctl.core.values.frozen import frozen

Tie = Literal["joint", "metric", "supports"]
_OVER = ("dropped", "draft", *ENDED)


@frozen
class Shared:
    """One link. ``refs`` are its items: the joint objective; all items with the metric; supporter and supported."""

    kind: Tie
    departments: tuple[str, ...]
    refs: tuple[str, ...]
    metric: str | None = None


def shared(links: Iterable[Link], scores: Scores, departments: Collection[str]) -> tuple[Shared, ...]:
    """All links between departments on a day, without dropped items, drafts and ended ones."""
    parts = parts_of(scores)
    living = [
        (link, link.target)
        for link in links
        if isinstance(link.target, Target)
        and link.target.department != link.source.department
        and (part := parts.get(link.source.spot)) is not None
        and part.status not in _OVER
    ]
    return (*_joint(living, departments), *_metrics(scores), *_supports(living))


def _joint(living: list[tuple[Link, Target]], departments: Collection[str]) -> Iterator[Shared]:
    partners: dict[tuple[str, Spot], set[str]] = {}
    for link, partner in living:
        if link.kind == "joint_with":
            partners.setdefault((link.source.ref, link.source.spot), set()).add(partner.department)
    for (ref, _), others in sorted(partners.items()):
        home = ref.partition("/")[0]
        if EVERYONE.department in others:
            others = {*others, *departments} - {EVERYONE.department, home}
        yield Shared("joint", (home, *sorted(others)), (ref,))


def _metrics(scores: Scores) -> Iterator[Shared]:
    users: dict[str, set[tuple[str, str]]] = {}
    for objective in scores.objectives:
        for result in objective.key_results:
            metric = result.planned.key_result.metric
            if metric and result.status not in _OVER:
                users.setdefault(metric, set()).add((result.planned.department, result.planned.ref))
    for watched in scores.kpis:
        if watched.planned.kpi.metric:
            users.setdefault(watched.planned.kpi.metric, set()).add((watched.planned.department, watched.planned.ref))
    for metric, found in sorted(users.items()):
        departments = tuple(sorted({department for department, _ in found}))
        if len(departments) > 1:
            yield Shared("metric", departments, tuple(ref for _, ref in sorted(found)), metric)


def _supports(living: list[tuple[Link, Target]]) -> Iterator[Shared]:
    pairs = {
        (link.source.ref, supported.ref, link.source.department, supported.department)
        for link, supported in living
        if link.kind == "supports" and not supported.external
    }
    for supporter, ref, own, other in sorted(pairs):
        yield Shared("supports", (own, other), (supporter, ref))
