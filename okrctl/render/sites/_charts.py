"""Charts as SVG, drawn when a page is written: a browser needs no script for them, and they print sharp.

A plot is as wide as the page lets it be and of fixed height: lines live in an inner drawing that is stretched, texts and
dots are placed in per cent and keep their size. Colors are those of the style sheet, by class. No text of users is
drawn but through `words`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from okrctl.core.values.safe import line, xml
from okrctl.core.values.width import cut, width
from okrctl.views.page.network import Flow
from okrctl.views.page.parts import Link
from okrctl.views.page.trend import Point, Process, Trend
from okrctl.views.signs import sign, style

_WIDE = 1000
_ROOM = 0.12
_FAR = 1.2
_LABEL = 14
_DOTTED = 40


def words(text: str, columns: int | None = None) -> str:
    """Text of users in a drawing, on one line."""
    plain = line(text)
    return xml(plain if columns is None else cut(plain, columns))


def short(value: float) -> str:
    """A number as people say it: four digits at most, millions as such."""
    size = abs(value)
    if size >= 1e9:
        text = f"{value / 1e9:.3g} bn"
    elif size >= 1e6:
        text = f"{value / 1e6:.3g} M"
    elif size >= 1e4:
        text = f"{value:,.0f}"
    else:
        text = f"{value:.4g}" if size >= 1e-4 or not size else f"{value:.1e}"
    return text.replace("-", "−")


class _Scale(NamedTuple):
    """From days and values to places in a plot."""

    start: date
    days: int
    low: float
    high: float
    height: float
    top: float = 6.0

    def x(self, day: date) -> float:
        """In thousandths of the width."""
        return round(_WIDE * min(1.0, max(0.0, (day - self.start).days / self.days)), 1)

    def y(self, value: float) -> float:
        """In pixels from the top."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.top + (1 - min(1.15, max(-0.15, share))) * self.height, 1)

    def way(self, points: Iterable[Point]) -> str:
        """A line through points."""
        return "M" + "L".join(f"{self.x(day):g} {self.y(value):g}" for day, value in points)


def _scale(start: date, end: date, values: Sequence[float], wild: Sequence[float], height: float) -> _Scale:
    """A scale for these values; the wild ones are taken in only as far as they leave the others readable."""
    low, high = min(values), max(values)
    room = (high - low) or abs(high) * 0.2 or 1.0
    low = min(low, max(min(wild, default=low), low - _FAR * room))
    high = max(high, min(max(wild, default=high), high + _FAR * room))
    pad = ((high - low) or room) * _ROOM
    return _Scale(start, max(1, (end - start).days), low - pad, high + pad, height)


def _stretched(parts: Iterable[str], height: float) -> str:
    inner = "".join(parts)
    box = f'viewBox="0 0 {_WIDE} {height:g}" height="{height:g}" preserveAspectRatio="none"'
    return f'<svg class="st" {box}>{inner}</svg>'


def _line(kind: str, way: str) -> str:
    return f'<path class="{kind}" d="{way}"/>'


def _dot(kind: str, x: float, y: float, size: float, told: str = "") -> str:
    title = f"<title>{told}</title>" if told else ""
    return f'<circle class="{kind}" cx="{x / 10:g}%" cy="{y:g}" r="{size:g}">{title}</circle>'


def _text(kind: str, x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x / 10:g}%" y="{y:g}" text-anchor="{anchor}">{text}</text>'


def _spread(labels: Iterable[tuple[float, str, str]], bottom: float) -> Iterator[tuple[float, str, str]]:
    """Labels moved apart so that none lies on another, from the top down and back up from the bottom."""
    placed: list[tuple[float, str, str]] = []
    for y, kind, text in sorted(labels, key=lambda label: label[0]):
        least = placed[-1][0] + _LABEL if placed else 10.0
        placed.append((max(y, least), kind, text))
    limit = bottom
    for at in range(len(placed) - 1, -1, -1):
        y, kind, text = placed[at]
        placed[at] = (min(y, limit), kind, text)
        limit = placed[at][0] - _LABEL
    yield from placed


def trend(found: Trend) -> str:
    """A key result: values, plan, band, forecast, what its owner projects, changes of the plan, confidence."""
    values = [value for _, value in (*found.points, *found.plan)]
    values += [each for each in (found.low, found.high, found.target) if each is not None]
    if not found.points or not values:
        return ""
    wild = [each for each in (*(found.ahead or ()), found.projected) if each is not None]
    high = 112.0
    scale = _scale(found.start, found.end, values, wild, high)
    bottom = scale.top + high
    strip = 26 if found.confidence else 0
    total = round(bottom + 8 + strip + 16)
    lines = [*_level(found, scale, bottom), *_ahead(found, scale)]
    if found.plan:
        lines.append(_line("c-plan", scale.way(found.plan)))
    lines.append(_line("c-day", f"M{scale.x(found.today):g} 0V{bottom + 4:g}"))
    lines += [_line("c-mark", f"M{scale.x(day):g} 0V{bottom:g}") for day, _ in found.marks]
    if len(found.points) > 1:
        lines.append(_line("c-line", scale.way(found.points)))
    if len(found.points) <= _DOTTED:
        lines.append(_line("c-dots", "".join(f"M{scale.x(d):g} {scale.y(v):g}h0" for d, v in found.points[:-1])))
    day, value = found.points[-1]
    dots = [_dot("c-now", scale.x(day), scale.y(value), 4.2)]
    if found.projected is not None:
        dots.append(_text("c-own", _WIDE, scale.y(found.projected) + 4, "◆", "end"))
    dots += [
        _text("c-amended", min(scale.x(day), 990), 9, f"▾<title>{words(f'{day}: {field} amended')}</title>", "middle")
        for day, field in found.marks
    ]
    parts = [_stretched(lines, total), *dots, *_confidence(found, scale, bottom + 8), *_days(scale, found, total)]
    told = words(found.told)
    return (
        f'<div class="trend"><svg class="plot" width="100%" height="{total}" role="img" aria-label="{told}">'
        f'{"".join(parts)}</svg><svg class="gutter" width="96" height="{total}" aria-hidden="true">'
        f"{''.join(_labels(found, scale, bottom, strip))}</svg></div>"
    )


def _level(found: Trend, scale: _Scale, bottom: float) -> Iterator[str]:
    """The band of a level, open towards a side without a bound."""
    if found.low is None and found.high is None:
        return
    top = 0.0 if found.high is None else scale.y(found.high)
    low = bottom if found.low is None else scale.y(found.low)
    yield f'<rect class="c-band" x="0" y="{top:g}" width="{_WIDE}" height="{max(1.0, low - top):g}"/>'
    for bound in (found.low, found.high):
        if bound is not None:
            yield _line("c-bound", f"M0 {scale.y(bound):g}H{_WIDE}")


def _ahead(found: Trend, scale: _Scale) -> Iterator[str]:
    if found.ahead is None:
        return
    day, value = found.points[-1]
    low, middle, high = found.ahead
    x, y = scale.x(day), scale.y(value)
    yield _line("c-ahead", f"M{x:g} {y:g}L{_WIDE} {scale.y(high):g}V{scale.y(low):g}Z")
    yield _line("c-lead", f"M{x:g} {y:g}L{_WIDE} {scale.y(middle):g}")


def _labels(found: Trend, scale: _Scale, bottom: float, strip: int) -> Iterator[str]:
    """What the lines end at, beside the plot."""
    labels = [(scale.y(found.points[-1][1]) + 4, "l-now", words(found.now_text, 12))]
    if found.target is not None and found.plan:
        labels.append((scale.y(found.target) + 4, "l-aim", words(f"target {found.target_text}", 16)))
    for bound, mark in ((found.low, "≥"), (found.high, "≤")):
        if bound is not None:
            labels.append((scale.y(bound) + 4, "l-aim", f"{mark} {short(bound)}"))
    if found.ahead is not None:
        labels.append((scale.y(found.ahead[1]) + 4, "l-lead", f"→ {short(found.ahead[1])}"))
    if found.projected is not None:
        labels.append((scale.y(found.projected) + 4, "l-own", f"◆ {short(found.projected)}"))
    for y, kind, text in _spread(labels, bottom + 4):
        yield f'<text class="{kind}" x="6" y="{y:g}">{text}</text>'
    if strip:
        sure = found.confidence[-1][1]
        yield f'<text class="l-day" x="6" y="{bottom + 30:g}">sure {sure:g}/10</text>'


def _confidence(found: Trend, scale: _Scale, top: float) -> Iterator[str]:
    """How sure the owner was, as columns: the higher the surer."""
    for day, value in found.confidence:
        high = round(2 + value * 2, 1)
        kind = "c-unsure" if value <= 3 else "c-sure"
        x = min(scale.x(day), 994) / 10
        yield f'<rect class="{kind}" x="{x:g}%" y="{top + 22 - high:g}" width="4" height="{high:g}"/>'


def _days(scale: _Scale, found: Trend, total: int) -> Iterator[str]:
    """The first and the last day, and today where there is room between them."""
    y = total - 3
    yield _text("l-day", 0, y, _day(found.start))
    yield _text("l-day", _WIDE, y, _day(found.end), "end")
    if 300 < scale.x(found.today) < 700:
        yield _text("l-day", scale.x(found.today), y, "today", "middle")


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def process(found: Process, told: str) -> str:
    """An XmR chart: values around their mean within natural limits; what lies outside is a signal."""
    if len(found.points) < 2:
        return ""
    values = [value for _, value in found.points]
    values += [each for each in (found.low, found.high) if each is not None]
    wild = [each for each in (found.at_least, found.at_most) if each is not None]
    start, end = found.points[0][0], found.points[-1][0]
    scale = _scale(start, end, values, wild, 78.0)
    bottom = scale.top + 78
    lines = []
    if wild:
        top = 0.0 if found.at_most is None else scale.y(found.at_most)
        low = bottom if found.at_least is None else scale.y(found.at_least)
        lines.append(f'<rect class="c-band" x="0" y="{top:g}" width="{_WIDE}" height="{max(1.0, low - top):g}"/>')
    begin = scale.x(found.points[min(found.since, len(found.points) - 1)][0])
    for limit, kind in ((found.low, "c-limit"), (found.mean, "c-mean"), (found.high, "c-limit")):
        if limit is not None:
            lines.append(_line(kind, f"M{begin:g} {scale.y(limit):g}H{_WIDE}"))
    lines.append(_line("c-line", scale.way(found.points)))
    if len(found.points) <= _DOTTED:
        lines.append(_line("c-dots", "".join(f"M{scale.x(d):g} {scale.y(v):g}h0" for d, v in found.points)))
    dots = []
    for at, (day, value) in enumerate(found.points):
        outside = at >= found.since and found.low is not None and found.high is not None
        outside = outside and not (found.low or 0) <= value <= (found.high or 0)
        last = at == len(found.points) - 1
        if outside or last:
            kind, size = ("c-out", 4.2) if outside else ("c-now", 3.8)
            dots.append(_dot(kind, scale.x(day), scale.y(value), size, f"{day}: {short(value)}"))
    labels = [(scale.y(value) + 4, kind, text) for value, kind, text in _limits(found)]
    gutter = "".join(
        f'<text class="{kind}" x="6" y="{y:g}">{text}</text>' for y, kind, text in _spread(labels, bottom + 4)
    )
    days = [_text("l-day", 0, bottom + 18, _day(start)), _text("l-day", _WIDE, bottom + 18, _day(end), "end")]
    total = round(bottom + 22)
    return (
        f'<div class="trend"><svg class="plot" width="100%" height="{total}" role="img" aria-label="{words(told)}">'
        f"{_stretched(lines, total)}{''.join(dots)}{''.join(days)}</svg>"
        f'<svg class="gutter" width="76" height="{total}" aria-hidden="true">{gutter}</svg></div>'
    )


def _limits(found: Process) -> Iterator[tuple[float, str, str]]:
    yield found.points[-1][1], "l-now", short(found.points[-1][1])
    if found.mean is not None and found.low is not None and found.high is not None:
        yield found.mean, "l-day", f"mean {short(found.mean)}"
        yield found.low, "l-day", short(found.low)
        yield found.high, "l-day", short(found.high)


def curve(points: Sequence[tuple[float | None, float | None]], told: str, days: Sequence[str] = ()) -> str:
    """A score by weeks beside what was expected: as small as a word, or with its days as wide as there is room."""
    known = [(at, score, due) for at, (score, due) in enumerate(points) if score is not None and due is not None]
    if len(known) < 2:
        return ""
    high = 58.0 if days else 26.0
    top = max(1.0, *(max(score, due) for _, score, due in known))
    last = len(points) - 1

    def place(at: int, value: float) -> tuple[float, float]:
        return _WIDE * at / last, 4 + (1 - max(0.0, value) / top) * (high - 8)

    def way(values: Iterable[tuple[int, float]]) -> str:
        return "M" + "L".join(f"{x:.0f} {y:.1f}" for x, y in (place(at, value) for at, value in values))

    lines = [
        *([_line("c-grid", f"M0 {place(0, share)[1]:g}H{_WIDE}") for share in (0.0, 1.0)] if days else []),
        _line("c-plan", way((at, due) for at, _, due in known)),
        _line("c-line", way((at, score) for at, score, _ in known)),
    ]
    at, score, due = known[-1]
    x, y = place(at, score)
    parts = [_stretched(lines, high), _dot("c-now", x, y, 4 if days else 3)]
    if days:
        parts += [_text("l-day", 0, high + 13, words(days[0])), _text("l-day", _WIDE, high + 13, "today", "end")]
    total = high + 16 if days else high
    return f'<svg class="curve" width="100%" height="{total:g}" role="img" aria-label="{words(told)}">{"".join(parts)}</svg>'


def meter(progress: float | None, due: float | None, look: str, told: str) -> str:
    """How far it is, with a tick where it should be today."""
    full = 0.0 if progress is None else min(1.0, max(0.0, progress)) * 100
    tick = (
        ""
        if due is None
        else f'<rect class="m-tick" x="{min(99.2, max(0.0, due * 100)):.1f}%" y="0" width="2" height="12"/>'
    )
    return (
        f'<svg class="meter" width="100%" height="12" role="img" aria-label="{words(told)}">'
        f'<rect class="m-track" y="3" width="100%" height="6" rx="3"/>'
        f'<rect class="m-fill {look}" y="3" width="{full:.1f}%" height="6" rx="3"/>{tick}</svg>'
    )


class _Side(NamedTuple):
    """A department on one side of the drawing: where its ports begin, and how many it has."""

    link: Link
    top: float
    ports: int


_PORT, _GAP, _NAME, _SPAN, _COUNT = 18.0, 10.0, 210, 480, 36


def flows(found: Sequence[Flow], href: str) -> str:
    """Who waits (left) for whom (right): an arrow for each pair of departments, with its count and its worst state.

    Each arrow leads to the list of what it stands for; ``href`` is what stands before the names of such places.
    """
    if not found:
        return ""
    left, right = _ordered(found)
    lefts, high_left = _placed(left, (flow.waiting for flow in found))
    rights, high_right = _placed(right, (flow.asked for flow in found))
    high = max(high_left, high_right)
    shift = {"l": (high - high_left) / 2, "r": (high - high_right) / 2}
    wide = 2 * _NAME + _SPAN
    parts = [*_names(lefts, shift["l"], _NAME, "end"), *_names(rights, shift["r"], _NAME + _SPAN, "start")]
    rank_left = {ref: at for at, ref in enumerate(left)}
    rank_right = {ref: at for at, ref in enumerate(right)}
    used_left: dict[str, int] = {}
    used_right: dict[str, int] = {}
    ports: dict[int, tuple[float, float]] = {}
    for at, flow in sorted(enumerate(found), key=lambda each: rank_right[each[1].asked.ref]):
        side, number = lefts[flow.waiting.ref], used_left.get(flow.waiting.ref, 0)
        used_left[flow.waiting.ref] = number + 1
        ports[at] = (shift["l"] + side.top + (number + 0.5) * _PORT, 0.0)
    for at, flow in sorted(enumerate(found), key=lambda each: rank_left[each[1].waiting.ref]):
        side, number = rights[flow.asked.ref], used_right.get(flow.asked.ref, 0)
        used_right[flow.asked.ref] = number + 1
        ports[at] = (ports[at][0], shift["r"] + side.top + (number + 0.5) * _PORT)
    # what is worst is drawn last, and so on top
    parts += [_arrow(found[at], *ports[at], href) for at in reversed(range(len(found)))]
    return (
        f'<svg class="flows" viewBox="0 0 {wide} {high + 4:g}" width="{wide}" height="{high + 4:g}" role="group" '
        f'aria-label="Who waits for whom">{"".join(parts)}</svg>'
    )


def _arrow(flow: Flow, start: float, end: float, href: str) -> str:
    x, to = _NAME + _COUNT, _NAME + _SPAN - 10
    middle = (x + to) / 2
    count, look = len(flow.rows), style(flow.worst) or "dim"
    many = "dependency" if count == 1 else "dependencies"
    told = words(f"{flow.waiting.title} waits for {flow.asked.title}: {count} {many}, {flow.worst}")
    names = f'data-a="{words(flow.waiting.ref)}" data-b="{words(flow.asked.ref)}"'
    thick = min(5.0, 1 + count * 0.5)
    return (
        f'<a class="flow k-{look}{" exposed" if flow.exposed else ""}" {names} '
        f'href="{words(href)}between/{words(flow.waiting.ref)}/{words(flow.asked.ref)}" aria-label="{told}"><title>{told}</title>'
        f'<path class="hit" d="M{x} {start:g}C{middle:g} {start:g} {middle:g} {end:g} {to} {end:g}"/>'
        f'<path class="way" stroke-width="{thick:g}" d="M{x} {start:g}C{middle:g} {start:g} {middle:g} {end:g} {to} {end:g}"/>'
        f'<path class="tip" d="M{to} {end - 4:g}l8 4l-8 4z"/>'
        f'<text x="{_NAME + 8}" y="{start + 4:g}">{count} {sign(flow.worst)}</text></a>'
    )


def _names(sides: dict[str, _Side], shift: float, x: float, anchor: str) -> Iterator[str]:
    for ref, side in sides.items():
        top, high = shift + side.top, side.ports * _PORT
        at = x - 8 if anchor == "end" else x + 10
        bar = x - 3 if anchor == "end" else x
        name = cut(line(side.link.title or ref), 25)
        yield (
            f'<g class="dept" data-d="{words(ref)}"><rect class="bar" x="{bar:g}" y="{top + 1:g}" width="3" height="{high - 2:g}" rx="1.5"/>'
            f'<text x="{at:g}" y="{top + high / 2 + 4:g}" text-anchor="{anchor}">{xml(name)}</text></g>'
        )


def _placed(order: Sequence[str], links: Iterable[Link]) -> tuple[dict[str, _Side], float]:
    """The departments of a side below each other, each as high as it has arrows; and how high they are together."""
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


def _ordered(found: Sequence[Flow]) -> tuple[list[str], list[str]]:
    """The departments of both sides so that few arrows cross: each near the middle of those it is tied to."""
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
