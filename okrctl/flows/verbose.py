"""The output of ``--verbose`` on standard error: which workspace, base, cache and files a run used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.core.values import safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrctl.flows.console import Console
    from okrctl.flows.settings import Settings
    from okrctl.shell.session import Session


def tell_used(settings: Settings, console: Console, session: Session, more: Mapping[str, str] | None = None) -> None:
    """Print what was used, one fact per line; nothing without ``--verbose``.

    ``more`` are further facts by name, such as the base.
    """
    if not settings.verbose:
        return
    from okrctl.shell.cache import usual

    cache = (usual(session.root).folder or "no private folder") if settings.cache else "off (--no-cache)"
    facts = {"workspace": session.root.resolve().as_posix(), "revision": settings.at, **(more or {}), "cache": cache}
    for name, told in facts.items():
        if told is not None:
            console.note(f"{name}: {safe.path(str(told))}")
    for file in session.workspace.files:
        console.note(f"file: {safe.path(file.path)}")
