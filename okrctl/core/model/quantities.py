"""What a kind of key result says of one: the quantities of its plan, its steps, how a level has been held."""

from datetime import date
from fractions import Fraction
from typing import Protocol

from okrctl.core.values.frozen import frozen


class Step(Protocol):
    """One step of a thing done in steps; without a due day of its own it is due when its key result is."""

    @property
    def id(self) -> str:
        """Its id within the key result."""

    @property
    def title(self) -> str:
        """What is reached."""

    @property
    def due(self) -> date | None:
        """Its own due day."""

    @property
    def weight(self) -> Fraction:
        """Its share among the steps."""


@frozen
class Plan:
    """The plan quantities of a key result as reports publish them; ``hold`` is the share asked for, 1 for always."""

    baseline: Fraction | None = None
    target: Fraction | None = None
    change: str | None = None
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    hold: Fraction | None = None


@frozen
class Held:
    """How a level has been held: by periods, of which some were kept.

    ``counted`` are the periods that count so far. ``misses`` are the latest ones in a row, with a word of their own,
    that were not kept. ``best`` is the score that can still be had, ``secured`` the one that cannot be lost anymore.
    """

    kept: int
    counted: int
    periods: int
    misses: int
    best: Fraction
    secured: Fraction
