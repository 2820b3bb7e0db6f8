"""``okrctl lsp`` and clients that err: places that aren't there, senseless requests, unusual letters, an end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.yaml.locate import Locator
from tests.kit.language_server import LanguageServer

CONFIG = "okrctl: 1\norganization: Acme\n"
SHOP = """okrctl: 1
department: shop
name: Shop
lead: 🚀Ana
cycle: 2026
objectives:
  - id: sales
    title: Sell more
    owner: 🚀A
    key_results:
      - {id: orders, title: Reach 50 orders, count: 50}
check_ins:
  - {date: 2026-01-31, by: ana, results: {orders: 5}}
"""
COMMAND = [sys.executable, "-m", "okrctl", "--as-of", "2026-03-01", "lsp"]
FAR = 2**31 - 1


@pytest.fixture
def path(tmp_path: Path) -> Path:
    pytest.importorskip("pygls")
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrctl.yaml").write_text(CONFIG)
    shop = tmp_path / "okrs" / "shop.yaml"
    shop.write_text(SHOP)
    return shop


@pytest.fixture
def editor(path: Path) -> Iterator[LanguageServer]:
    with LanguageServer(COMMAND, {}) as server:
        server.diagnostics(path, SHOP)
        yield server


def completed(editor: LanguageServer, path: Path, line: int, character: int) -> list[dict[str, Any]]:
    where = {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}}
    return list((editor.ask("textDocument/completion", where) or {"items": []})["items"])


@pytest.mark.parametrize("line", [8, FAR])
def test_a_place_beyond_the_end_is_the_end(editor: LanguageServer, path: Path, line: int) -> None:
    found = completed(editor, path, line, FAR)
    assert found
    assert all(each["textEdit"]["range"]["end"]["character"] <= 14 for each in found)
    assert len(json.dumps(found)) < 100_000


def test_what_is_completed_replaces_letters_of_two_units_too(editor: LanguageServer, path: Path) -> None:
    item = next(each for each in completed(editor, path, 8, 14) if each["label"] == "🚀Ana")
    assert item["textEdit"]["range"] == {"start": {"line": 8, "character": 11}, "end": {"line": 8, "character": 14}}


@pytest.mark.parametrize("position", [{"line": -1, "character": 0}, {"line": "x", "character": 0}, {}, None])
def test_a_request_that_makes_no_sense_is_answered(editor: LanguageServer, path: Path, position: Any) -> None:
    asked = {"textDocument": {"uri": path.as_uri()}, "position": position}
    assert editor.ask("textDocument/hover", asked)["code"] == -32602
    assert completed(editor, path, 8, 14)


def test_line_ends_are_counted_by_the_editor_alone(path: Path) -> None:
    """A change of one line would land elsewhere where a library finds other line ends; so texts come whole."""
    server = subprocess.run(
        COMMAND, input=_message("initialize", id=1, capabilities={}), capture_output=True, check=False
    )
    assert b'"change": 1' in server.stdout


@pytest.mark.parametrize("farewell", ["shutdown and exit", "exit", "nothing"])
def test_the_end_is_no_error(path: Path, farewell: str) -> None:
    messages = _message("initialize", id=1, capabilities={})
    if "shutdown" in farewell:
        messages += _message("shutdown", id=2)
    if "exit" in farewell:
        messages += _message("exit")
    ended = subprocess.run(COMMAND, input=messages, capture_output=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_renaming_misses_nothing_in_a_file_that_is_partly_read(editor: LanguageServer, path: Path) -> None:
    broken = SHOP + "  - {date: 2026-02-31, by: ana, results: {orders: 6}}\n"
    editor.change(path, broken, 2)
    where = {"textDocument": {"uri": path.as_uri()}, "position": {"line": 10, "character": 14}}
    refused = editor.ask("textDocument/rename", {**where, "newName": "sold"})
    assert "can't read all of it" in refused["message"]


def test_several_threads_find_positions_in_one_text() -> None:
    text = "".join(f"key{number}: [{{a: 1}}, {{b: 2}}]\n" for number in range(2_000))
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        locator = Locator("a.yaml", text)
        with ThreadPoolExecutor(8) as threads:
            lines = list(threads.map(lambda number: locator.line((f"key{number}", 1)), range(1999, 0, -20)))
    finally:
        sys.setswitchinterval(before)
    assert lines == list(range(2000, 1, -20))


def _message(method: str, id: int | None = None, **params: Any) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params or None, **({"id": id} if id else {})})
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body.encode())
