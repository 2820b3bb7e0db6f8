"""``okrctl report`` for chats, wikis and badges."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.kit.harness import PROJECT, run_cli
from tests.kit.hostile import OWN
from tests.kit.shop import Shop, objective, result

EXAMPLE = ["--root", str(PROJECT / "examples" / "northwind-outdoor"), "--as-of", "2026-06-19"]


def message(*args: str) -> dict[str, object]:
    """The message for Slack."""
    ran = run_cli(*args, "report", "--format", "slack")
    assert ran.code in (0, 1), ran.err  # texts that no file may hold are left out, which it says
    found: dict[str, object] = json.loads(ran.out)
    return found


def texts(blocks: object) -> list[tuple[str, str]]:
    """Every text of a message with the type of what holds it."""
    if isinstance(blocks, list):
        return [each for block in blocks for each in texts(block)]
    assert isinstance(blocks, dict)
    if isinstance(blocks.get("text"), str):
        return [(blocks["type"], blocks["text"])]
    return [each for value in blocks.values() if isinstance(value, (dict, list)) for each in texts(value)]


def within_limits(found: dict[str, object]) -> None:
    """Slack's published limits."""
    blocks = found["blocks"]
    assert isinstance(blocks, list)
    assert 1 <= len(blocks) <= 50
    for block in blocks:
        assert len(block.get("fields", [])) <= 10
        assert all(len(text) <= 2000 for _, text in texts(block.get("fields", [])))
    assert all(len(text) <= (150 if kind == "plain_text" else 3000) for kind, text in texts(blocks))
    assert len(str(found["text"])) <= 3000


def test_a_message_has_company_departments_and_needs() -> None:
    found = message(*EXAMPLE)
    within_limits(found)
    told = "\n".join(text for _, text in texts(found["blocks"]))
    assert "Northwind Outdoor as of 2026-06-19" in told
    assert "*Inventory*\n0.69, expected 0.83, off-track" in told
    assert "*Needs you*" in told
    assert "`okrctl checkin people.yaml`" in told


def test_many_departments_stay_within_the_limits(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    for number in range(600):
        shop.write(f"d-{number}", objectives=[objective(result("kr", baseline=0, target=1))])
    within_limits(message("--root", str(shop.root), "--as-of", "2026-02-14"))


@pytest.mark.parametrize(
    "payload",
    [*(each for each in OWN if "\ud800" not in each), "<!channel> <https://evil|click> *bold* :tada:", "x" * 480],
)
def test_texts_of_users_stay_texts(tmp_path: Path, payload: str) -> None:
    shop = Shop(tmp_path).write(
        objectives=[objective(result("kr", title=payload, owner=payload, baseline=0, target=1))]
    )
    found = message("--root", str(shop.root), "--as-of", "2026-02-14")
    within_limits(found)
    told = "\n".join(text for kind, text in texts(found["blocks"]) if kind == "mrkdwn")
    assert not any(sign in told for sign in ("<", ">", "*bold*", ":tada:"))


def test_a_badge_is_sound_and_says_it_in_words() -> None:
    ran = run_cli(*EXAMPLE, "report", "--format", "badge")
    root = ElementTree.fromstring(ran.out)
    assert root.attrib["aria-label"] == "Northwind Outdoor: OKRs 0.63 at-risk as of 2026-06-19"
    assert not [each for each in root.iter() if each.tag.endswith(("script", "image", "foreignObject"))]


def test_a_wiki_page_has_status_progress_and_dependencies() -> None:
    out = run_cli(*EXAMPLE, "report", "--format", "markdown").out
    for words in ("# Northwind Outdoor", "## Needs you", "## Inventory", "| excess-stock", "## Trouble", "who waits"):
        assert words in out, words


def test_a_drawing_of_departments() -> None:
    out = run_cli(*EXAMPLE, "deps", "--group", "department", "--format", "dot").out
    assert '"2 (late)"' in out
    assert "page-speed" not in out
