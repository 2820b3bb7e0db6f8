"""CODEOWNERS, as GitHub and GitLab read it: who owns a path; the last line that matches wins (in each section)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from okrctl.core.glob import fits

_SECTION = re.compile(r"\^?\[([^\]]+)\](?:\[\d+\])?(?P<owners>.*)")
PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where hosting servers look, from the root of the repository; the first that is there counts."""


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """One line: what it matches, its owners, and the section it stands in."""

    section: str
    globs: tuple[tuple[str, ...], ...]
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owners:
    """A CODEOWNERS file. ``prefix`` is the workspace's folder in the repository."""

    lines: tuple[OwnerLine, ...]
    prefix: str = ""

    def of(self, path: str) -> tuple[str, ...]:
        """The owners of a workspace-relative path; none when nobody owns it."""
        names = (self.prefix + path).split("/")
        last: dict[str, tuple[str, ...]] = {}
        for line in self.lines:
            if any(fits(names, steps) for steps in line.globs):
                last[line.section] = line.owners
        return tuple(dict.fromkeys(owner for owners in last.values() for owner in owners))


def parse_owners(text: str, prefix: str = "", *, gitlab: bool = False) -> Owners:
    """Read a CODEOWNERS file.

    Args:
        text: its text.
        prefix: the workspace's folder within the repository (``""`` or ``planning/``).
        gitlab: read as GitLab does: sections, and a pattern without a leading slash matches at any depth. A file with
            a section is always read so.
    """
    lines: list[OwnerLine] = []
    rows = [row.strip() for row in text.split("\n")]
    gitlab = gitlab or any(_SECTION.fullmatch(row) for row in rows)
    section = ""
    default: tuple[str, ...] = ()
    for row in rows:
        if not row or row.startswith("#"):
            continue
        head = _SECTION.fullmatch(row) if gitlab else None
        if head:
            section, default = head[1].strip().lower(), tuple(_words(head["owners"]))
            continue
        pattern, *owners = _words(row) or [""]
        if pattern and not pattern.startswith("!"):
            lines.append(OwnerLine(section, _variants(pattern, gitlab), tuple(owners) or default))
    return Owners(tuple(lines), prefix)


def _words(row: str) -> list[str]:
    """Words apart by spaces; a backslash keeps a space or a hash, a hash begins a comment."""
    words = re.findall(r"(?:\\.|[^\s\\])+", row)
    comment = next((position for position, word in enumerate(words) if word.startswith("#")), len(words))
    return [re.sub(r"\\(.)", r"\1", word) for word in words[:comment]]


def _variants(pattern: str, gitlab: bool) -> tuple[tuple[str, ...], ...]:
    """The globs that a pattern means: a name at any depth, a folder with all that is in it."""
    inner = pattern.strip("/")
    anchored = pattern.startswith("/") or ("/" in inner and not gitlab)
    steps = inner.split("/") if anchored else ["**", *inner.split("/")]
    below = (*steps, *(() if steps[-1] == "**" else ("**",)), "*")
    if pattern.endswith("/") or steps[-1] == "**":
        return (below,)
    # `docs/*` stops at the first level
    return (tuple(steps),) if inner.endswith("/*") else (tuple(steps), below)
