"""The pages of a company, with all shared data computed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.core.contracts.dependencies import network
from okrctl.core.review.choice import chosen
from okrctl.core.review.retro import last_cycle
from okrctl.flows.report.look import Looked
from okrctl.flows.report.retro import review_of

if TYPE_CHECKING:
    from okrctl.views.blocks import Document
    from okrctl.views.page.site import Site
    from okrctl.views.workbook import Workbook


def site_of(looked: Looked) -> Site:
    """All pages of the selection."""
    from okrctl.views.page.site import Reviewed, site

    picture = looked.picture
    named = bool(picture.periods)
    reviewed = None
    if named or last_cycle(picture.ws, picture.day) is not None:
        reviewed = Reviewed(*review_of(looked, named=named))
    found = network(picture.ws, picture.scores)
    notes = (*looked.session.workspace.incomplete(), *picture.unread)
    return site(picture, looked.selection, looked.positions, found, reviewed, dict.fromkeys(notes))


def workbook_of(looked: Looked) -> Workbook:
    """The company as sheets of cells; Stop where the library that writes them is not installed."""
    from importlib.util import find_spec

    from okrctl.flows.stop import Stop
    from okrctl.views.workbook import workbook

    if find_spec("xlsxwriter") is None:
        raise Stop("writing XLSX needs XlsxWriter", hint="pip install 'okrctl[xlsx]'; --format html needs nothing")
    picture = looked.picture
    rows = chosen(network(picture.ws, picture.scores).dependencies, picture, looked.selection)
    return workbook(picture, looked.selection, looked.positions, rows, looked.line_of)


def wiki_of(looked: Looked) -> Document:
    """The company as one long page: status, progress, dependencies."""
    from okrctl.views.deps import Shape, deps_document
    from okrctl.views.digest import wiki

    picture = looked.picture
    found = network(picture.ws, picture.scores)
    whole = not looked.selection.departments
    rows = chosen(found.dependencies, picture, looked.selection)
    return wiki(picture, looked.selection, deps_document(picture.company.name, found, rows, Shape(whole, True, None)))
