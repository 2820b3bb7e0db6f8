"""CODEOWNERS, as GitHub and GitLab read it: who owns a path; the last line that matches wins (in each section)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from okrctl.core.values.frozen import frozen
from okrctl.core.values.glob import fits

_SECTION = re.compile(r"\^?\[([^\]]+)\](?:\[\d+\])?(?P<owners>\s.*)?")
_WORD = re.compile(r"(?:\\.|[^\s\\])+")
PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where hosting servers look, from the root of the repository; the first that is there counts."""


@frozen
class OwnerLine:
    """One line: what it matches, its owners, and the section it stands in. ``excluded`` takes paths out of that."""

    section: str
    globs: tuple[tuple[str, ...], ...]
    owners: tuple[str, ...]
    excluded: bool = False


@frozen
class Owners:
    """A CODEOWNERS file. ``prefix`` is the workspace's folder in the repository."""

    lines: tuple[OwnerLine, ...]
    prefix: str = ""

    def of(self, path: str) -> tuple[str, ...]:
        """The owners of a workspace-relative path; none when nobody owns it."""
        names = (self.prefix + path).split("/")
        last: dict[str, tuple[str, ...]] = {}
        excluded: set[str] = set()
        for line in self.lines:
            if any(fits(names, steps) for steps in line.globs):
                last[line.section] = line.owners
                if line.excluded:
                    excluded.add(line.section)
        found = (owner for section, owners in last.items() if section not in excluded for owner in owners)
        return tuple(dict.fromkeys(found))


def parse_owners(text: str, prefix: str = "", *, gitlab: bool = False) -> Owners:
    """Read a CODEOWNERS file.

    Args:
        text: its text.
        prefix: the workspace's folder within the repository (``""`` or ``planning/``).
        gitlab: read as GitLab does: sections, exclusions, and a pattern without a leading slash matches at any depth. A
            file with a section is always read so.
    """
    lines: list[OwnerLine] = []
    rows = [row.strip() for row in text.removeprefix("\ufeff").splitlines()]
    gitlab = gitlab or any(_SECTION.fullmatch(row) for row in rows)
    section = ""
    default: tuple[str, ...] = ()
    for row in rows:
        if not row or row.startswith("#"):
            continue
        head = _SECTION.fullmatch(row) if gitlab else None
        if head:
            section, default = head[1].strip().lower(), _owners(_WORD.findall(head["owners"] or ""))
            continue
        pattern, *others = _WORD.findall(row)
        excluded = pattern.startswith("!")
        globs = _gitlab(_plain(pattern.removeprefix("!"))) if gitlab else _github(_plain(pattern))
        if not excluded:
            lines.append(OwnerLine(section, globs, _owners(others, comments=gitlab) or default))
        elif gitlab:
            lines.append(OwnerLine(section, globs, (), excluded=True))
    return Owners(tuple(lines), prefix)


def _plain(word: str) -> str:
    """A word without the backslashes that keep a space or a hash."""
    return re.sub(r"\\(.)", r"\1", word)


def _owners(words: Iterable[str], *, comments: bool = False) -> tuple[str, ...]:
    """The names and addresses among words; a hash begins a comment for GitHub, but not for GitLab."""
    found = []
    for word in words:
        if word.startswith("#") and not comments:
            break
        if "@" in word:
            found.append(word)
    return tuple(found)


def _github(pattern: str) -> tuple[tuple[str, ...], ...]:
    """The globs of a pattern in gitignore's words: a name at any depth, a folder with all that is in it."""
    inner = pattern.strip("/")
    anchored = pattern.startswith("/") or "/" in inner
    steps = inner.split("/") if anchored else ["**", *inner.split("/")]
    below = (*steps, *(() if steps[-1] == "**" else ("**",)), "*")
    if pattern.endswith("/") or steps[-1] == "**":
        return (below,)
    # `docs/*` stops at the first level
    return (tuple(steps),) if inner.endswith("/*") else (tuple(steps), below)


def _gitlab(pattern: str) -> tuple[tuple[str, ...], ...]:
    """The glob of a pattern in the words of Ruby's fnmatch: only a final slash means all that is in a folder."""
    steps = pattern.strip("/").split("/")
    if not pattern.startswith("/"):
        steps = ["**", *steps]
    if pattern.endswith("/"):
        return ((*steps, "**", "*"),)
    return ((*steps[:-1], "*" if steps[-1] == "**" else steps[-1]),)
