"""The pictures of docs/guide/scoring.md and forecast.md: two key results of examples/northwind-outdoor, as SVG.

Every number in them is computed by okrctl. They need no script or font, and are readable on light and dark pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from html import escape
from pathlib import Path

from okrctl.core.company.workspace import Workspace, build
from okrctl.core.loading.config import load_config
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.settings import Config
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.forecast import Forecast, forecast
from okrctl.core.scores.scoring import ScoredKeyResult

COMPANY = Path(__file__).resolve().parent.parent / "examples" / "northwind-outdoor"
JUDGED, PROJECTED = "fulfillment/delivery-time", "product/tent-margin"
TODAY = date(2026, 4, 20)
START, END = date(2026, 1, 1), date(2026, 6, 30)
WIDTH, HEIGHT = 760, 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 190, 24, 44
_LOOK = """\
<style>
.page{fill:#fff}.text{fill:#1f2328}.note{fill:#59636e}.rule{stroke:#d1d9e0}.plan{stroke:#59636e}.good{fill:#1a7f37}
.warn{fill:#9a6700}.bad{fill:#cf222e}.line{stroke:#0969da}.dot{fill:#0969da}.fan{fill:#0969da}.hollow{stroke:#1f2328}
@media(prefers-color-scheme:dark){
.page{fill:#0d1117}.text{fill:#f0f6fc}.note{fill:#9198a1}.rule{stroke:#3d444d}.plan{stroke:#9198a1}.good{fill:#3fb950}
.warn{fill:#d29922}.bad{fill:#f85149}.line{stroke:#4493f8}.dot{fill:#4493f8}.fan{fill:#4493f8}.hollow{stroke:#f0f6fc}}
</style>"""
_SIZE = f'width="{WIDTH}" height="{HEIGHT}"'
_FONT = 'role="img" font-family="system-ui,sans-serif" font-size="13"'
_BANDS = (("good", "on-track"), ("warn", "at-risk"), ("bad", "off-track"))
_SIGNS = {"on-track": ("good", "●"), "at-risk": ("warn", "▲"), "off-track": ("bad", "✗")}


class Frame:
    """Coordinates in a drawing; the vertical axis shows progress from ``low`` to ``high``."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def x(self, day: date) -> float:
        """The horizontal coordinate of a day."""
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * ((day - START).days / (END - START).days)

    def y(self, progress: float) -> float:
        """The vertical coordinate of a progress; values outside the frame are drawn on its edge."""
        share = (min(self.high, max(self.low, progress)) - self.low) / (self.high - self.low)
        return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * share

    def path(self, points: Iterable[tuple[date, float]]) -> str:
        """Coordinates of a line."""
        return " ".join(f"{self.x(day):.1f},{self.y(progress):.1f}" for day, progress in points)


def _workspace() -> Workspace:
    texts = {path.relative_to(COMPANY).as_posix(): path for path in sorted(COMPANY.glob("okrs/*.yaml"))}
    config: Config = load_config("okrctl.yaml", (COMPANY / "okrctl.yaml").read_text(encoding="utf-8"))
    return build(config, [department_facts(name, path.read_text(encoding="utf-8")) for name, path in texts.items()])


def _on(ws: Workspace, ref: str, day: date) -> ScoredKeyResult:
    found = (each for objective in ReportDay(ws, day).scores.objectives for each in objective.key_results)
    return next(each for each in found if each.planned.ref == ref)


def _text(x: float, y: float, words: str, look: str = "note", *, end: bool = False) -> str:
    anchor = ' text-anchor="end"' if end else ""
    return f'<text class="{look}" x="{x:.1f}" y="{y:.1f}"{anchor}>{words}</text>'


def _svg(title: str, frame: Frame, marks: Iterable[float], drawn: Iterable[str]) -> str:
    """A drawing with its axes."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {_SIZE} {_FONT}>',
        f"<title>{escape(title)}</title>",
        _LOOK,
        f'<rect class="page" width="{WIDTH}" height="{HEIGHT}"/>',
        _text(8, _TOP - 8, "progress"),
    ]
    for mark in marks:
        y = frame.y(mark)
        lines.append(f'<line class="rule" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        lines.append(_text(_LEFT - 8, y + 4, f"{mark:.1f}".replace("-", "−"), end=True))
    months = [date(START.year, month, 1) for month in range(START.month, END.month + 1)]
    lines += [_text(frame.x(first), HEIGHT - _BOTTOM + 20, f"{first:%Y-%m}") for first in months]
    return "\n".join([*lines, *drawn, "</svg>"]) + "\n"


def scoring() -> str:
    """A key result at each of its check-ins, before the bands that its status comes from."""
    ws, frame = _workspace(), Frame(-0.25, 0.75)
    looks = _on(ws, JUDGED, END).series.observations
    seen = [_on(ws, JUDGED, look.day) for look in looks if look.value is not None]
    days = [START - timedelta(days=1), *(START + timedelta(days=7 * week) for week in range(26)), END]
    plan = [(day, float(_on(ws, JUDGED, max(day, START)).expected)) for day in days]
    risk, off = (float(limit) for limit in (ws.config.pace.at_risk, ws.config.pace.off_track))
    edges = [[(day, way - behind) for day, way in plan] for behind in (-2.0, risk, off, 2.0)]
    drawn = []
    for (look, word), above, below in zip(_BANDS, edges, edges[1:], strict=False):
        drawn.append(f'<polygon class="{look}" opacity="0.13" points="{frame.path([*above, *reversed(below)])}"/>')
        last = (frame.y(above[-1][1]) + frame.y(below[-1][1])) / 2
        drawn.append(_text(WIDTH - _RIGHT + 10, last + 4, f"{_SIGNS[word][1]} {word}", look))
    drawn.append(f'<polyline class="plan" fill="none" stroke-width="2" points="{frame.path(plan)}"/>')
    drawn.append(
        _text(WIDTH - _RIGHT + 10, frame.y(plan[-1][1]) - 12, f"expected: {plan[-1][1]:.2f} at the end", "text")
    )
    for behind, edge in ((risk, edges[1]), (off, edges[2])):
        drawn.append(f'<polyline class="plan" fill="none" stroke-dasharray="3 4" points="{frame.path(edge)}"/>')
        drawn.append(_text(WIDTH - _RIGHT + 10, frame.y(edge[-1][1]) + 4, f"{behind:.2f} behind"))
    for each in seen:
        look, sign = _SIGNS.get(each.status, ("note", "○"))
        x, y = frame.x(each.on), frame.y(float(each.progress or 0))
        drawn.append(
            f'<text class="{look}" x="{x:.1f}" y="{y + 6:.1f}" text-anchor="middle" font-size="17">{sign}</text>'
        )
    return _svg(
        f"{seen[-1].planned.title}: progress, what is expected, and the status", frame, (-0.2, 0, 0.2, 0.4, 0.6), drawn
    )


def projection() -> str:
    """A key result, what its forecast said on a day, and what came of it."""
    ws, frame = _workspace(), Frame(0.0, 1.25)
    then, now = _on(ws, PROJECTED, TODAY), _on(ws, PROJECTED, END)
    days = [then.series.last_day or TODAY, *(TODAY + timedelta(days=7 * week) for week in range(1, 10)), END]
    ahead: list[tuple[date, Forecast]] = [(day, found) for day in days if (found := forecast(then, day))]
    fan = [*((day, each.high) for day, each in ahead), *reversed([(day, each.low) for day, each in ahead])]
    _, last = ahead[-1]
    edge, side = frame.x(TODAY), WIDTH - _RIGHT + 10
    middle = frame.path((day, each.at_end) for day, each in ahead)
    drawn = [
        f'<polygon class="fan" opacity="0.18" points="{frame.path(fan)}"/>',
        f'<path class="plan" stroke-dasharray="3 4" d="M{edge:.1f} {_TOP}V{HEIGHT - _BOTTOM}"/>',
        _text(edge - 6, _TOP + 12, f"today, {TODAY}", "text", end=True),
        f'<polyline class="line" fill="none" stroke-width="2" stroke-dasharray="6 4" points="{middle}"/>',
        _text(side, frame.y(last.at_end) + 4, f"projected: {last.at_end:.2f}", "text"),
        _text(side, frame.y(last.high) + 4, f"{last.high:.2f}, end of 80% interval"),
        _text(side, frame.y(last.low) + 4, f"{last.low:.2f}, start of 80% interval"),
        f'<circle cx="{side + 5}" cy="{HEIGHT - _BOTTOM - 5}" r="5" class="dot"/>',
        _text(side + 16, HEIGHT - _BOTTOM, "check-ins by today"),
        f'<circle cx="{side + 5}" cy="{HEIGHT - _BOTTOM + 15}" r="5" class="hollow" fill="none" stroke-width="2"/>',
        _text(side + 16, HEIGHT - _BOTTOM + 20, "check-ins after it"),
        _text(
            side,
            frame.y(float(then.green)) + 4,
            f"green from {float(then.green):.1f}: {last.probability:.0%} likely",
            "good",
        ),
    ]
    for look in now.series.observations:
        if look.value is None:
            continue
        each = _on(ws, PROJECTED, look.day)
        place = f'cx="{frame.x(look.day):.1f}" cy="{frame.y(float(each.progress or 0)):.1f}" r="5"'
        known = look.day <= TODAY
        drawn.append(
            f'<circle {place} class="dot"/>'
            if known
            else f'<circle {place} class="hollow" fill="none" stroke-width="2"/>'
        )
    return _svg(
        f"{now.planned.title}: check-ins, forecast of {TODAY}, and what came of it",
        frame,
        (0, 0.2, 0.4, 0.6, 0.8, 1, 1.2),
        drawn,
    )
