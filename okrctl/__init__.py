"""okrctl: objectives and key results in plain-text files, reviewed in git.

The Python API is what ``okrctl.api`` exports; its names can be imported from here, too. Nothing of it is loaded before
it is used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what `typing` calls so, whose import costs more than all of `okrctl --version`
if TYPE_CHECKING:
    from typing import Any

    from okrctl.api import Edit as Edit
    from okrctl.api import OkrctlError as OkrctlError
    from okrctl.api import Report as Report
    from okrctl.api import Workspace as Workspace
    from okrctl.api import load as load

__version__ = "0.1.0"
_PUBLIC = frozenset({"Edit", "OkrctlError", "Report", "Workspace", "load"})


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        from importlib import import_module

        return getattr(import_module("okrctl.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
