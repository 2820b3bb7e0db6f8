"""All workspaces of an editor, and answers in the terms of the Language Server Protocol. Needs ``okrctl[lsp]``."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import PositionCodec

from okrctl.core.editor.complete import Suggestion
from okrctl.core.editor.edits import line_edits
from okrctl.core.editor.outline import Symbol
from okrctl.core.editor.skeleton import plain
from okrctl.core.values.diagnostic import Diagnostic, Place, Span
from okrctl.flows.editor.desk import Desk, Snapshot
from okrctl.shell.files import find_root

PAUSE = 0.02
"""So many seconds without a keystroke, and findings are looked for."""

_ALONE = ("OKR0", "OKR1")
"""What a file is found to have by itself, and so is found anew at once."""
_SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "advice": lsp.DiagnosticSeverity.Information,
}
_SYMBOLS = {
    "objective": lsp.SymbolKind.Class,
    "key_result": lsp.SymbolKind.Number,
    "kpi": lsp.SymbolKind.Variable,
}
_SUGGESTIONS = {
    "key": lsp.CompletionItemKind.Property,
    "kind": lsp.CompletionItemKind.Snippet,
    "item": lsp.CompletionItemKind.Snippet,
    "reference": lsp.CompletionItemKind.Reference,
    "word": lsp.CompletionItemKind.Value,
}


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
        home = terms.uri("")
        published = {uri for uri, told in self._told.items() if told and uri.startswith(home)}
        for uri in found.keys() | published | {terms.uri(path) for path in desk.opened}:
            self._publish(uri, found.get(uri, []))

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


class Terms:
    """Converts values for one client, which has its own units for counting characters."""

    def __init__(self, codec: PositionCodec, root: Path) -> None:
        self.codec = codec
        self.root = root

    def uri(self, path: str) -> str:
        """The address of a file of the workspace."""
        return from_fs_path(str(self.root / path)) or ""

    def range(self, lines: Sequence[str], span: Span) -> lsp.Range:
        """A span of a file with these lines."""
        start = lsp.Position(span.line - 1, span.column - 1)
        return self.codec.range_to_client_units(
            lines, lsp.Range(start, lsp.Position(span.end_line - 1, span.end_column - 1))
        )

    def location(self, snapshot: Snapshot, place: Place) -> lsp.Location:
        """A place in a document."""
        in_journal = place.at[:1] == ("check_ins",)
        locator = snapshot.locator(place.path) if in_journal else snapshot.plan(place.path)
        return lsp.Location(self.uri(place.path), self.range(locator.lines, locator.span(place)))

    def diagnostic(self, snapshot: Snapshot, found: Diagnostic) -> lsp.Diagnostic:
        """A finding with its hint."""
        related = [
            lsp.DiagnosticRelatedInformation(
                lsp.Location(self.uri(each.path), self.range(snapshot.locator(each.path).lines, each.span)),
                each.message,
            )
            for each in found.related
        ]
        told = self.alone(snapshot.locator(found.path).lines, found)
        told.related_information = related or None
        return told

    def alone(self, lines: Sequence[str], found: Diagnostic) -> lsp.Diagnostic:
        """A finding in a file with these lines, without related places."""
        return lsp.Diagnostic(
            range=self.range(lines, found.span),
            message=found.message + (f"\n{found.help}" if found.help else ""),
            severity=_SEVERITIES[found.severity],
            code=found.code,
            source="okrctl",
        )

    def edit(self, texts: Mapping[str, tuple[str, str]]) -> lsp.WorkspaceEdit:
        """The edit from texts before to texts after."""
        return lsp.WorkspaceEdit(
            changes={
                self.uri(path): [
                    lsp.TextEdit(lsp.Range(lsp.Position(each.first, 0), lsp.Position(each.end, 0)), each.text)
                    for each in line_edits(before, after)
                ]
                for path, (before, after) in texts.items()
            }
        )

    def symbol(self, lines: Sequence[str], symbol: Symbol) -> lsp.DocumentSymbol:
        """An item of the outline."""
        whole = self.range(lines, symbol.whole)
        id = self.range(lines, symbol.id)
        return lsp.DocumentSymbol(
            name=symbol.name,
            detail=symbol.title,
            kind=_SYMBOLS[symbol.kind],
            range=whole,
            selection_range=id,
            children=[self.symbol(lines, part) for part in symbol.parts],
        )


def suggestions(
    found: Sequence[Suggestion], where: lsp.Range, shift: int, *, snippets: bool
) -> Iterator[lsp.CompletionItem]:
    """Suggestions that replace the typed part of a word.

    ``found`` is in display order. ``shift`` is the number of columns by which a new line is indented deeper than the
    present one; ``snippets``: whether the client supports them.
    """
    for number, each in enumerate(found):
        text = each.insert.replace("\n", "\n" + " " * shift)
        if not snippets:
            # without snippets, clients don't indent new lines
            text = plain(text).replace("\n", "\n" + " " * (where.start.character - shift))
        yield lsp.CompletionItem(
            label=each.label,
            kind=_SUGGESTIONS[each.sort],
            detail=each.detail or None,
            filter_text=each.words or each.label,
            sort_text=f"{number:04}",
            insert_text_format=lsp.InsertTextFormat.Snippet if snippets else lsp.InsertTextFormat.PlainText,
            insert_text_mode=lsp.InsertTextMode.AdjustIndentation,
            text_edit=lsp.TextEdit(where, text),
        )
