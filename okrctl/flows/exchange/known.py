"""The tools that ``import`` supports, with links to the documentation of their layouts."""

from __future__ import annotations

from okrctl.core.arrival.tool import tools
from okrctl.flows.stop import Stop
from okrctl.views.blocks import Column, Document, Table, document


def known_systems() -> Document:
    """A table of all tools."""
    rows = tuple((tool.name, tool.title, tool.sure, tool.origin) for tool in tools())
    columns = (Column("name"), Column("tool"), Column("known from"), Column("origin", shrink=True))
    return document([Table(columns, rows)])


def query_of(name: str) -> str:
    """The query for a tool's API."""
    found = {tool.name: tool.query for tool in tools() if tool.query}
    if name not in found:
        raise Stop(f"no query for {name}", hint=f"available: {', '.join(found)}")
    return found[name]
