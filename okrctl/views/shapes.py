"""The JSON Schema of each command's JSON: the ``SHAPE`` of the view that makes it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_VIEWS = {
    "deps": "deps_data",
    "diff": "changes_data",
    "due": "due",
    "export": "export",
    "forecast": "forecast",
    "health": "health",
    "history": "history",
    "import": "arrival_data",
    "retro": "retro",
    "review": "coach",
    "rule": "rules",
    "score": "score",
    "show": "show_data",
    "statistics": "statistics",
    "status": "status_data",
    "tree": "tree",
    "validate": "diagnostics",
}
_TITLES = {
    "forecast": "The JSON of `okrctl forecast`; without a trend its keys are null",
    "show": "The JSON of `okrctl show`: one of three objects, by the key `type`",
    "statistics": "The JSON of `okrctl validate --statistics`",
    "validate": "The JSON of `okrctl validate`; a line of `--format jsonl` is one of its diagnostics",
}


def commands() -> tuple[str, ...]:
    """The commands that write JSON."""
    return tuple(_VIEWS)


@cache
def named() -> dict[str, str]:
    """The commands by every name of their JSON: their own, and the one in its key ``schema``."""
    told = {shape_of(command)["properties"]["schema"]["const"].split("/")[1]: command for command in _VIEWS}
    return told | {command: command for command in _VIEWS}


def shape_of(command: str) -> dict[str, Any]:
    """The form of a command's JSON."""
    shape: dict[str, Any] = import_module(f"okrctl.views.{_VIEWS[command]}").SHAPE
    return shape


def schema_of(command: str) -> dict[str, Any]:
    """The JSON Schema of a command's JSON."""
    title = _TITLES.get(command, f"The JSON of `okrctl {command}`")
    return {"$schema": DIALECT, "title": title, **shape_of(command)}
