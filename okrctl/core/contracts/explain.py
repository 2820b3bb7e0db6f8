"""How much each part of a formula contributed to the change of its result: contributions that add up.

In a sum, it is the part's own difference. In a product, it is its share of the logarithm: the additive logarithmic mean
Divisia index, which leaves no remainder and doesn't depend on the order of the factors. With the logarithmic mean L(x,
y) = (x − y) / ln(x / y), a factor that went from f₀ to f₁ contributes L(V₁, V₀) · ln(f₁ / f₀) of the difference V₁ −
V₀.

Source: B. W. Ang, "The LMDI approach to decomposition analysis: a practical guide", Energy Policy 33 (2005), 867-871,
doi:10.1016/j.enpol.2003.10.010.

A formula that mixes both is unfolded from the outside in: a factor's contribution is passed on to its own parts.
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
    """The contribution of each metric to the difference of the result, in the result's own unit (percent as
    hundredths).

    They add up to the difference, except for floating-point rounding. There are none if the formula can't be
    calculated, or if a factor isn't above zero, because that has no logarithm.
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
    """Pass the difference of a node, times a weight, on to the metrics below it."""
    if isinstance(node, Constant):
        return
    if not isinstance(node, Chain):
        moved = weight * (after[node.id] - before[node.id])
        if not isfinite(moved):
            raise OverflowError
        found[node.id] += Fraction(moved)
        return
    # factors first, so that one without a logarithm is named instead of the product
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
    """The logarithmic mean of two positive numbers; of two equal ones, their value."""
    steps = float((end - start) / start)
    if not steps:
        return float(start)
    # near 1, the logarithm of the ratio loses precision; far from it, log1p of the steps does
    ratio = float(end / start)
    if not ratio or not float(start):
        raise OverflowError
    return float(end - start) / (log1p(steps) if abs(steps) < _NEAR else log(ratio))


_NEAR = 0.5
