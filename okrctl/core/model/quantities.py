"""Values of a kind of key result: the quantities of its plan, its steps, how a level has been held."""

from datetime import date
from fractions import Fraction
from typing import Protocol

from okrctl.core.values.frozen import frozen


class Step(Protocol):
    """One step of a key result done in steps; without a due date of its own, that of the key result applies."""

    @property
    def id(self) -> str:
        """Its id within the key result."""

    @property
    def title(self) -> str:
        """What is to be done."""

    @property
    def due(self) -> date | None:
        """Its own due date."""

    @property
    def weight(self) -> Fraction:
        """Its share among the steps."""


@frozen
class Plan:
    """The plan quantities of a key result as published in reports; ``hold`` is the share required, 1 for always."""

    baseline: Fraction | None = None
    target: Fraction | None = None
    change: str | None = None
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    hold: Fraction | None = None


@frozen
class Held:
    """How a level has been held: the number of check-in periods that were kept.

    ``counted`` are the periods so far. ``misses`` are the latest consecutive ones with a check-in that were not kept.
    ``best`` is the score that is still possible, ``secured`` the one that can't be lost anymore.
    """

    kept: int
    counted: int
    periods: int
    misses: int
    best: Fraction
    secured: Fraction
