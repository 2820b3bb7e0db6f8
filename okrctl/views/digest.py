"""The company in a few lines, for a message or a badge."""

from __future__ import annotations

from datetime import date

from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.values.frozen import frozen
from okrctl.views.blocks import Document, document
from okrctl.views.figures import reported, share, standing
from okrctl.views.needs import Need, urgent
from okrctl.views.status import status_blocks, worst_first


@frozen
class Standing:
    """A department, or the company: its name, score beside what is expected, status."""

    name: str
    standing: str
    status: str


@frozen
class Digest:
    """A summary: the company, its departments worst first, what needs attention, and how much more there is.

    ``score`` is the company's, as a badge shows it: empty where nothing is known.
    """

    day: date
    company: Standing
    score: str
    departments: tuple[Standing, ...]
    needs: tuple[Need, ...]
    more: int


def digest(picture: ReportDay, selection: Selection) -> Digest:
    """The digest of a day."""
    total = picture.company.total
    needs, more = urgent(picture, selection)
    departments = [each for each in worst_first(picture.company.departments) if selection.department(each.id)]
    return Digest(
        picture.day,
        Standing(picture.company.name, standing(total), total.status),
        share(total.score) if total.score is not None and reported(total) else "",
        tuple(Standing(each.name, standing(each.total), each.total.status) for each in departments),
        tuple(needs),
        more,
    )


def wiki(picture: ReportDay, selection: Selection, others: Document) -> Document:
    """One document with the whole company: status and progress, then what others (the dependencies) have."""
    return document([*status_blocks(picture, selection), *others.blocks])
