"""Which part of a formula explains by how much its result moved: shares that add up to the whole.

Of a sum, a part's share is its own difference. Of a product it is its share of the logarithm: the additive logarithmic
mean Divisia index, which leaves no remainder and does not depend on the order of the factors. With the logarithmic mean
L(x, y) = (x − y) / ln(x / y), a factor that went from f₀ to f₁ explains L(V₁, V₀) · ln(f₁ / f₀) of the difference
V₁ − V₀.

Source: B. W. Ang, "The LMDI approach to decomposition analysis: a practical guide", Energy Policy 33 (2005), 867-871,
doi:10.1016/j.enpol.2003.10.010.

A formula that mixes both is unfolded from the outside in: whatever a factor explains is passed on to its own parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import isfinite, log, log1p

from okrctl.core.contracts.formulas import Undefined, worked_out
from okrctl.core.format.formula import Chain, Constant, Formula, Node, told

Values = Mapping[str, Fraction]
Weight = Fraction | float


class _StopError(Exception):
    pass


def explained(formula: Formula, before: Values, after: Values) -> dict[str, Fraction] | Undefined:
    """How much of the result's difference each metric explains, in the result's own size (percent as hundredths).

    The numbers add up to the difference, but for what floats round. There are none where the formula cannot be worked
    out, or where a factor is not above zero: that has no logarithm.
    """
    found = dict.fromkeys(formula.metrics, Fraction(0))
    try:
        _spread(formula.root, Fraction(1), before, after, found)
    except _StopError as stopped:
        return Undefined(str(stopped))
    except OverflowError:
        return Undefined("numbers too large to calculate with")
    return found


def _spread(node: Node, weight: Weight, before: Values, after: Values, found: dict[str, Fraction]) -> None:
    """Hand on the difference of a node, times a weight, to the metrics below it."""
    if isinstance(node, Constant):
        return
    if not isinstance(node, Chain):
        moved = weight * (after[node.id] - before[node.id])
        if not isfinite(moved):
            raise OverflowError
        found[node.id] += Fraction(moved)
        return
    # factors first: where one of them has no logarithm, it is named, and not the product
    means = [_log_mean(*_ends(item, before, after)) for _, item in node.items] if node.product else []
    whole = _log_mean(*_ends(node, before, after)) if node.product else 1.0
    for position, (operator, item) in enumerate(node.items):
        passed: Weight = weight if operator in "+*" else -weight
        _spread(item, passed * whole / means[position] if means else passed, before, after, found)


def _ends(node: Node, before: Values, after: Values) -> tuple[Fraction, Fraction]:
    start, end = (worked_out(Formula(node), values) for values in (before, after))
    for each in (start, end):
        if isinstance(each, Undefined):
            raise _StopError(each.reason)
        if each <= 0:
            raise _StopError(f"{told(node)} isn't always above 0, so it has no logarithm")
    assert isinstance(start, Fraction)
    assert isinstance(end, Fraction)
    return start, end


def _log_mean(start: Fraction, end: Fraction) -> float:
    """The logarithmic mean of two positive numbers; of two equal ones their value."""
    steps = float((end - start) / start)
    if not steps:
        return float(start)
    # near 1 the logarithm of a ratio is all rounding, far from it that of 1 + steps is
    ratio = float(end / start)
    if not ratio or not float(start):
        raise OverflowError
    return float(end - start) / (log1p(steps) if abs(steps) < _NEAR else log(ratio))


_NEAR = 0.5
