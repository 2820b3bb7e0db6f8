"""``okrctl new``: departments, objectives, key results and KPIs, inserted as valid blocks."""

from __future__ import annotations

PANEL = "Change the plan"


def command() -> None:
    """Add a department, an objective, a key result or a KPI.

    A valid block is inserted where it belongs, and nothing else in the file changes. What is needed and not given is
    asked for on a terminal, and never elsewhere.
    """
