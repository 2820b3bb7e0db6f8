"""Small charts in a line of text: a score by week, and progress."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okrctl.render.sites._drawing import WIDE, dot, stretched, stroke, text_at, words


def curve(points: Sequence[tuple[float | None, float | None]], told: str, days: Sequence[str] = ()) -> str:
    """A score by week with the expected scores: as small as a word, or in full width with its days."""
    known = [(at, score, due) for at, (score, due) in enumerate(points) if score is not None and due is not None]
    if len(known) < 2:
        return ""
    high = 76.0 if days else 26.0
    top = max(1.0, *(max(score, due) for _, score, due in known))
    last = len(points) - 1

    def place(at: int, value: float) -> tuple[float, float]:
        return WIDE * at / last, 4 + (1 - max(0.0, value) / top) * (high - 8)

    def way(values: Iterable[tuple[int, float]]) -> str:
        return "M" + "L".join(f"{x:.0f} {y:.1f}" for x, y in (place(at, value) for at, value in values))

    lines = [
        *([stroke("c-grid", f"M0 {place(0, share)[1]:g}H{WIDE}") for share in (0.0, 1.0)] if days else []),
        stroke("c-plan", way((at, due) for at, _, due in known)),
        stroke("c-line", way((at, score) for at, score, _ in known)),
    ]
    at, score, _ = known[-1]
    x, y = place(at, score)
    parts = [stretched(lines, high), dot("c-now", x, y, 4 if days else 3)]
    if days:
        parts += [text_at("l-day", 0, high + 13, words(days[0])), text_at("l-day", WIDE, high + 13, "today", "end")]
    total = high + 16 if days else high
    look = f'class="curve" width="100%" height="{total:g}" role="img" aria-label="{words(told)}"'
    return f"<svg {look}>{''.join(parts)}</svg>"


def meter(progress: float | None, due: float | None, look: str, told: str) -> str:
    """Progress, with a mark at the expected progress."""
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
