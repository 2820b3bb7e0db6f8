"""The deliverable: its keys and its scores."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated, ClassVar

from okrctl.core.format import types as f
from okrctl.core.format.meaning import MEASURED
from okrctl.core.model.figures import ONE, ZERO
from okrctl.core.model.kind_fields import Asks
from okrctl.core.model.pace import Window
from okrctl.core.model.values import InvalidResult, Series, Value
from okrctl.krtypes._thing import Thing


class Deliverable(Thing):
    """Progress is 0 or 1; it is expected on its due date, not before."""

    published_as: ClassVar = "deliverable"
    decided_by: ClassVar = ("done_when",)
    summary: ClassVar = "a deliverable (done_when)"
    rank: ClassVar = 4
    all_at_once: ClassVar = True

    done_when: Annotated[
        f.Text,
        MEASURED("The evidence that shows it is done."),
        Asks(
            "What shows that it is done", "What shows that it is done.", "TEXT", choice="Something that is done or not"
        ),
    ]

    def read(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
        """``done`` or ``open``."""
        if text not in ("done", "open"):
            return InvalidResult(f"{text!r} isn't done or open", "write done or open; use confidence for an opinion")
        return Value(finished=text == "done")

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """0 after the first check-in, 1 when done; None before."""
        if not series.observations:
            return None
        return ONE if self.finished(series) else ZERO

    def pace(self, day: date, window: Window, baseline: Fraction | None) -> Fraction:
        """0 until the due date, then 1."""
        return ONE if day >= window.due else ZERO

    def pace_formula(self, day: date, window: Window, baseline: Fraction | None) -> str:
        """Whether it is due."""
        return f"1, due since {window.due}" if day >= window.due else f"0, not due before {window.due}"

    def formula(self, series: Series, window: Window, day: date) -> str:
        """Done or open."""
        return "done" if self.finished(series) else "open" if series.observations else "no check-in yet"

    def aim(self, baseline: Fraction | None, unit: str | None, due: date) -> str:
        """The due date."""
        return f"done by {due}"

    def details(self) -> Iterator[tuple[str, str]]:
        """The evidence."""
        yield "done when", self.done_when

    def current(self, series: Series) -> Value | None:
        """Done or open, after the first check-in."""
        return Value(finished=self.finished(series)) if series.observations else None

    def standing(self, aim: str, current: str, series: Series, window: Window, day: date) -> str:
        """The due date, and whether it is done."""
        return f"to be {aim}, still {current}"

    def finished(self, series: Series) -> bool:
        """Whether its latest value is "done"."""
        return series.latest is not None and series.latest.finished is True
