"""Dependencies between departments, drawn in two columns: readable with nine departments and with forty.

Each department has as many ports as arrows, so neither names nor counts overlap, and the order of both columns avoids
crossing arrows as far as possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from okrctl.core.values.counted import counted
from okrctl.core.values.safe import line, xml
from okrctl.core.values.width import cut, width
from okrctl.render.sites._drawing import words
from okrctl.views.page.network import Flow
from okrctl.views.page.parts import Link
from okrctl.views.signs import sign, style

_MANY = 40
"""With more arrows than this, only those to trouble are drawn in full strength."""
_PORT, _GAP, _NAME, _SPAN, _COUNT, _CUT = 18.0, 10.0, 210, 480, 36, 25


class _Side(NamedTuple):
    """A department on one side of the drawing: the position of its ports, and their number."""

    link: Link
    top: float
    ports: int


def flows(found: Sequence[Flow], href: str) -> str:
    """Dependents (left) and providers (right): one arrow per pair of departments, with its count and worst state.

    Each arrow links to the list of its dependencies; ``href`` is the start of those addresses.
    """
    if not found:
        return ""
    left, right = _ordered(found)
    waiting, asked = [flow.waiting for flow in found], [flow.asked for flow in found]
    (lefts, high), (rights, other) = _placed(left, waiting), _placed(right, asked)
    down, up = max(0.0, (other - high) / 2), max(0.0, (high - other) / 2)
    starts = _ports(found, lefts, waiting, asked, right, down)
    ends = _ports(found, rights, asked, waiting, left, up)
    wide, total = 2 * _NAME + _SPAN, max(high, other) + 4
    parts = [*_names(lefts, down, _NAME, "end"), *_names(rights, up, _NAME + _SPAN, "start")]
    # the worst is drawn last, and so on top
    parts += [_arrow(found[at], starts[at], ends[at], href) for at in reversed(range(len(found)))]
    kind = "flows many" if len(found) > _MANY else "flows"
    return (
        f'<svg class="{kind}" viewBox="0 0 {wide} {total:g}" width="{wide}" height="{total:g}" role="group" '
        f'aria-label="Who waits for whom">{"".join(parts)}</svg>'
    )


def _placed(order: Sequence[str], links: Iterable[Link]) -> tuple[dict[str, _Side], float]:
    """The departments of a side below each other, each as high as its arrows need; and the total height."""
    counts: dict[str, int] = {}
    known: dict[str, Link] = {}
    for link in links:
        counts[link.ref] = counts.get(link.ref, 0) + 1
        known[link.ref] = link
    sides, top = {}, 2.0
    for ref in order:
        sides[ref] = _Side(known[ref], top, counts[ref])
        top += counts[ref] * _PORT + _GAP
    return sides, top - _GAP + 2


def _ports(
    found: Sequence[Flow],
    sides: dict[str, _Side],
    near: Sequence[Link],
    far: Sequence[Link],
    order: Sequence[str],
    shift: float,
) -> list[float]:
    """Where each arrow meets a side: sorted by the height of its other end."""
    rank = {ref: at for at, ref in enumerate(order)}
    used: dict[str, int] = {}
    places = [0.0] * len(found)
    for at in sorted(range(len(found)), key=lambda each: rank[far[each].ref]):
        ref = near[at].ref
        places[at] = shift + sides[ref].top + (used.get(ref, 0) + 0.5) * _PORT
        used[ref] = used.get(ref, 0) + 1
    return places


def _arrow(flow: Flow, start: float, end: float, href: str) -> str:
    x, to = _NAME + _COUNT, _NAME + _SPAN - 10
    middle = (x + to) / 2
    count, look = len(flow.rows), style(flow.worst) or "dim"
    many = counted(count, "dependency", "dependencies")
    told = words(f"{flow.waiting.title} waits for {flow.asked.title}: {many}, {flow.worst}")
    one, other = words(flow.waiting.ref), words(flow.asked.ref)
    way = f"M{x} {start:g}C{middle:g} {start:g} {middle:g} {end:g} {to} {end:g}"
    kind = f"flow k-{look}{' exposed' if flow.exposed else ''}"
    return (
        f'<a class="{kind}" data-a="{one}" data-b="{other}" href="{words(href)}between/{one}/{other}" '
        f'aria-label="{told}"><title>{told}</title><path class="hit" d="{way}"/>'
        f'<path class="way" stroke-width="{min(5.0, 1 + count * 0.5):g}" d="{way}"/>'
        f'<path class="tip" d="M{to} {end - 4:g}l8 4l-8 4z"/>'
        f'<text x="{_NAME + 8}" y="{start + 4:g}">{count} {sign(flow.worst)}</text></a>'
    )


def _names(sides: dict[str, _Side], shift: float, x: float, anchor: str) -> Iterator[str]:
    for ref, side in sides.items():
        top, high = shift + side.top, side.ports * _PORT
        at, bar = (x - 8, x - 3) if anchor == "end" else (x + 10, x)
        name = xml(cut(line(side.link.title or ref), _CUT))
        yield (
            f'<g class="dept" data-d="{words(ref)}"><rect class="bar" x="{bar:g}" y="{top + 1:g}" width="3" '
            f'height="{high - 2:g}" rx="1.5"/><text x="{at:g}" y="{top + high / 2 + 4:g}" '
            f'text-anchor="{anchor}">{name}</text></g>'
        )


def _ordered(found: Sequence[Flow]) -> tuple[list[str], list[str]]:
    """The departments of both sides, each near the middle of those it is connected to, so that few arrows cross."""
    left = list(dict.fromkeys(flow.waiting.ref for flow in found))
    right = list(dict.fromkeys(flow.asked.ref for flow in found))
    ties_left: dict[str, list[str]] = {}
    ties_right: dict[str, list[str]] = {}
    for flow in found:
        ties_left.setdefault(flow.waiting.ref, []).append(flow.asked.ref)
        ties_right.setdefault(flow.asked.ref, []).append(flow.waiting.ref)
    for _ in range(8):
        right = _toward(right, ties_right, left)
        left = _toward(left, ties_left, right)
    return left, right


def _toward(order: list[str], ties: dict[str, list[str]], others: list[str]) -> list[str]:
    rank = {ref: at for at, ref in enumerate(others)}
    middle = {ref: sum(rank[other] for other in ties[ref]) / len(ties[ref]) for ref in order}
    return sorted(order, key=lambda ref: (middle[ref], width(ref)))
