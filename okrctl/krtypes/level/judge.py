"""Whether another share of periods to hold a level is easier."""

from fractions import Fraction

from okrctl.core.model.figures import ONE, ZERO
from okrctl.core.model.judges import Comparison, Judgment, less_is_easier
from okrctl.core.values.quantity import parse_amount


def share_held(change: Comparison) -> Judgment:
    """A smaller share is easier; none at all is the easiest."""
    return less_is_easier(_share(change.was), _share(change.now))


def _share(text: str | None) -> Fraction:
    if text is None:
        return ZERO
    amount = parse_amount(text)
    return ONE if amount is None else amount.value / 100
