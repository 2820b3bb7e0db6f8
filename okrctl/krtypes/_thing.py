"""What things to be done have in common: they are no quantities, and have no trend."""

from fractions import Fraction
from typing import ClassVar

from okrctl.core.model.measure import Measure


class Thing(Measure):
    """Something to be done, at once or in steps."""

    thing: ClassVar = True
    in_numbers: ClassVar = False
    no_trend: ClassVar = "yes/no and step-by-step results"

    def ordinary_step(self, baseline: Fraction | None, last: Fraction) -> Fraction | None:
        """Nothing that is done is implausible."""
        return None
