"""Build the pages of docs/ as a site in site/ (``make site``), with Zensical.

docs/README.md is the first page, and its headings and lists are the navigation. Pages link to files outside of docs/,
which a site cannot have: these come along in a folder ``project``, and links to folders become plain text. So pages
read the same in a clone, on a forge, and here.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath, relpath

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
WORKER = DOCS / "page_worker.js"
STAGE = ROOT / "build" / "pages"
_LINK = re.compile(r"\[([^\]\n]*)\]\((?![a-z]+:)([^)#\s]+)(#[^)\s]*)?\)")
_BLOCK = re.compile(r"(^(?:`{3,}).*?^`{3,}$)", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"^(`{3,}\w+) (\S+)$", re.MULTILINE)
"""The first line of a block that is a file."""

Parts = list[tuple[str, list[tuple[str, str]]]]


def main() -> int:
    """Build the site; the exit code of Zensical."""
    stage(STAGE)
    config = STAGE.with_name("zensical.toml")
    config.write_text(settings(parts()), encoding="utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict", "--config-file", str(config)]
    done = subprocess.run(command, cwd=config.parent, check=False).returncode
    if not done:
        shutil.rmtree(ROOT / "site", ignore_errors=True)
        shutil.move(config.with_name("site"), ROOT / "site")
        bring_along(ROOT / "site")
        print("site/index.html is the first page")
    return done


def bring_along(site: Path) -> None:
    """The script that searches pages opened as files, which they would load from the network."""
    shutil.copyfile(WORKER, site / WORKER.name)
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        here = relpath(site / WORKER.name, page.parent)
        page.write_text(text.replace("https://unpkg.com/iframe-worker/shim", here), encoding="utf-8", newline="\n")


def parts() -> Parts:
    """The navigation: the headings of docs/README.md, each with titles and paths of the pages listed under it."""
    found: Parts = []
    for part in re.split(r"^## ", (DOCS / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        heading = part.partition("\n")[0].partition(":")[0]
        found.append((heading, re.findall(r"^\* \[([^\]]+)\]\((\S+\.md)\)", part, flags=re.MULTILINE)))
    return found


def settings(navigation: Parts) -> str:
    """The text of zensical.toml. No font, script or picture comes from the network."""
    nav = ",\n".join(
        f"  {{ {json.dumps(heading)} = [\n"
        + "".join(f"    {{ {json.dumps(title)} = {json.dumps(path)} }},\n" for title, path in pages)
        + "  ] }"
        for heading, pages in navigation
    )
    return f"""\
[project]
site_name = "okrctl"
site_description = "Objectives and key results in plain-text files"
docs_dir = "pages"
site_dir = "site"
use_directory_urls = false
nav = [
  {{ "Home" = "README.md" }},
{nav},
]

[project.plugins.offline]

[project.theme]
font = false
features = ["navigation.tabs", "navigation.sections", "navigation.top", "search.highlight", "content.code.copy"]

[[project.theme.palette]]
media = "(prefers-color-scheme: light)"
scheme = "default"
toggle.icon = "lucide/sun"
toggle.name = "Dark"

[[project.theme.palette]]
media = "(prefers-color-scheme: dark)"
scheme = "slate"
toggle.icon = "lucide/moon"
toggle.name = "Light"
"""


def stage(folder: Path) -> None:
    """Copy all pages into a folder, and the files that they link to, with links that fit."""
    shutil.rmtree(folder, ignore_errors=True)
    places = _places()
    for source, place in places.items():
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix == ".md":
            target.write_text(_pointed(source, places), encoding="utf-8", newline="\n")
        else:
            shutil.copyfile(source, target)


def _places() -> dict[Path, str]:
    """Where each file goes: pages and what they link to, and what those pages link to in turn."""
    found = {page: page.relative_to(DOCS).as_posix() for page in sorted(DOCS.rglob("*.md"))}
    waiting = list(found)
    while waiting:
        for target in _targets(waiting.pop()):
            if target.is_file() and ROOT in target.parents and target not in found:
                inside = DOCS in target.parents
                # servers do not show hidden files
                path = re.sub(r"(^|/)\.", r"\1", target.relative_to(DOCS if inside else ROOT).as_posix())
                found[target] = path if inside else f"project/{path}"
                waiting += [target] if target.suffix == ".md" else []
    return found


def _targets(page: Path) -> Iterator[Path]:
    for link in _LINK.finditer(_BLOCK.sub("", page.read_text(encoding="utf-8"))):
        yield Path(normpath(page.parent / link[2]))


def _pointed(source: Path, places: dict[Path, str]) -> str:
    """A page's text, with links to where files are in the site."""
    here = Path(places[source]).parent.as_posix()

    def pointed(link: re.Match[str]) -> str:
        target = Path(normpath(source.parent / link[2]))
        if target in places:
            return f"[{link[1]}]({relpath(places[target], here)}{link[3] or ''})"
        return link[1] if target.is_dir() else link[0]

    pieces = _BLOCK.split(source.read_text(encoding="utf-8"))
    return "".join(
        _NAMED.sub(r'\1 title="\2"', piece) if number % 2 else _LINK.sub(pointed, piece)
        for number, piece in enumerate(pieces)
    )


if __name__ == "__main__":
    sys.exit(main())
