"""The page of ``okrctl form``, filled in by keyboard alone in a window as narrow as a phone's."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT, run_cli
from tests.kit.webdriver import Browser, browser, missing

pytestmark = [pytest.mark.night, pytest.mark.skipif(bool(missing()), reason=missing())]
DAY = "2026-06-19"
TAB, SPACE = "\ue004", " "


def press(window: Browser, keys: str) -> None:
    """Type into whatever has the focus."""
    down = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
    window.do("/actions", actions=[{"type": "key", "id": "keyboard", "actions": down}])


def at(window: Browser) -> str:
    """The name or id of what has the focus."""
    return str(window.run("return document.activeElement.name || document.activeElement.id"))


def go_to(window: Browser, name: str) -> None:
    for _ in range(200):
        press(window, TAB)
        if at(window) == name:
            return
    raise AssertionError(f"Tab never reaches {name}")


def test_a_department_answers_by_keyboard_on_a_phone(tmp_path: Path) -> None:
    company = tmp_path / "company"
    shutil.copytree(PROJECT / "examples" / "northwind-outdoor", company)
    page = tmp_path / "inventory.html"
    made = run_cli("--root", str(company), "--as-of", DAY, "form", "inventory.yaml", "-o", str(page))
    assert made.code == 0, made.err
    with browser(500) as window:
        window.do("/url", url=page.as_uri())
        assert window.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        go_to(window, "value:excess-stock")
        press(window, "850000")
        go_to(window, "confidence:excess-stock")
        press(window, "4")
        go_to(window, "blocked:excess-stock")
        press(window, "a buyer")
        go_to(window, "by")
        press(window, "jo@northwind.example")
        # what was typed is there when the page is opened again
        window.do("/refresh")
        assert "1 of" in window.text("#state")
        text = str(window.run("return document.querySelector('#text').value"))
        assert window.complaints() == []
    answer = json.loads(text)
    assert answer["results"] == {"excess-stock": {"value": "850000", "confidence": "4", "note": "Blocked by: a buyer"}}
    file = tmp_path / "answer.json"
    file.write_text(text)
    taken = run_cli("--root", str(company), "--as-of", DAY, "checkin", "inventory.yaml", "--from", str(file))
    assert taken.code == 0, taken.err
    assert "excess-stock: {value: 850000, confidence: 4, note: 'Blocked by: a buyer'}" in taken.out
    assert "by: jo@northwind.example" in taken.out
