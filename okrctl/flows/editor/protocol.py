"""Answers in the terms of the Language Server Protocol: ranges, edits, symbols. Needs ``okrctl[lsp]``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol
from pygls.uris import from_fs_path
from pygls.workspace import PositionCodec

from okrctl.core.editor.complete import Suggestion
from okrctl.core.editor.edits import line_edits
from okrctl.core.editor.outline import Symbol
from okrctl.core.editor.skeleton import plain
from okrctl.core.values.diagnostic import Diagnostic, Place, Span
from okrctl.flows.editor.desk import Snapshot

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


class Messages(LanguageServerProtocol):
    """The protocol as pygls speaks it, except that a request that makes no sense gets an answer, too."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as an object."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "method" in data and isinstance(data.get("id"), int | str):
                self._send_response(data["id"], error=error.to_response_error())
            raise


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
