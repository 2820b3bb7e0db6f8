"""Whether confidence was reliable: how sure people were halfway, and how many key results were achieved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import sqrt

from okrctl.core.model.values import Observation
from okrctl.core.scores.mixture import REACH
from okrctl.core.scores.scoring import ENDED, ScoredKeyResult
from okrctl.core.values.diagnostic import Place
from okrctl.core.values.frozen import frozen

FEWEST_CASES = 5
"""Groups with fewer ended key results are left out."""

_UNSURE, _SURE = 3, 7


@frozen
class Calibration:
    """How reliable confidence was: the ended key results of a department whose confidence halfway was in a band, and
    where it was stated.

    ``achieved`` is their number; ``low`` and ``high`` are the 80% interval of the underlying share.
    """

    department: str
    band: str
    count: int
    achieved: int
    low: float
    high: float
    evidence: tuple[Place, ...]


def calibration(results: Iterable[ScoredKeyResult]) -> Iterator[Calibration]:
    """Ended key results by the confidence stated halfway, and how many of them were achieved."""
    groups: dict[tuple[str, str], list[tuple[ScoredKeyResult, Observation]]] = {}
    for result in results:
        window = result.planned.window
        middle = window.start + (window.end - window.start) / 2
        looks = (look for look in reversed(result.series.observations) if look.day <= middle)
        stated = next((look for look in looks if look.confidence is not None), None)
        if result.status not in ENDED or stated is None or stated.confidence is None:
            continue
        band = "0–3" if stated.confidence <= _UNSURE else "4–6" if stated.confidence < _SURE else "7–10"
        groups.setdefault((result.planned.department, band), []).append((result, stated))
    for (department, band), ended in sorted(groups.items()):
        if len(ended) < FEWEST_CASES:
            continue
        achieved = sum(1 for result, _ in ended if result.status == "achieved")
        low, high = _interval(achieved, len(ended))
        yield Calibration(
            department, band, len(ended), achieved, low, high, tuple(Place(look.path, look.at) for _, look in ended)
        )


def _interval(part: int, whole: int) -> tuple[float, float]:
    """The 80% interval of a share by Wilson's formula."""
    share, lean = part / whole, REACH * REACH / whole
    middle, half = share + lean / 2, REACH * sqrt(share * (1 - share) / whole + lean / whole / 4)
    return (middle - half) / (1 + lean), (middle + half) / (1 + lean)
