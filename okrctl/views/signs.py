"""One symbol and one style per status, so that all reports agree, with and without color."""

from __future__ import annotations

from okrctl.views.blocks import Run, Style

_SIGNS: dict[str, tuple[str, Style]] = {
    # key results, objectives, departments
    "off-track": ("✗", "bad"),
    "missed": ("✗", "bad"),
    "stale": ("◌", "warn"),
    "at-risk": ("▲", "warn"),
    "partly": ("◐", "warn"),
    "no-data": ("○", "dim"),
    "on-track": ("●", "good"),
    "achieved": ("✓", "good"),
    "done": ("✓", "good"),
    "not-started": ("·", "dim"),
    "draft": ("·", "dim"),
    "dropped": ("–", "dim"),
    # KPIs
    "healthy": ("●", "good"),
    "unhealthy": ("✗", "bad"),
    "no-range": ("·", "dim"),
    # grades
    "green": ("●", "good"),
    "amber": ("▲", "warn"),
    "red": ("✗", "bad"),
    # dependencies
    "late": ("✗", "bad"),
    "disputed": ("≠", "bad"),
    "unplanned": ("○", "warn"),
    "unconfirmed": ("?", "warn"),
    "external": ("◇", "dim"),
    "met": ("✓", "good"),
}


def sign(status: str) -> str:
    """The symbol of a status, a KPI's health, a grade, or the state of a dependency."""
    return _SIGNS.get(status, ("·", "dim"))[0]


def style(status: str) -> Style:
    """The style of a status."""
    return _SIGNS.get(status, ("·", "dim"))[1]


def marked(status: str) -> Run:
    """Symbol and word together."""
    return Run(f"{sign(status)} {status}", style(status))


def only_sign(status: str) -> Run:
    """Only the symbol, where the word would be too long."""
    return Run(sign(status), style(status))
