"""The graded result: its keys and its scores."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated, ClassVar

from okrctl.core.format import types as f
from okrctl.core.format.meaning import MEASURED
from okrctl.core.model.figures import show
from okrctl.core.model.kind_fields import Asks
from okrctl.core.model.measure import Measure
from okrctl.core.model.pace import Window
from okrctl.core.model.values import InvalidResult, Series, Value
from okrctl.core.values.quantity import parse_number


class Graded(Measure):
    """Progress is the latest grade; the expected grade grows evenly."""

    published_as: ClassVar = "graded"
    decided_by: ClassVar = ("graded",)
    summary: ClassVar = "a grade from 0 to 1 (graded)"
    rank: ClassVar = 6
    in_numbers: ClassVar = False

    graded: Annotated[
        f.Text,
        MEASURED("What each grade from 0 to 1 means: 1.0 = all of it; 0.7 = most of it."),
        Asks(
            "What the grades mean, such as 1.0 = all of it; 0.7 = most of it",
            metavar="TEXT",
            choice="Something judged by people, from 0 to 1",
        ),
    ]

    def read(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
        """A grade from 0 to 1."""
        grade = parse_number(text)
        if grade is None or text.startswith("+") or not 0 <= grade <= 1:
            return InvalidResult(f"{text!r} is not a grade from 0 to 1", f"write a number such as 0.7; {self.graded}")
        return Value(number=grade)

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """The latest grade."""
        return series.latest.number if series.latest else None

    def formula(self, series: Series, window: Window, day: date) -> str:
        """The grade itself."""
        return f"grade {show(series.latest.number if series.latest else None)}"

    def aim(self, baseline: Fraction | None, unit: str | None, due: date) -> str:
        """The best grade."""
        return "grade 1"

    def details(self) -> Iterator[tuple[str, str]]:
        """What the grades mean."""
        yield "graded", self.graded

    def ordinary_step(self, baseline: Fraction | None, last: Fraction) -> Fraction | None:
        """Grades can go up and down."""
        return None
