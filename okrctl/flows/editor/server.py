"""The language server: passes each request to its module. Needs ``okrctl[lsp]``.

Slow requests run in threads, so that a completion never waits for findings.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.workspace import PositionCodec

from okrctl import __version__
from okrctl.core.editor.complete import completions
from okrctl.core.editor.names import Meaning, MetricName, definition, mentions
from okrctl.core.editor.outline import folds, symbols
from okrctl.core.planning.rename import Renaming
from okrctl.core.values.diagnostic import Span
from okrctl.flows.editor.actions import actions
from okrctl.flows.editor.desk import Snapshot
from okrctl.flows.editor.desks import PAUSE, Desks
from okrctl.flows.editor.hints import hints
from okrctl.flows.editor.hover import hover, meant_at
from okrctl.flows.editor.protocol import Messages, Terms, suggestions
from okrctl.flows.editor.renaming import renamed

Answer = TypeVar("Answer")
_KINDS = [lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.Refactor]


def serve(today: Callable[[], date], author: Callable[[Path], str | None]) -> None:
    """Serve one editor over standard input and output until it disconnects."""
    # full texts: pygls splits lines at characters that are no line ends for editors, so a change could land elsewhere
    server = LanguageServer(
        "okrctl", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full, protocol_cls=Messages
    )
    desks = Desks(server, today)
    _documents(server, desks)
    _typing(server, desks)
    _names(server, desks)
    _renaming(server, desks)
    _sights(server, desks)
    _edits(server, desks, author)
    # what pygls would log on stderr, it tells the client
    logging.getLogger("pygls").addHandler(logging.NullHandler())
    with suppress(OverflowError):
        server.start_io()


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
    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[" ", "/", "[", "{", "-", "@"])
    )
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


def _names(server: LanguageServer, desks: Desks) -> None:
    """What the word under the cursor names."""

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        def answer(snapshot: Snapshot, path: str, terms: Terms, at: Span) -> lsp.Hover | None:
            found = hover(snapshot, path, at.line, at.column)
            if found is None:
                return None
            content = lsp.MarkupContent(lsp.MarkupKind.Markdown, found[0])
            return lsp.Hover(content, terms.range(snapshot.locator_at(path, at.line).lines, found[1]))

        return await _at(desks, server, params.text_document.uri, params.position, answer)

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    async def defined(params: lsp.DefinitionParams) -> lsp.Location | None:
        def answer(snapshot: Snapshot, path: str, terms: Terms, at: Span) -> lsp.Location | None:
            found = meant_at(snapshot, path, at.line, at.column)
            place = definition(snapshot.known, found[0]) if found else None
            return terms.location(snapshot, place) if place else None

        return await _at(desks, server, params.text_document.uri, params.position, answer)

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    async def referred(params: lsp.ReferenceParams) -> list[lsp.Location]:
        def answer(snapshot: Snapshot, path: str, terms: Terms, at: Span) -> list[lsp.Location]:
            found = meant_at(snapshot, path, at.line, at.column)
            if found is None:
                return []
            places = list(mentions(snapshot.known, found[0]))
            home = definition(snapshot.known, found[0])
            if home and params.context.include_declaration and home not in places:
                places.insert(0, home)
            return [terms.location(snapshot, place) for place in places]

        return await _at(desks, server, params.text_document.uri, params.position, answer) or []


def _renaming(server: LanguageServer, desks: Desks) -> None:
    """Renaming the item under the cursor."""

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    async def renamable(params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        def answer(snapshot: Snapshot, path: str, terms: Terms, at: Span) -> lsp.PrepareRenamePlaceholder | None:
            found = meant_at(snapshot, path, at.line, at.column)
            if found is None:
                return None
            meant, span, _ = found
            lines = snapshot.locator_at(path, at.line).lines
            return lsp.PrepareRenamePlaceholder(terms.range(lines, span), id_of(meant))

        return await _at(desks, server, params.text_document.uri, params.position, answer)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    async def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        def answer(snapshot: Snapshot, path: str, terms: Terms, at: Span) -> lsp.WorkspaceEdit | None:
            found = meant_at(snapshot, path, at.line, at.column)
            if found is None:
                return None
            proposal = renamed(snapshot, found[0], params.new_name)
            if isinstance(proposal, str):
                raise JsonRpcInvalidParams(proposal)
            return terms.edit(proposal.updated)

        return await _at(desks, server, params.text_document.uri, params.position, answer)


def id_of(meant: Meaning) -> str:
    """The id that a renaming changes."""
    return meant.id if isinstance(meant, MetricName) else Renaming(meant, "").old


def _sights(server: LanguageServer, desks: Desks) -> None:
    """Features for a whole file."""

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outline(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        def answer(snapshot: Snapshot, path: str, terms: Terms) -> list[lsp.DocumentSymbol]:
            locator = snapshot.plan(path)
            return [terms.symbol(locator.lines, each) for each in symbols(snapshot.known, path, locator.all)]

        return await _of(desks, params.text_document.uri, answer) or []

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def folded(params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        found = desks.of(params.text_document.uri)
        text = found and found[0].text(found[1])
        return [lsp.FoldingRange(each.first, each.last) for each in folds(text or "")]

    @server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    async def hinted(params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        def answer(snapshot: Snapshot, path: str, terms: Terms) -> list[lsp.InlayHint]:
            lines = snapshot.plan(path).lines
            found = hints(snapshot, path, params.range.start.line + 1, params.range.end.line + 1)
            return [lsp.InlayHint(terms.range(lines, each.span).end, each.words, padding_left=True) for each in found]

        return await _of(desks, params.text_document.uri, answer) or []


def _edits(server: LanguageServer, desks: Desks, author: Callable[[Path], str | None]) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=_KINDS))
    async def offered(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        def answer(snapshot: Snapshot, path: str, terms: Terms, at: Span) -> list[lsp.CodeAction]:
            span = replace(at, end_line=params.range.end.line + 1)
            return [
                lsp.CodeAction(
                    title=each.title,
                    kind=lsp.CodeActionKind.QuickFix if each.fixed else lsp.CodeActionKind.Refactor,
                    diagnostics=[terms.diagnostic(snapshot, each.fixed)] if each.fixed else None,
                    edit=terms.edit(each.texts),
                )
                for each in actions(snapshot, path, span, author)
            ]

        return await _at(desks, server, params.text_document.uri, params.range.start, answer) or []


async def _of(desks: Desks, uri: str, answer: Callable[[Snapshot, str, Terms], Answer]) -> Answer | None:
    """The answer about a file, worked out in a thread; None for a file of no workspace."""
    found = desks.of(uri)
    if found is None:
        return None
    desk, path = found

    def work() -> Answer:
        return answer(desk.snapshot(), path, desks.terms(desk))

    return await asyncio.to_thread(work)


async def _at(
    desks: Desks,
    server: LanguageServer,
    uri: str,
    position: lsp.Position,
    answer: Callable[[Snapshot, str, Terms, Span], Answer],
) -> Answer | None:
    """The same about a position in an open file."""
    found = desks.of(uri)
    text = (found and found[0].text(found[1])) or ""
    line, column = position.line + 1, len(_before(server.workspace.position_codec, text, position)[0]) + 1
    at = Span(line, column, line, column)
    return await _of(desks, uri, lambda snapshot, path, terms: answer(snapshot, path, terms, at))


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
