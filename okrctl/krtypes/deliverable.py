"""A thing that is done or not, with the evidence that will show it."""

from datetime import date
from fractions import Fraction
from typing import ClassVar

from okrctl.core.model.measure import ONE, ZERO, Measure, Misfit, Series, Value, Window
from okrctl.core.values.frozen import frozen


@frozen
class Deliverable(Measure):
    """Progress is 0 or 1; it is expected on its due day, not before."""

    kind: ClassVar = "deliverable"
    decided_by: ClassVar = ("done_when",)
    fields: ClassVar = {"done_when": "text"}
    summary: ClassVar = "a thing that is done or not (done_when)"

    done_when: str = ""

    def read(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | Misfit:
        """``done`` or ``open``."""
        if text not in ("done", "open"):
            return Misfit(f"{text!r} is neither done nor open", "write done, or open; a view of it goes to confidence")
        return Value(finished=text == "done")

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """0 once looked at, 1 when done; nothing before anybody looked."""
        if not series.looks:
            return None
        return ONE if self.finished(series) else ZERO

    def pace(self, day: date, window: Window, baseline: Fraction | None) -> Fraction:
        """Nothing until the due day, all of it then."""
        return ONE if day >= window.due else ZERO

    def pace_formula(self, day: date, window: Window, baseline: Fraction | None) -> str:
        """Whether it is due."""
        return f"1, due since {window.due}" if day >= window.due else f"0, not due before {window.due}"

    def formula(self, series: Series, window: Window, day: date) -> str:
        """Done or open."""
        return "done" if self.finished(series) else "open" if series.looks else "never looked at"

    def finished(self, series: Series) -> bool:
        """Whether the latest word on it is "done"."""
        return series.latest is not None and series.latest.finished is True

    def speechless(self, series: Series, window: Window, day: date) -> bool:
        """Open says nothing about how it goes."""
        return not self.finished(series)
