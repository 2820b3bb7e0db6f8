"""The planned changes of some files, as texts: proven, but not written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from okrctl.core.company.workspace import Workspace, build
from okrctl.core.edit.proof import BOM
from okrctl.core.loading.config import load_config
from okrctl.core.loading.facts import department_facts
from okrctl.core.values.frozen import frozen

__all__ = ["BOM", "Proposal"]


@frozen
class Proposal:
    """Texts by path, byte order marks included: ``updated`` (before, after), ``created``, ``removed`` (before)."""

    updated: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    created: Mapping[str, str] = field(default_factory=dict)
    removed: Mapping[str, str] = field(default_factory=dict)

    def texts(self) -> dict[str, str]:
        """The new text of every updated or created file."""
        return {**{path: after for path, (_, after) in self.updated.items()}, **self.created}

    def workspace(self, ws: Workspace) -> Workspace:
        """The changed workspace."""
        texts = self.texts()
        kept = [file for file in ws.files if file.path not in texts and file.path not in self.removed]
        settings = texts.pop(ws.config.path, None)
        config = ws.config if settings is None else load_config(ws.config.path, settings.removeprefix(BOM))
        fresh = [department_facts(path, text.removeprefix(BOM)) for path, text in texts.items()]
        return build(config, [*kept, *fresh])
