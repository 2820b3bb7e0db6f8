"""CODEOWNERS, as GitHub and GitLab read it: who owns a path; the last line that matches wins (in each section)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from okrctl.core.values.frozen import frozen
from okrctl.core.values.glob import fits
from okrctl.core.values.pattern import pattern

_SECTION = pattern(r"\^?\[([^\]]+)\](?:\[\d+\])?(?P<owners>\s.*)?")
_WORD = pattern(r"(?:\\.|[^\s\\])+")
PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where hosting services look, relative to the root of the repository; the first existing file counts."""
EFFORT = 20_000_000
"""The limit of pattern characters compared with the paths of a workspace."""


@frozen
class OwnerLine:
    """One line: its pattern, its owners and its section. ``excluded`` lines remove paths from the section."""

    section: str
    globs: tuple[tuple[str, ...], ...]
    owners: tuple[str, ...]
    excluded: bool = False

    @property
    def length(self) -> int:
        """The cost of comparing it."""
        return sum(len(step) + 10 for steps in self.globs for step in steps)


class Owners:
    """A CODEOWNERS file, prepared for many lookups.

    A line that names a file or folder is compared only with paths that have that name. Lines with wildcards in all
    names are compared with every path, up to a limit. ``spent`` says whether the limit was reached; the owners of later
    paths are then unknown.

    ``prefix`` is the workspace's folder in the repository, ``effort`` the limit of pattern characters to compare.
    """

    def __init__(self, lines: Iterable[OwnerLine], prefix: str = "", effort: int = EFFORT) -> None:
        told = list(lines)
        self._sections = tuple(dict.fromkeys(line.section for line in told))
        self._all_count = any(line.excluded for line in told)
        self.lines: list[OwnerLine] = []
        seen: set[object] = set()
        # in reverse order: the last matching line decides
        for line in reversed(told):
            about = (line.section, line.globs, line.excluded)
            if about not in seen:
                seen.add(about)
                self.lines.append(line)
        self.prefix = prefix
        self.spent = False
        self._left = effort
        self._found: dict[str, tuple[str, ...]] = {}
        self._named: dict[str, list[int]] = {}
        self._others: list[int] = []
        self._index()

    def _index(self) -> None:
        names = [_names(line) for line in self.lines]
        uses = Counter(name for each in names for name in each)
        for number, each in enumerate(names):
            rarest = min(each, key=lambda name: uses[name], default=None)
            (self._others if rarest is None else self._named.setdefault(rarest, [])).append(number)

    def of(self, path: str) -> tuple[str, ...]:
        """The owners of a workspace-relative path; none if it has no owner or the limit was reached."""
        if path not in self._found and not self.spent:
            self._found[path] = self._owners(f"{self.prefix}{path}".split("/"))
        return self._found.get(path, ())

    def _owners(self, names: list[str]) -> tuple[str, ...]:
        last: dict[str, tuple[str, ...]] = {}
        excluded: set[str] = set()
        numbers = sorted(chain(self._others, *(self._named.get(name, ()) for name in set(names))))
        self._left -= len(numbers)
        for number in numbers:
            line = self.lines[number]
            if line.section in last and not line.excluded:
                continue
            self._left -= line.length
            if self._left < 0:
                self.spent = True
                return ()
            if any(fits(names, steps) for steps in line.globs):
                last.setdefault(line.section, line.owners)
                if line.excluded:
                    excluded.add(line.section)
                if len(last) == len(self._sections) and not self._all_count:
                    break
        counted = (last.get(section, ()) for section in self._sections if section not in excluded)
        return tuple(dict.fromkeys(owner for owners in counted for owner in owners))


def _names(line: OwnerLine) -> list[str]:
    """Names without wildcards that a path must have for the line to match it."""
    first, *others = (tuple(step for step in steps if not set(step) & set("*?")) for steps in line.globs)
    return [name for name in first if all(name in each for each in others)]


def parse_owners(text: str, prefix: str = "", *, gitlab: bool = False) -> Owners:
    """Read a CODEOWNERS file.

    ``prefix`` is the workspace's folder within the repository (``""`` or ``planning/``). With ``gitlab``, and in a file
    with a section, the syntax is GitLab's: sections, exclusions, and patterns without a leading slash match at any
    depth.
    """
    lines: list[OwnerLine] = []
    rows = [row.strip() for row in text.removeprefix("\ufeff").splitlines()]
    gitlab = gitlab or any(_SECTION.fullmatch(row) for row in rows)
    section = ""
    default: tuple[str, ...] = ()
    for row in rows:
        # GitHub documents that a backslash before the hash does not make a pattern of it
        if not row or row.startswith("#" if gitlab else ("#", "\\#")):
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
    return Owners(lines, prefix)


def _plain(word: str) -> str:
    """A word without the backslashes that escape a space or a hash."""
    return re.sub(r"\\(.)", r"\1", word)


def _owners(words: Iterable[str], *, comments: bool = False) -> tuple[str, ...]:
    """The names and addresses among words; a hash starts a comment for GitHub, but not for GitLab."""
    found = []
    for word in words:
        if word.startswith("#") and not comments:
            break
        if "@" in word:
            found.append(word)
    return tuple(found)


def _github(pattern: str) -> tuple[tuple[str, ...], ...]:
    """The globs for a gitignore pattern: a name at any depth, a folder with its contents."""
    inner = pattern.strip("/")
    anchored = pattern.startswith("/") or "/" in inner
    steps = inner.split("/") if anchored else ["**", *inner.split("/")]
    below = (*steps, *(() if steps[-1] == "**" else ("**",)), "*")
    if pattern.endswith("**/"):
        return ((*steps, "*", "*"),)
    if pattern.endswith("/") or steps[-1] == "**":
        return (below,)
    # `docs/*` stops at the first level, and so does `/*`
    return (tuple(steps),) if anchored and steps[-1] == "*" else (tuple(steps), below)


def _gitlab(pattern: str) -> tuple[tuple[str, ...], ...]:
    """The glob for a pattern of Ruby's fnmatch: only a final slash means the contents of a folder."""
    steps = pattern.strip("/").split("/")
    if not pattern.startswith("/"):
        steps = ["**", *steps]
    if pattern.endswith("/"):
        return ((*steps, "**", "*"),)
    return ((*steps[:-1], "*" if steps[-1] == "**" else steps[-1]),)
