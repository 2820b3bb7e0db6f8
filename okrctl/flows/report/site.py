"""The pages of a company, with all shared data computed once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from okrctl.core.contracts.dependencies import network
from okrctl.core.review.choice import chosen
from okrctl.core.review.retro import last_cycle
from okrctl.flows.report.look import Looked
from okrctl.flows.report.metrics import arithmetic_of
from okrctl.flows.report.retro import review_of
from okrctl.shell.files import repository_prefix
from okrctl.shell.git import GitError, Repository
from okrctl.shell.hosting import LineLink, line_links

if TYPE_CHECKING:
    from okrctl.views.blocks import Document
    from okrctl.views.page.site import Site
    from okrctl.views.workbook import Workbook


def site_of(looked: Looked, source: LineLink | None = None) -> Site:
    """All pages of the selection; ``source`` is where a line of a file of the workspace is shown."""
    from okrctl.views.page.site import Reviewed, site

    report_day = looked.report_day
    named = bool(report_day.periods)
    reviewed = None
    if named or last_cycle(report_day.ws, report_day.day) is not None:
        reviewed = Reviewed(*review_of(looked, named=named))
    found = network(report_day.ws, report_day.scores)
    notes = (*looked.session.workspace.incomplete(), *report_day.unread)
    tree = arithmetic_of(looked)
    return site(report_day, looked.selection, looked.positions, found, reviewed, source, tree, dict.fromkeys(notes))


def source_beside(looked: Looked, output: Path | None) -> LineLink | None:
    """Where a report in a file finds lines: on the server that runs this job of CI, else in the files beside it.

    A report outside the workspace, or of a revision, has no files beside it.
    """
    root, at = looked.session.root, looked.settings.at
    links = line_links(os.environ, _commit(root, at))
    if links is not None:
        prefix = repository_prefix(root)
        return lambda path, line: links(prefix + path, line)
    if output is None or str(output) == "-" or at is not None:
        return None
    home, folder = Path(os.path.realpath(output.parent)), Path(os.path.realpath(root))
    if not home.is_relative_to(folder):
        return None
    up = "../" * len(home.relative_to(folder).parts)
    return lambda path, _: up + quote(path)


def _commit(root: Path, at: str | None) -> str | None:
    try:
        repository = Repository(root)
        return repository.commit(at) if at else repository.head
    except GitError:
        return None


def workbook_of(looked: Looked) -> Workbook:
    """The company as sheets of cells; Stop where the library that writes them is not installed."""
    from importlib.util import find_spec

    from okrctl.core.values.stop import Stop
    from okrctl.shell.origin import install
    from okrctl.views.workbook import workbook

    if find_spec("xlsxwriter") is None:
        raise Stop("writing XLSX needs XlsxWriter", hint=f"{install('xlsx')}; --format html needs nothing")
    report_day = looked.report_day
    rows = chosen(network(report_day.ws, report_day.scores).dependencies, report_day, looked.selection)
    return workbook(report_day, looked.selection, looked.positions, rows, looked.line_of)


def wiki_of(looked: Looked) -> Document:
    """The company as one long page: status, progress, dependencies."""
    from okrctl.views.deps import Shape, deps_document
    from okrctl.views.digest import wiki

    report_day = looked.report_day
    found = network(report_day.ws, report_day.scores)
    whole = not looked.selection.departments
    rows = chosen(found.dependencies, report_day, looked.selection)
    waits = deps_document(report_day.company.name, found, rows, Shape(whole, True, None))
    return wiki(report_day, looked.selection, waits)
