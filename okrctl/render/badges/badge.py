"""A badge (SVG) with the company's score and status, for a README or an intranet page."""

from __future__ import annotations

from okrctl.core.values.safe import line, xml
from okrctl.core.values.width import width
from okrctl.views.blocks import Style
from okrctl.views.digest import Digest
from okrctl.views.signs import style

_FILL: dict[Style, str] = {"good": "#1a7f37", "warn": "#8a5200", "bad": "#b3261e", "dim": "#57606a"}
_COLUMN = 6.8
_PAD = 14


def render(digest: Digest) -> str:
    """The badge."""
    left, right = "OKRs", f"{digest.score} {digest.company.status}".strip()
    first, second = (round(width(text) * _COLUMN) + _PAD for text in (left, right))
    told = xml(line(f"{digest.company.name}: OKRs {right} as of {digest.day}"))
    fill = _FILL.get(style(digest.company.status), _FILL["dim"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{first + second}" height="20" role="img" aria-label="{told}">'
        f"<title>{told}</title>"
        f'<rect width="{first + second}" height="20" rx="3" fill="{fill}"/>'
        f'<path d="M{first} 0H3a3 3 0 0 0-3 3v14a3 3 0 0 0 3 3H{first}z" fill="#3d444d"/>'
        '<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f'<text x="{first / 2:g}" y="14">{xml(left)}</text>'
        f'<text x="{first + second / 2:g}" y="14">{xml(right)}</text></g></svg>\n'
    )
