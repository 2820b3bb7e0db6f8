"""The global options."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from okrctl.core.values.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrctl.flows.console import Console
    from okrctl.shell.session import Session


@frozen
class Settings:
    """The options given before (or after) the command's name; None for those that weren't given."""

    OVERRIDABLE: ClassVar = frozenset({"root", "as_of", "at", "quiet", "verbose", "no_color", "no_cache"})

    root: Path | None = None
    as_of: date | None = None
    at: str | None = None
    quiet: bool = False
    verbose: bool = False
    color: bool = False
    cache: bool = True

    def override(self, option: str, value: Any) -> Settings:
        """These settings, with one option overridden after the command's name."""
        changes: dict[str, Any] = {option: value}
        if option in ("no_color", "no_cache"):
            changes = {option.removeprefix("no_"): False}
        if option == "root":
            changes["root"] = Path(value)
        return replace(self, **changes)

    def tell_used(self, console: Console, session: Session, more: Mapping[str, str] | None = None) -> None:
        """With ``--verbose``, print what a run used, one fact per line; ``more`` are facts by name."""
        if not self.verbose:
            return
        from okrctl.core.values import safe
        from okrctl.shell.cache import usual

        cache = (usual(session.root).folder or "no private folder") if self.cache else "off (--no-cache)"
        facts = {"workspace": session.root.resolve().as_posix(), "revision": self.at, **(more or {}), "cache": cache}
        for name, told in facts.items():
            if told is not None:
                console.note(f"{name}: {safe.path(str(told))}")
        for file in session.workspace.files:
            console.note(f"file: {safe.path(file.path)}")
