"""Evaluates formulas: with numbers for all metrics, or solved for one of them; finds circular ones; and tells what
each part of one contributed to a change.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import isfinite, log, log1p

from okrctl.core.contracts.loops import loops
from okrctl.core.format.formula import Chain, Constant, Formula, Node, told
from okrctl.core.model.figures import is_percent
from okrctl.core.model.settings import Metric
from okrctl.core.values.frozen import frozen

MOST_BITS = 3400
"""About 1,000 digits, more than any real formula needs."""

Line = tuple[Fraction, Fraction]
"""``(a, b)`` for a·x + b."""

ZERO, ONE = Fraction(0), Fraction(1)
_NONE: Line = (ZERO, ZERO)
_ONE: Line = (ZERO, ONE)


@frozen
class Undefined:
    """Why a formula has no value."""

    reason: str


class _StopError(Exception):
    pass


@frozen
class _Ratio:
    """``over / under``, both linear in the unknown."""

    over: Line
    under: Line = _ONE


def worked_out(formula: Formula, values: Mapping[str, Fraction]) -> Fraction | Undefined:
    """The exact value of a formula, given the values of all its metrics; or why it has none."""
    try:
        return _worked(formula.root, values, None).over[1]
    except _StopError as stopped:
        return Undefined(str(stopped))


def solved_for(formula: Formula, part: str, total: Fraction, values: Mapping[str, Fraction]) -> Fraction | None:
    """The value of one metric for which a formula gives a total, with the others unchanged.

    None if no value or any value does, or if the metric's position leads to more than a linear equation.
    """
    try:
        found = _worked(formula.root, values, part)
        (a, b), (c, d) = found.over, found.under
        slope = a - total * c
        if not slope:
            return None
        value = (total * d - b) / slope
        _worked(formula.root, {**values, part: value}, None)
    except _StopError:
        return None
    return value


def hundredths(value: Fraction, unit: str | None) -> Fraction:
    """A value as formulas use it: percentages are hundredths."""
    return value / 100 if is_percent(unit) else value


def as_written(value: Fraction, unit: str | None) -> Fraction:
    """The result of a formula in the unit of its metric; the inverse of :func:`hundredths`."""
    return value * 100 if is_percent(unit) else value


def circles(metrics: Mapping[str, Metric]) -> tuple[tuple[str, ...], ...]:
    """Metrics that are defined by themselves, each circle once, in the order of the dictionary."""
    return loops({id: metric.formula.metrics for id, metric in metrics.items() if metric.formula is not None})


def _worked(node: Node, values: Mapping[str, Fraction], unknown: str | None) -> _Ratio:
    if isinstance(node, Constant):
        return _Ratio((ZERO, node.value))
    if not isinstance(node, Chain):
        return _Ratio((ONE, ZERO)) if node.id == unknown else _Ratio((ZERO, values[node.id]))
    found = _Ratio(_ONE if node.product else _NONE)
    for operator, item in node.items:
        other = _worked(item, values, unknown)
        if operator == "/":
            if other.over == _NONE:
                raise _StopError(f"division by zero: {told(item)} is 0")
            other = _Ratio(other.under, other.over)
        found = _times(found, other) if node.product else _plus(found, other, ONE if operator == "+" else -ONE)
    return found


def _plus(one: _Ratio, other: _Ratio, sign: Fraction) -> _Ratio:
    if one.under == other.under:
        return _reduced(_sum(one.over, other.over, sign), one.under)
    over = _sum(_product(one.over, other.under), _product(other.over, one.under), sign)
    return _reduced(over, _product(one.under, other.under))


def _times(one: _Ratio, other: _Ratio) -> _Ratio:
    return _reduced(_product(one.over, other.over), _product(one.under, other.under))


def _reduced(over: Line, under: Line) -> _Ratio:
    """Over 1 if the unknown isn't in the denominator."""
    if not under[0]:
        over, under = (over[0] / under[1], over[1] / under[1]), _ONE
    if any(max(each.numerator.bit_length(), each.denominator.bit_length()) > MOST_BITS for each in (*over, *under)):
        raise _StopError("numbers of more than 1,000 digits")
    return _Ratio(over, under)


def _sum(one: Line, other: Line, sign: Fraction) -> Line:
    return one[0] + sign * other[0], one[1] + sign * other[1]


def _product(one: Line, other: Line) -> Line:
    if one[0] and other[0]:
        raise _StopError("not a linear equation")
    return one[0] * other[1] + one[1] * other[0], one[1] * other[1]


Values = Mapping[str, Fraction]
Weight = Fraction | float


def explained(formula: Formula, before: Values, after: Values) -> dict[str, Fraction] | Undefined:
    """The contribution of each metric to the difference of the result, in the result's own unit (percent as
    hundredths).

    In a sum, it is the part's own difference. In a product, it is its share of the logarithm: the additive logarithmic
    mean Divisia index, which leaves no remainder and doesn't depend on the order of the factors. With the logarithmic
    mean L(x, y) = (x − y) / ln(x / y), a factor that went from f₀ to f₁ contributes L(V₁, V₀) · ln(f₁ / f₀) of the
    difference V₁ − V₀. A formula that mixes both is unfolded from the outside in: a factor's contribution is passed on
    to its own parts. Source: B. W. Ang, "The LMDI approach to decomposition analysis: a practical guide", Energy Policy
    33 (2005), 867-871, doi:10.1016/j.enpol.2003.10.010.

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
