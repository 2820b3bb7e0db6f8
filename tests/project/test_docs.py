"""The documentation holds together: links, the map, and the names of modules in prose."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT

DOCS = PROJECT / "docs"
FOLDERS = (DOCS, PROJECT / "examples", PROJECT / "templates")
PAGES = sorted([*PROJECT.glob("*.md"), *(page for folder in FOLDERS for page in folder.rglob("*.md"))])
RECORDS = sorted((DOCS / "internals" / "decisions").glob("*.md"))
STATE = re.compile(r"_(\d{4}-\d\d-\d\d) · (accepted|superseded by \[[^\]]+\]\([^)]*#[^)]+\))_")
# Pages that describe the code as it is; decisions may name what is gone.
ABOUT_CODE = [PROJECT / "CONTRIBUTING.md", PROJECT / "SECURITY.md", DOCS / "internals" / "architecture.md"]


def prose(page: Path) -> str:
    """The text of a page without its code blocks."""
    return re.sub(r"^(`{3,}).*?^\1", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """What the headings of a page can be linked by, as GitHub and GitLab derive it."""
    titles = re.findall(r"^#+ (.+)$", prose(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def links(page: Path) -> list[tuple[str, str]]:
    """Path and fragment of each relative link."""
    found = re.findall(r"\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]*))?\)", prose(page))
    return [(path, fragment) for path, fragment in found if path or fragment]


def broken(page: Path) -> list[str]:
    """Relative links of a page that lead to no file, or to no heading of it."""
    wrong = []
    for path, fragment in links(page):
        target = page.parent / path if path else page
        if not target.exists() or (fragment and fragment not in anchors(target)):
            wrong.append(f"{path}#{fragment}")
    return wrong


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_relative_links_exist(page: Path) -> None:
    assert broken(page) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("# One heading\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(
        "[a](other.md) [b](other.md#one-heading) [c](https://example.com/x) [d](gone.md)\n"
        "[e](other.md#no-heading) [f](#here)\n# Here\n```\n[g](code.md)\n```\n",
        encoding="utf-8",
    )
    assert broken(page) == ["gone.md#", "other.md#no-heading"]


def test_the_map_names_every_page() -> None:
    mapped = {(DOCS / path).resolve() for path, _ in links(DOCS / "README.md")}
    pages = {page for page in DOCS.rglob("*.md") if page.parent.name != "decisions"} - {DOCS / "README.md"}
    assert pages - mapped == set()


def test_the_list_of_decisions_is_complete() -> None:
    listed = {path for path, _ in links(DOCS / "internals" / "decisions" / "README.md")}
    assert {page.name for page in RECORDS} - {"README.md"} <= listed


@pytest.mark.parametrize("page", [page for page in RECORDS if page.name != "README.md"], ids=lambda page: page.stem)
def test_every_decision_has_a_date_and_a_state(page: Path) -> None:
    _, *records = re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert records
    for record in records:
        title, state, *text = record.strip().split("\n\n")
        assert STATE.fullmatch(state), title
        assert re.findall(r"\*\*(\w+):\*\*", "\n".join(text)) == ["Context", "Decision", "Consequence"], title


@pytest.mark.parametrize("page", ABOUT_CODE, ids=lambda page: page.name)
def test_modules_named_in_prose_exist(page: Path) -> None:
    named = set(re.findall(r"`((?:[\w.-]+/)+(?:[\w-]+\.py)?)`", prose(page)))
    assert named
    homes = (PROJECT, PROJECT / "okrctl", PROJECT / "tests", PROJECT / "okrctl" / "core")
    assert [name for name in sorted(named) if not any((home / name).exists() for home in homes)] == []
