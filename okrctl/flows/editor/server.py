"""The language server: passes each request to its module. Needs ``okrctl[lsp]``.

Slow requests run in threads, so that a completion never waits for findings.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.workspace import PositionCodec

from okrctl import __version__
from okrctl.core.editor.complete import completions
from okrctl.core.editor.names import Meaning, MetricName, definition, mentions
from okrctl.core.editor.outline import folds, symbols
from okrctl.core.planning.rename import Renaming
from okrctl.core.values.diagnostic import Span
from okrctl.flows.editor.actions import actions, renamed
from okrctl.flows.editor.desk import Desk, Snapshot
from okrctl.flows.editor.desks import PAUSE, Desks, Terms, suggestions
from okrctl.flows.editor.hover import hints, hover, meant_at

Answer = Callable[["Here"], Any]
_KINDS = [lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.Refactor]
_TRIGGERS = [" ", "/", "[", "{", "-", "@"]


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


@dataclass(frozen=True)
class Here:
    """What a request is about: a file of a workspace, as it is now, and a place in it (lines and columns from 1)."""

    server: LanguageServer
    desk: Desk
    path: str
    terms: Terms
    params: Any

    @cached_property
    def snapshot(self) -> Snapshot:
        """The workspace."""
        return self.desk.snapshot()

    @cached_property
    def at(self) -> Span:
        """The place of the cursor, or where the selection starts."""
        position = self.params.position if hasattr(self.params, "position") else self.params.range.start
        codec, text = self.server.workspace.position_codec, self.desk.text(self.path) or ""
        line, column = position.line + 1, len(_before(codec, text, position)[0]) + 1
        return Span(line, column, line, column)

    @property
    def meant(self) -> tuple[Meaning, Span, str] | None:
        """The item named there, its span, and its text."""
        return meant_at(self.snapshot, self.path, self.at.line, self.at.column)

    def range(self, span: Span) -> lsp.Range:
        """A span on the line of the place."""
        return self.terms.range(self.snapshot.locator_at(self.path, self.at.line).lines, span)


def serve(today: Callable[[], date], author: Callable[[Path], str | None]) -> None:
    """Serve one editor over standard input and output until it disconnects."""
    # full texts: pygls splits lines at characters that are no line ends for editors, so a change could land elsewhere
    server = LanguageServer(
        "okrctl", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full, protocol_cls=Messages
    )
    desks = Desks(server, today)
    _documents(server, desks)
    _typing(server, desks)
    for feature, (answer, options) in _ANSWERS.items():
        server.feature(feature, options)(_handler(server, desks, answer))
    offers = lsp.CodeActionOptions(code_action_kinds=_KINDS)
    server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, offers)(_handler(server, desks, partial(_offered, author=author)))
    # what pygls would log on stderr, it tells the client
    logging.getLogger("pygls").addHandler(logging.NullHandler())
    with suppress(OverflowError):
        server.start_io()


def _handler(server: LanguageServer, desks: Desks, answer: Answer) -> Any:
    """Works an answer out in a thread; None for a file of no workspace."""

    async def handle(params: Any) -> Any:
        found = desks.of(params.text_document.uri)
        if found is None:
            return None
        desk, path = found
        return await asyncio.to_thread(answer, Here(server, desk, path, desks.terms(desk), params))

    return handle


def _documents(server: LanguageServer, desks: Desks) -> None:
    """Files that are opened, edited, saved, closed, or changed by others."""

    def take(uri: str, pause: float) -> None:
        found = desks.of(uri)
        if found is not None:
            desk, path = found
            desk.put(path, server.workspace.get_text_document(uri).source)
            desks.look(desk, path, pause)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        take(params.text_document.uri, 0)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        take(params.text_document.uri, PAUSE)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        again()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        found = desks.of(params.text_document.uri)
        if found is not None:
            found[0].close(found[1])
            desks.look(found[0])

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(params: lsp.DidChangeWatchedFilesParams) -> None:
        again()

    def again() -> None:
        for desk in desks.every():
            desk.look_again()
            desks.look(desk)


def _typing(server: LanguageServer, desks: Desks) -> None:
    """What must not wait for findings."""

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def folded(params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        found = desks.of(params.text_document.uri)
        text = found and found[0].text(found[1])
        return [lsp.FoldingRange(each.first, each.last) for each in folds(text or "")]

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=_TRIGGERS))
    def complete(params: lsp.CompletionParams) -> lsp.CompletionList | None:
        found = desks.of(params.text_document.uri)
        if found is None:
            return None
        desk, path = found
        text, codec = desk.text(path) or "", server.workspace.position_codec
        line, offset = _before(codec, text, params.position)
        recent = desk.recent()
        word, chosen = completions(recent.known, path, text, offset, recent.day)
        row, end = params.position.line, codec.client_num_units(line)
        where = lsp.Range(lsp.Position(row, end - codec.client_num_units(word)), lsp.Position(row, end))
        indent = len(line) - len(line.lstrip(" "))
        shift = len(line) - len(word) - indent if not line.strip(" -" + word) else 0
        snippets = _snippets(server)
        items = list(suggestions(chosen, where, shift, snippets=snippets))
        return lsp.CompletionList(is_incomplete=False, items=items)


def _hovered(here: Here) -> lsp.Hover | None:
    found = hover(here.snapshot, here.path, here.at.line, here.at.column)
    if found is None:
        return None
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, found[0]), here.range(found[1]))


def _defined(here: Here) -> lsp.Location | None:
    found = here.meant
    place = definition(here.snapshot.known, found[0]) if found else None
    return here.terms.location(here.snapshot, place) if place else None


def _referred(here: Here) -> list[lsp.Location]:
    found = here.meant
    if found is None:
        return []
    places = list(mentions(here.snapshot.known, found[0]))
    home = definition(here.snapshot.known, found[0])
    if home and here.params.context.include_declaration and home not in places:
        places.insert(0, home)
    return [here.terms.location(here.snapshot, place) for place in places]


def _renamable(here: Here) -> lsp.PrepareRenamePlaceholder | None:
    found = here.meant
    if found is None:
        return None
    id = found[0].id if isinstance(found[0], MetricName) else Renaming(found[0], "").old
    return lsp.PrepareRenamePlaceholder(here.range(found[1]), id)


def _renamed(here: Here) -> lsp.WorkspaceEdit | None:
    found = here.meant
    if found is None:
        return None
    proposal = renamed(here.snapshot, found[0], here.params.new_name)
    if isinstance(proposal, str):
        raise JsonRpcInvalidParams(proposal)
    return here.terms.edit(proposal.updated)


def _outline(here: Here) -> list[lsp.DocumentSymbol]:
    locator = here.snapshot.plan(here.path)
    found = symbols(here.snapshot.known, here.path, locator.all)
    return [here.terms.symbol(locator.lines, each) for each in found]


def _hinted(here: Here) -> list[lsp.InlayHint]:
    lines, shown = here.snapshot.plan(here.path).lines, here.params.range
    found = hints(here.snapshot, here.path, shown.start.line + 1, shown.end.line + 1)
    return [lsp.InlayHint(here.terms.range(lines, each.span).end, each.words, padding_left=True) for each in found]


def _offered(here: Here, author: Callable[[Path], str | None]) -> list[lsp.CodeAction]:
    span = replace(here.at, end_line=here.params.range.end.line + 1)
    return [
        lsp.CodeAction(
            title=each.title,
            kind=lsp.CodeActionKind.QuickFix if each.fixed else lsp.CodeActionKind.Refactor,
            diagnostics=[here.terms.diagnostic(here.snapshot, each.fixed)] if each.fixed else None,
            edit=here.terms.edit(each.texts),
        )
        for each in actions(here.snapshot, here.path, span, author)
    ]


_ANSWERS: dict[str, tuple[Answer, Any]] = {
    lsp.TEXT_DOCUMENT_HOVER: (_hovered, None),
    lsp.TEXT_DOCUMENT_DEFINITION: (_defined, None),
    lsp.TEXT_DOCUMENT_REFERENCES: (_referred, None),
    lsp.TEXT_DOCUMENT_PREPARE_RENAME: (_renamable, None),
    lsp.TEXT_DOCUMENT_RENAME: (_renamed, lsp.RenameOptions(prepare_provider=True)),
    lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (_outline, None),
    lsp.TEXT_DOCUMENT_INLAY_HINT: (_hinted, None),
}


def _before(codec: PositionCodec, text: str, position: lsp.Position) -> tuple[str, int]:
    """The text before a position on its line, and the position as an index into the text.

    A position beyond the end of a line is its end.
    """
    # for long texts, much faster than looking at each line
    parts = text.split("\n", position.line)
    if len(parts) <= position.line:
        return "", len(text)
    rest = parts[position.line]
    line = rest[: rest.find("\n")] if "\n" in rest else rest
    column = len(line)
    if position.character < codec.client_num_units(line):
        column = codec.position_from_client_units([line], lsp.Position(0, position.character)).character
    return line[:column], len(text) - len(rest) + column


def _snippets(server: LanguageServer) -> bool:
    """Whether the client supports snippets."""
    known = server.client_capabilities.text_document
    item = known.completion.completion_item if known and known.completion else None
    return bool(item and item.snippet_support)
