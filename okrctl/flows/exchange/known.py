"""The tools that ``import`` supports, with links to the documentation of their layouts."""

from __future__ import annotations

from okrctl.core.arrival.recognize import systems
from okrctl.core.values.stop import Stop
from okrctl.views.blocks import Column, Document, Table, document


def known_systems() -> Document:
    """A table of all tools."""
    rows = tuple((module.NAME, module.TITLE, module.SURE, module.ORIGIN) for module in systems())
    columns = (Column("name"), Column("tool"), Column("known from"), Column("origin", shrink=True))
    return document([Table(columns, rows)])


def query_of(name: str) -> str:
    """The query for a tool's API."""
    found = {module.NAME: module.QUERY for module in systems() if hasattr(module, "QUERY")}
    if name not in found:
        raise Stop(f"no query for {name}", hint=f"available: {', '.join(found)}")
    return str(found[name])
