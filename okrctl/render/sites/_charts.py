"""Charts of key results and KPIs, drawn when a page is written: they need no script, and print sharply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from okrctl.render.sites._drawing import WIDE, Scale, dot, scale_of, short, spread, stretched, stroke, text_at, words
from okrctl.views.page.trend import Process, Trend

_DOTTED = 40
"""With more values than this, only the line is drawn."""


def trend(found: Trend) -> str:
    """A key result: values, plan, range, forecast, the owner's projection, changes of the plan, confidence."""
    values = [value for _, value in (*found.points, *found.plan)]
    values += [each for each in (found.low, found.high, found.target) if each is not None]
    if not found.points or not values:
        return ""
    wild = [each for each in (*(found.ahead or ()), found.projected) if each is not None]
    high = 112.0
    scale = scale_of(found.start, found.end, values, wild, high)
    bottom = scale.top + high
    strip = 26 if found.confidence else 0
    total = round(bottom + 8 + strip + 16)
    lines = [*_level(found, scale, bottom), *_ahead(found, scale)]
    if found.plan:
        lines.append(stroke("c-plan", scale.way(found.plan)))
    lines.append(stroke("c-day", f"M{scale.x(found.today):g} 0V{bottom + 4:g}"))
    lines += [stroke("c-mark", f"M{scale.x(day):g} 0V{bottom:g}") for day, _ in found.marks]
    if len(found.points) > 1:
        lines.append(stroke("c-line", scale.way(found.points)))
    if len(found.points) <= _DOTTED:
        lines.append(stroke("c-dots", "".join(f"M{scale.x(d):g} {scale.y(v):g}h0" for d, v in found.points[:-1])))
    day, value = found.points[-1]
    dots = [dot("c-now", scale.x(day), scale.y(value), 4.2)]
    if found.projected is not None:
        dots.append(text_at("c-own", WIDE, scale.y(found.projected) + 4, "◆", "end"))
    dots += [
        text_at("c-amended", min(scale.x(day), 990), 9, f"▾<title>{words(f'{day}: {field} amended')}</title>", "middle")
        for day, field in found.marks
    ]
    parts = [stretched(lines, total), *dots, *_confidence(found, scale, bottom + 8), *_days(scale, found, total)]
    return _framed(parts, _labels(found, scale, bottom, strip), found.told, total, 96)


def _framed(plot: Iterable[str], labels: Iterable[str], told: str, height: int, gutter: int) -> str:
    """A plot with its labels beside it."""
    return (
        f'<div class="trend"><svg class="plot" width="100%" height="{height}" role="img" aria-label="{words(told)}">'
        f'{"".join(plot)}</svg><svg class="gutter" width="{gutter}" height="{height}" aria-hidden="true">'
        f"{''.join(labels)}</svg></div>"
    )


def _band(low: float | None, high: float | None, scale: Scale, bottom: float) -> str:
    """A range, open on a side without a bound."""
    top = 0.0 if high is None else scale.y(high)
    below = bottom if low is None else scale.y(low)
    return f'<rect class="c-band" x="0" y="{top:g}" width="{WIDE}" height="{max(1.0, below - top):g}"/>'


def _level(found: Trend, scale: Scale, bottom: float) -> Iterator[str]:
    """The range of a level."""
    if found.low is None and found.high is None:
        return
    yield _band(found.low, found.high, scale, bottom)
    for bound in (found.low, found.high):
        if bound is not None:
            yield stroke("c-bound", f"M0 {scale.y(bound):g}H{WIDE}")


def _ahead(found: Trend, scale: Scale) -> Iterator[str]:
    if found.ahead is None:
        return
    day, value = found.points[-1]
    low, middle, high = found.ahead
    x, y = scale.x(day), scale.y(value)
    yield stroke("c-ahead", f"M{x:g} {y:g}L{WIDE} {scale.y(high):g}V{scale.y(low):g}Z")
    yield stroke("c-lead", f"M{x:g} {y:g}L{WIDE} {scale.y(middle):g}")


def _labels(found: Trend, scale: Scale, bottom: float, strip: int) -> Iterator[str]:
    """The labels at the ends of lines, next to the plot."""
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
    for y, kind, text in spread(labels, bottom + 4):
        yield f'<text class="{kind}" x="6" y="{y:g}">{text}</text>'
    if strip:
        sure = found.confidence[-1][1]
        yield f'<text class="l-day" x="6" y="{bottom + 30:g}">confidence {sure:g}</text>'


def _confidence(found: Trend, scale: Scale, top: float) -> Iterator[str]:
    """The owner's confidence as columns: the higher, the more confident."""
    for day, value in found.confidence:
        high = round(2 + value * 2, 1)
        kind = "c-unsure" if value <= 3 else "c-sure"
        x = min(scale.x(day), 994) / 10
        yield f'<rect class="{kind}" x="{x:g}%" y="{top + 22 - high:g}" width="4" height="{high:g}"/>'


def _days(scale: Scale, found: Trend, total: int) -> Iterator[str]:
    """The first and the last day, and today if there is room between them."""
    y = total - 3
    yield text_at("l-day", 0, y, _day(found.start))
    yield text_at("l-day", WIDE, y, _day(found.end), "end")
    if 300 < scale.x(found.today) < 700:
        yield text_at("l-day", scale.x(found.today), y, "today", "middle")


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def process(found: Process, told: str) -> str:
    """An XmR chart: values around their mean within natural limits; values outside are signals."""
    if len(found.points) < 2:
        return ""
    values = [value for _, value in found.points]
    values += [each for each in (found.low, found.high) if each is not None]
    wild = [each for each in (found.at_least, found.at_most) if each is not None]
    start, end = found.points[0][0], found.points[-1][0]
    scale = scale_of(start, end, values, wild, 78.0)
    bottom = scale.top + 78
    lines = []
    if wild:
        lines.append(_band(found.at_least, found.at_most, scale, bottom))
    begin = scale.x(found.points[min(found.since, len(found.points) - 1)][0])
    for limit, kind in ((found.low, "c-limit"), (found.mean, "c-mean"), (found.high, "c-limit")):
        if limit is not None:
            lines.append(stroke(kind, f"M{begin:g} {scale.y(limit):g}H{WIDE}"))
    lines.append(stroke("c-line", scale.way(found.points)))
    if len(found.points) <= _DOTTED:
        lines.append(stroke("c-dots", "".join(f"M{scale.x(d):g} {scale.y(v):g}h0" for d, v in found.points)))
    dots = []
    for at, (day, value) in enumerate(found.points):
        outside = at >= found.since and found.low is not None and found.high is not None
        outside = outside and not (found.low or 0) <= value <= (found.high or 0)
        last = at == len(found.points) - 1
        if outside or last:
            kind, size = ("c-out", 4.2) if outside else ("c-now", 3.8)
            dots.append(dot(kind, scale.x(day), scale.y(value), size, f"{day}: {short(value)}"))
    labels = [(scale.y(value) + 4, kind, text) for value, kind, text in _limits(found)]
    gutter = (f'<text class="{kind}" x="6" y="{y:g}">{text}</text>' for y, kind, text in spread(labels, bottom + 4))
    days = [text_at("l-day", 0, bottom + 18, _day(start)), text_at("l-day", WIDE, bottom + 18, _day(end), "end")]
    total = round(bottom + 22)
    return _framed([stretched(lines, total), *dots, *days], gutter, told, total, 76)


def _limits(found: Process) -> Iterator[tuple[float, str, str]]:
    yield found.points[-1][1], "l-now", short(found.points[-1][1])
    if found.mean is not None and found.low is not None and found.high is not None:
        yield found.mean, "l-day", f"mean {short(found.mean)}"
        yield found.low, "l-day", short(found.low)
        yield found.high, "l-day", short(found.high)
