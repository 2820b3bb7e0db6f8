"""``okrctl lsp`` as an editor sees it: a real client over standard input and output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kit.harness import run_cli, run_program
from tests.kit.language_server import LanguageServer

CONFIG = "okrctl: 1\norganization: Acme\n"
SHOP = """okrctl: 1
department: shop
name: Shop
lead: Ana
cycle: 2026
objectives:
  - id: sales
    title: Sell more
    ambition: committed
    depends_on:
      - {ref: labs/speed, need: Fast pages, due: 2026-06-30}
    key_results:
      - id: orders
        title: Reach 50 orders
        count: 50
check_ins:
  - date: 2026-01-31
    by: ana
    results:
      orders: 5
"""
LABS = """okrctl: 1
department: labs
name: Labs
lead: Ben
cycle: 2026
objectives:
  - id: speed
    title: Be fast
    ambition: committed
    key_results:
      - {id: pages, title: Make 30 pages fast, count: 30}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrctl.yaml").write_text(CONFIG)
    (tmp_path / "okrs" / "shop.yaml").write_text(SHOP)
    (tmp_path / "okrs" / "labs.yaml").write_text(LABS)
    return tmp_path


@pytest.fixture
def editor(home: Path) -> Iterator[LanguageServer]:
    pytest.importorskip("pygls")
    with LanguageServer([sys.executable, "-m", "okrctl", "--as-of", "2026-03-01", "lsp", "--stdio"], {}) as server:
        yield server


def asked(server: LanguageServer, what: str, path: Path, word: str, text: str, **more: Any) -> Any:
    """The answer to a request about the first place of a word in a text."""
    at = text.index(word)
    position = {"line": text.count("\n", 0, at), "character": at - text.rfind("\n", 0, at) - 1 + 1}
    return server.ask(f"textDocument/{what}", {"textDocument": {"uri": path.as_uri()}, "position": position, **more})


def codes(found: list[dict[str, Any]]) -> set[str]:
    return {str(each["code"]) for each in found}


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    lines = text.splitlines(keepends=True)
    for edit in reversed(edits):
        lines[edit["range"]["start"]["line"] : edit["range"]["end"]["line"]] = [edit["newText"]]
    return "".join(lines)


def test_findings_follow_what_is_typed_before_it_is_saved(editor: LanguageServer, home: Path) -> None:
    path = home / "okrs" / "shop.yaml"
    assert "OKR204" not in codes(editor.diagnostics(path, SHOP))
    broken = SHOP.replace("labs/speed", "lab/speed")
    found = editor.change(path, broken, 2)
    wrong = next(each for each in found if each["severity"] == 1)
    assert wrong["code"] == "OKR204"
    assert wrong["range"]["start"] == {"line": 10, "character": 14}
    assert "did you mean labs/speed?" in wrong["message"]
    assert "OKR204" not in codes(editor.change(path, SHOP, 3))


def test_columns_are_counted_as_editors_count_them(editor: LanguageServer, home: Path) -> None:
    path = home / "okrs" / "shop.yaml"
    found = editor.diagnostics(path, SHOP.replace("{ref: labs/speed, need: Fast pages", "{need: 🚀🚀, ref: lab/speed"))
    wrong = next(each for each in found if each["severity"] == 1)
    assert wrong["range"]["start"] == {"line": 10, "character": 26}


def test_a_word_tells_what_it_names_and_where_that_is(editor: LanguageServer, home: Path) -> None:
    path = home / "okrs" / "shop.yaml"
    editor.diagnostics(path, SHOP)
    told = asked(editor, "hover", path, "orders", SHOP)["contents"]["value"]
    assert "0 → 50, now 5" in told
    assert "0.10, expected 0.16" in told
    there = asked(editor, "definition", path, "labs/speed", SHOP)
    assert there["uri"] == (home / "okrs" / "labs.yaml").as_uri()
    assert there["range"]["start"] == {"line": 6, "character": 8}
    places = asked(editor, "references", path, "orders", SHOP, context={"includeDeclaration": True})
    assert [each["range"]["start"]["line"] for each in places] == [12, 19]


def test_renaming_changes_what_the_command_changes(editor: LanguageServer, home: Path) -> None:
    path = home / "okrs" / "shop.yaml"
    editor.diagnostics(path, SHOP)
    changes = asked(editor, "rename", path, "labs/speed", SHOP, newName="pace")["changes"]
    assert run_cli("rename", "labs/speed", "pace", cwd=home).code == 0
    for file, before in ((path, SHOP), (home / "okrs" / "labs.yaml", LABS)):
        assert applied(before, changes[file.as_uri()]) == file.read_text()


def test_a_name_that_cannot_be_is_refused_with_a_reason(editor: LanguageServer, home: Path) -> None:
    path = home / "okrs" / "shop.yaml"
    editor.diagnostics(path, SHOP)
    assert "Not An Id is not an id" in asked(editor, "rename", path, "orders", SHOP, newName="Not An Id")["message"]


def test_a_request_is_confirmed_in_the_file_of_who_promises(editor: LanguageServer, home: Path) -> None:
    path, labs = home / "okrs" / "shop.yaml", home / "okrs" / "labs.yaml"
    editor.diagnostics(path, SHOP)
    spot = {"line": 10, "character": 16}
    offered = editor.ask(
        "textDocument/codeAction",
        {"textDocument": {"uri": path.as_uri()}, "range": {"start": spot, "end": spot}, "context": {"diagnostics": []}},
    )
    action = next(each for each in offered if each["title"].startswith("Confirm"))
    after = applied(LABS, action["edit"]["changes"][labs.as_uri()])
    labs.write_text(after)
    assert "shop/sales" in after
    assert "OKR506" not in run_cli("validate", "--format", "concise", cwd=home).out


def test_a_slip_is_mended(editor: LanguageServer, home: Path) -> None:
    path = home / "okrs" / "shop.yaml"
    broken = SHOP.replace("labs/speed", "labs/sped")
    editor.diagnostics(path, broken)
    spot = {"line": 10, "character": 16}
    offered = editor.ask(
        "textDocument/codeAction",
        {"textDocument": {"uri": path.as_uri()}, "range": {"start": spot, "end": spot}, "context": {"diagnostics": []}},
    )
    mending = next(each for each in offered if each.get("kind") == "quickfix")
    assert applied(broken, mending["edit"]["changes"][path.as_uri()]) == SHOP


def offered_at(editor: LanguageServer, path: Path, line: int) -> dict[str, dict[str, Any]]:
    """The edits that are offered on a line (from 0), by title."""
    spot = {"line": line, "character": 4}
    found = editor.ask(
        "textDocument/codeAction",
        {"textDocument": {"uri": path.as_uri()}, "range": {"start": spot, "end": spot}, "context": {"diagnostics": []}},
    )
    return {each["title"]: each["edit"]["changes"] for each in found}


def test_what_has_one_answer_is_fixed_as_on_the_command_line(editor: LanguageServer, home: Path) -> None:
    path = home / "okrs" / "shop.yaml"
    broken = SHOP.replace("key_results:", "Key-results:").replace("ambition: committed", "ambition: Committed")
    editor.diagnostics(path, broken)
    actions = offered_at(editor, path, 11)
    assert applied(broken, actions["Fix it"][path.as_uri()]) == SHOP.replace(
        "ambition: committed", "ambition: Committed"
    )
    assert "Change to key_results" not in actions
    path.write_text(broken)
    run_cli("validate", "--fix", cwd=home)
    together = next(title for title in actions if title.startswith("Fix all 2 in this file"))
    assert applied(broken, actions[together][path.as_uri()]) == path.read_text()


def test_what_is_missing_is_inserted_to_be_written(editor: LanguageServer, home: Path) -> None:
    path = home / "okrs" / "shop.yaml"
    broken = SHOP.replace("    title: Sell more\n", "").replace("    by: ana\n", "")
    found = editor.diagnostics(path, broken)
    gaps = [each for each in found if each["code"] == "OKR102"]
    assert len(gaps) == 2
    for gap in reversed(gaps):
        actions = offered_at(editor, path, gap["range"]["start"]["line"])
        title = next(each for each in actions if each in ("Add `title`", "Add `by`"))
        broken = applied(broken, actions[title][path.as_uri()])
        editor.change(path, broken, len(broken))
    assert "    title: …\n" in broken and "    by: …\n" in broken


def test_the_outline_and_the_progress_are_shown(editor: LanguageServer, home: Path) -> None:
    path = home / "okrs" / "shop.yaml"
    editor.diagnostics(path, SHOP)
    document = {"textDocument": {"uri": path.as_uri()}}
    outline = editor.ask("textDocument/documentSymbol", document)
    assert [(each["name"], [part["name"] for part in each["children"]]) for each in outline] == [("sales", ["orders"])]
    everything = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
    hints = editor.ask("textDocument/inlayHint", {**document, "range": everything})
    assert "0.10, expected 0.16" in hints[1]["label"]
    assert {"startLine": 15, "endLine": 19} in editor.ask("textDocument/foldingRange", document)


def test_while_a_file_cannot_be_read_it_is_completed_as_it_was(editor: LanguageServer, home: Path) -> None:
    path = home / "okrs" / "shop.yaml"
    editor.diagnostics(path, SHOP)
    broken = SHOP.replace("    ambition: committed\n", "    supports: [\n")
    editor.change(path, broken, 2)
    position = {"line": 8, "character": 15}
    found = editor.ask("textDocument/completion", {"textDocument": {"uri": path.as_uri()}, "position": position})
    assert {"orders", "labs/pages"} <= {each["label"] for each in found["items"]}


def test_a_file_of_no_workspace_is_left_alone(editor: LanguageServer, tmp_path_factory: Any) -> None:
    path = tmp_path_factory.mktemp("elsewhere") / "compose.yaml"
    document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": "a: [\n"}
    editor._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
    position = {"line": 0, "character": 1}
    asked = {"textDocument": {"uri": path.as_uri()}, "position": position}
    assert editor.ask("textDocument/completion", asked) is None
    assert editor.ask("textDocument/hover", asked) is None


def test_without_pygls_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys, importlib.util as u\nfound = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'pygls' else found(name, *more)\n"
    )
    ran = run_program("lsp", PYTHONPATH=str(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert "okrctl lsp needs pygls" in ran.err
    assert "pip install 'pygls>=" in ran.err
