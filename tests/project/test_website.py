"""Documentation as a site: every page has its place, every link fits, and nothing comes from the network."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT, run_any
from tests.project.test_docs import broken, links

sys.path.insert(0, str(PROJECT / "docs"))
import website

PARTS = website.parts()


def test_navigation_has_every_page_once() -> None:
    listed = [path for _, pages in PARTS for _, path in pages]
    pages = {path.relative_to(website.DOCS).as_posix() for path in website.DOCS.rglob("*.md")}
    assert len(listed) == len(set(listed))
    assert {path for path in pages if "decisions/" not in path} == {*listed, "README.md"} - {
        path for path in listed if "decisions/" in path
    }
    assert [heading for heading, _ in PARTS][:3] == ["Get started", "How to", "Why it works this way"]


def test_settings_are_valid_and_name_no_address() -> None:
    text = website.settings(PARTS)
    project = tomllib.loads(text)["project"]
    assert project["theme"]["font"] is False
    assert len(project["nav"]) == len(PARTS) + 1
    assert "//" not in text.replace("../", "")


def test_every_link_of_the_staged_pages_leads_to_a_file(tmp_path: Path) -> None:
    website.stage(tmp_path)
    pages = sorted(tmp_path.rglob("*.md"))
    assert tmp_path / "project" / "SECURITY.md" in pages
    assert {page.name: broken(page) for page in pages if broken(page)} == {}
    assert not [page for page in pages for path, _ in links(page) if path and not (page.parent / path).is_file()]
    assert 'yaml title="okrctl.yaml"' in (tmp_path / "guide" / "format.md").read_text(encoding="utf-8")


def test_a_link_to_a_folder_becomes_text(tmp_path: Path) -> None:
    website.stage(tmp_path)
    text = (tmp_path / "guide" / "sources.md").read_text(encoding="utf-8")
    assert "\nexamples/shop-exports, all" in text and "[examples/shop-exports]" not in text


@pytest.mark.night
def test_the_site_needs_no_network() -> None:
    if find_spec("zensical") is None:
        pytest.skip("needs the extra `docs`")
    ran = run_any([sys.executable, str(PROJECT / "docs" / "website.py")])
    assert ran.code == 0, ran.out + ran.err
    site = PROJECT / "site"
    for page in site.rglob("*.html"):
        loaded = re.findall(r'<(?:script|link|img|iframe)\b[^>]+(?:src|href)="((?:https?:)?//[^"]+)', page.read_text())
        assert loaded == [], page
    assert (site / "search.json").stat().st_size > 100_000
