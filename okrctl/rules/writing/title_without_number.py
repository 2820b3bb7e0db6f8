"""The title of a measured key result doesn't say how much.

Titles travel alone: on slides, in lists, in people's heads. "Grow organic traffic" is remembered, its target is not.

Put the amount into the title: "Grow organic traffic by a fifth". Numbers in words count; a title taken from the
company's dictionary is exempt.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.values.diagnostic import Problem, Problems
from okrctl.rules._words import has_number

CODE = "OKR615"
SEVERITY = "advice"


def check_department(case: DepartmentContext) -> Problems:
    """Titles of quantities and levels without an amount."""
    for planned in case.live_key_results:
        title, measure = planned.key_result.title, planned.key_result.measure
        if title and measure and measure.in_numbers and not has_number(title):
            message = f"the title of {planned.key_result.id} doesn't say how much"
            help = "put the amount into the title; it is what people remember"
            yield Problem("title-without-number", planned.place("title"), message, help)
