"""A metric whose formula leads back to the metric itself.

Revenue cannot be made of profit while profit is made of revenue: such formulas can be neither worked out nor compared
with targets.

Decide which of them is measured, and which is worked out from the others; remove the formula of the measured one.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.contracts.formulas import circles
from okrctl.core.values.diagnostic import Place, Problem, Related

CODE = "OKR210"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """One finding for every group of metrics that are made of each other."""
    config = case.ws.config
    for first, *others in circles(config.metrics):
        places = {id: Place(config.path, ("metrics", id, "formula")) for id in (first, *others)}
        related = tuple(Related(places[id], f"{id} = {config.metrics[id].formula}") for id in others)
        message = f"the formula goes in a circle: {' → '.join((first, *others, first))}"
        help = "remove the formula of the metric that is measured rather than worked out"
        yield Problem("formula-circle", places[first], message, help, related)
