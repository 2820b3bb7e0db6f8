"""How the values of a KPI are read."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from okrctl.core.model.measure import Measure


class KpiMeasure(Measure):
    """How the values of a KPI are read: plain numbers."""

    published_as: ClassVar = "kpi"
    decided_by: ClassVar = ()
    summary: ClassVar = "a metric monitored continuously"

    def reads_plainly(self, baseline: Fraction | None) -> bool:
        """A value as it is."""
        return True

    def ordinary_step(self, baseline: Fraction | None, last: Fraction) -> Fraction | None:
        """Half of the last value."""
        return abs(last) / 2
