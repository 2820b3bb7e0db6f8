"""How many weeks in a row something went well: a kind that okrctl does not have, for test_a_new_kind.py."""

from datetime import date
from fractions import Fraction
from typing import Annotated, ClassVar

from okrctl.core.format import types as f
from okrctl.core.format.meaning import GOAL, MEASURED, WORDS
from okrctl.core.model.figures import show
from okrctl.core.model.judges import higher_is_harder
from okrctl.core.model.measure import Measure
from okrctl.core.model.pace import Window
from okrctl.core.model.quantities import Plan
from okrctl.core.model.values import Series


class Streak(Measure):
    """Progress is the weeks so far over the weeks planned."""

    published_as: ClassVar = "streak"
    decided_by: ClassVar = ("streak",)
    summary: ClassVar = "weeks in a row (streak)"
    no_trend: ClassVar = "weeks in a row, which end without warning"

    streak: Annotated[f.Count, GOAL("How many weeks in a row.", higher_is_harder)]
    spared: Annotated[f.Number | None, GOAL("Weeks that may be left out.")] = None
    seen_in: Annotated[f.Text | None, WORDS("Where the weeks are counted.")] = None
    rule: Annotated[f.Text | None, MEASURED("What makes a good week.")] = None
    by_day: Annotated[dict[f.Day, f.Number] | None, GOAL("How many it should be by then.", higher_is_harder)] = None

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """The weeks so far over those planned."""
        number = series.latest.number if series.latest else None
        return None if number is None else number / self.streak

    def formula(self, series: Series, window: Window, day: date) -> str:
        """The same with its numbers."""
        return f"{show(series.latest.number if series.latest else None)} / {show(self.streak)} weeks"

    def aim(self, baseline: Fraction | None, unit: str | None, due: date) -> str:
        """So many weeks."""
        return f"{show(self.streak)} weeks in a row"

    def plan(self, baseline: Fraction | None) -> Plan:
        """The weeks are the target."""
        return Plan(target=self.streak)
