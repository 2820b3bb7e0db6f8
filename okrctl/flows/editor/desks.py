"""All workspaces of an editor: finds that of a file, and publishes findings once nobody types any more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from okrctl.core.values.diagnostic import Diagnostic
from okrctl.flows.editor.desk import Desk
from okrctl.flows.editor.protocol import Terms
from okrctl.shell.files import find_root

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

PAUSE = 0.02
"""So many seconds without a keystroke, and findings are looked for."""

_ALONE = ("OKR0", "OKR1")
"""What a file is found to have by itself, and so is found anew at once."""


class Desks:
    """The desks by workspace, and what was published last."""

    def __init__(self, server: LanguageServer, today: Callable[[], date]) -> None:
        self._server = server
        self._today = today
        self._desks: dict[Path, Desk] = {}
        self._told: dict[str, list[lsp.Diagnostic]] = {}
        self._waiting: dict[Path, asyncio.Task[None]] = {}

    def of(self, uri: str) -> tuple[Desk, str] | None:
        """The desk of a file, and its path in the workspace; None for a file of no workspace."""
        name = to_fs_path(uri)
        root = find_root(Path(name).parent) if name else None
        if name is None or root is None:
            return None
        if root not in self._desks:
            self._desks[root] = Desk(root, self._today)
        return self._desks[root], Path(name).relative_to(root).as_posix()

    def every(self) -> list[Desk]:
        """The desks of all workspaces in which a file was opened."""
        return list(self._desks.values())

    def terms(self, desk: Desk) -> Terms:
        """How to speak about a desk's files with this client."""
        return Terms(self._server.workspace.position_codec, desk.root)

    def look(self, desk: Desk, path: str | None = None, pause: float = PAUSE) -> None:
        """Look for findings in a while, first in the file that is being typed; a look that is under way is given up."""
        before = self._waiting.pop(desk.root, None)
        if before is not None:
            before.cancel()
        self._waiting[desk.root] = asyncio.ensure_future(self._look(desk, path, pause))

    async def _look(self, desk: Desk, path: str | None, pause: float) -> None:
        await asyncio.sleep(pause)
        terms = self.terms(desk)
        quick = await asyncio.to_thread(desk.quick, path) if path else None
        if quick is not None and path is not None:
            self._publish_quick(terms, path, quick, desk.text(path) or "")
        found = await asyncio.to_thread(_findings, desk, terms)
        for uri in found.keys() | self._published(terms) | {terms.uri(path) for path in desk.opened}:
            self._publish(uri, found.get(uri, []))

    def _published(self, terms: Terms) -> set[str]:
        """The files of a workspace for which there are findings in the editor."""
        home = terms.uri("")
        return {uri for uri, told in self._told.items() if told and uri.startswith(home)}

    def _publish(self, uri: str, found: list[lsp.Diagnostic]) -> None:
        if self._told.get(uri) != found:
            self._told[uri] = found
            self._server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found))

    def _publish_quick(self, terms: Terms, path: str, quick: list[Diagnostic], text: str) -> None:
        """What was found at once, and what was known before of the check-ins that were not looked at."""
        uri = terms.uri(path)
        lines = text.split("\n")
        now = [terms.alone(lines, each) for each in quick]
        rest = [each for each in self._told.get(uri, []) if not str(each.code).startswith(_ALONE)]
        self._publish(uri, now + rest)


def _findings(desk: Desk, terms: Terms) -> dict[str, list[lsp.Diagnostic]]:
    """All findings of a workspace, by file."""
    snapshot = desk.snapshot()
    found: dict[str, list[lsp.Diagnostic]] = {}
    for each in snapshot.report.diagnostics:
        found.setdefault(terms.uri(each.path), []).append(terms.diagnostic(snapshot, each))
    return found
