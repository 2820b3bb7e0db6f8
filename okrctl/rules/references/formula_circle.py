"""A metric's formula leads back to the metric itself.

Revenue cannot be made of profit while profit is made of revenue: such formulas cannot be calculated or compared with
targets.

Decide which metric is measured and which is calculated from the others; remove the formula of the measured one.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.contracts.formulas import circles
from okrctl.core.values.diagnostic import Place, Problem, Problems, Related

CODE = "OKR210"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """One finding per group of metrics that are made of each other."""
    config = case.ws.config
    for first, *others in circles(config.metrics):
        places = {id: Place(config.path, ("metrics", id, "formula")) for id in (first, *others)}
        related = tuple(Related(places[id], f"{id} = {config.metrics[id].formula}") for id in others)
        message = f"the formula leads back to itself: {' → '.join((first, *others, first))}"
        help = "remove the formula of the metric that is measured"
        yield Problem("formula-circle", places[first], message, help, related)
