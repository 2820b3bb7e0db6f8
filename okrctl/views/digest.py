"""The company in a few lines, for a message or a badge."""

from __future__ import annotations

from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.rollup import Total
from okrctl.views.figures import reported, share, standing
from okrctl.views.needs import urgent
from okrctl.views.status import worst_first


class Standing:
    """A department, or the company: name, score and expected score, status."""

    def __init__(self, name: str, total: Total) -> None:
        self.name = name
        self.standing = standing(total)
        self.status = total.status


class Digest:
    """A summary: the company, its departments worst first, what needs attention, and the number of further items.

    ``score`` is the company's, for a badge: empty if unknown.
    """

    def __init__(self, report_day: ReportDay, selection: Selection) -> None:
        total = report_day.company.total
        needs, more = urgent(report_day, selection)
        departments = [each for each in worst_first(report_day.company.departments) if selection.department(each.id)]
        self.day = report_day.day
        self.company = Standing(report_day.company.name, total)
        self.score = share(total.score) if total.score is not None and reported(total) else ""
        self.departments = tuple(Standing(each.name, each.total) for each in departments)
        self.needs = tuple(needs)
        self.more = more
