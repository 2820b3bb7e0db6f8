"""One module a format, found by its file name and imported when it is asked for: a value in, a string out.

Modules here render documents (`views.blocks`), those in ``diagnostics/`` the report of a validation, those in
``graphs/`` a graph. Each has a function ``render``. ``json`` writes any plain value, ``terminal`` adds colour, and
modules whose names begin with ``_`` are helpers.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Literal, Protocol, cast

if TYPE_CHECKING:
    from okrctl.views.blocks import Document
    from okrctl.views.diagnostics import Report
    from okrctl.views.graph import Graph

Kind = Literal["documents", "diagnostics", "graphs"]
_NO_FORMATS = {"documents": {"ics", "json", "terminal"}}


class DocumentRenderer(Protocol):
    """What `text`, `markdown`, `csv` and their like have to offer."""

    def __call__(self, document: Document, width: int | None = None, ansi: bool = False) -> str:
        """The document in this format; ``width`` and ``ansi`` matter on terminals only."""


class DiagnosticsRenderer(Protocol):
    """What the modules in ``diagnostics/`` have to offer."""

    def __call__(self, report: Report, width: int | None = None, ansi: bool = False) -> str:
        """The report in this format; ``width`` and ``ansi`` matter on terminals only."""


class GraphRenderer(Protocol):
    """What the modules in ``graphs/`` have to offer."""

    def __call__(self, graph: Graph) -> str:
        """The graph in this format."""


def _package(kind: Kind) -> str:
    return __name__ if kind == "documents" else f"{__name__}.{kind}"


@cache
def formats(kind: Kind) -> tuple[str, ...]:
    """The names of the formats there are for documents, diagnostics or graphs."""
    from pkgutil import iter_modules

    found = iter_modules(import_module(_package(kind)).__path__)
    names = {module.name for module in found if not module.ispkg and not module.name.startswith("_")}
    return tuple(sorted(names - _NO_FORMATS.get(kind, set())))


def document_renderer(name: str) -> DocumentRenderer:
    """The function that writes a document in this format."""
    return cast("DocumentRenderer", import_module(f"{_package('documents')}.{name}").render)


def diagnostics_renderer(name: str) -> DiagnosticsRenderer:
    """The function that writes the report of a validation in this format."""
    return cast("DiagnosticsRenderer", import_module(f"{_package('diagnostics')}.{name}").render)


def graph_renderer(name: str) -> GraphRenderer:
    """The function that writes a graph in this format."""
    return cast("GraphRenderer", import_module(f"{_package('graphs')}.{name}").render)
