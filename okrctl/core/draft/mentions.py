"""The items that a text mentions: by id, by reference, or by one of their milestones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from okrctl.core.values.frozen import frozen

_WORD = re.compile(r"(?<![\w./@-])[A-Za-z0-9][\w-]*(?:/[A-Za-z0-9][\w-]*)*(?![\w/-]|\.\w)")
_TRAILER = re.compile(r"[A-Za-z][\w-]{0,30}:\s+(.+)")
_ISSUE_NUMBER = re.compile(r"^\d+[-_]")
_PAIRS = {"[": "]", "(": ")", "`": "`", "'": "'", '"': '"', "“": "”"}


@frozen
class Mention:
    """An item that a text mentions.

    Attributes:
        ref: its reference.
        step: the milestone, if one is named.
        sure: False for a word that is an id, but may be meant as an ordinary word.
    """

    ref: str
    step: str = ""
    sure: bool = True


@dataclass
class Names:
    """The names of items in texts; an id that two departments use is never certain."""

    known: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, ref: str, steps: Iterable[str] = ()) -> None:
        """Add an item and its milestones."""
        id = ref.partition("/")[2]
        for name in (ref, id):
            self.known.setdefault(name, []).append((ref, ""))
            for step in steps:
                self.known.setdefault(f"{name}/{step}", []).append((ref, step))

    def meant(self, name: str, *, sure: bool) -> Iterator[Mention]:
        """The items of a name."""
        found = self.known.get(name, ())
        for ref, step in found:
            yield Mention(ref, step, sure and len(found) == 1)


def in_text(text: str, names: Names) -> list[Mention]:
    """The items that a message or title mentions.

    An id with a hyphen and a reference are never ordinary words. An id such as `audit` is certain if its author marks
    it: `audit: …`, `fix(audit): …`, `[audit]`, `#audit`, or a trailer such as `OKR: audit`.
    """
    found: list[Mention] = []
    for line in text.splitlines():
        trailer = _TRAILER.fullmatch(line.strip())
        listed = {each.strip() for each in trailer[1].split(",")} if trailer else set()
        for match in _WORD.finditer(line):
            name = match[0] if match[0] in names.known else match[0].lower()
            plain = "-" not in name and "/" not in name
            if plain and match[0] != name:
                continue
            marked = match[0] in listed or _marked(line, match.start(), match.end())
            found += names.meant(name, sure=not plain or marked)
    return _surest(found)


def in_branch(branch: str, names: Names) -> list[Mention]:
    """The items in a branch name: the whole name, or a step of its path, alone or followed by more words."""
    whole = list(names.meant(branch, sure=True))
    if whole:
        return _surest(whole)
    return _surest(each for part in branch.split("/") for each in names.meant(_longest(part, names), sure=True))


def _longest(part: str, names: Names) -> str:
    """The name that equals or starts a step of a branch's path; more words may follow a name with a hyphen."""
    bare = _ISSUE_NUMBER.sub("", part)
    for name in (part, bare):
        if name in names.known:
            return name
    while bare := bare[: max(bare.rfind("-"), bare.rfind("_"), 0)]:
        if "-" in bare and bare in names.known:
            return bare
    return ""


def in_labels(labels: Iterable[str], names: Names) -> list[Mention]:
    """The items that labels such as `organic-traffic` or `okr::audit` mention."""
    found: list[Mention] = []
    for label in labels:
        for name in (label, re.split(r":+\s*", label)[-1]):
            found += names.meant(name.strip(), sure=True)
    return _surest(found)


def _marked(line: str, start: int, end: int) -> bool:
    before, after = line[start - 1 : start], line[end : end + 1]
    if before == "#" or (before in _PAIRS and _PAIRS[before] == after):
        return True
    return after == ":" and not line[:start].strip()


def _surest(found: Iterable[Mention]) -> list[Mention]:
    """Each item and milestone once, certain if one of its mentions is."""
    best: dict[tuple[str, str], Mention] = {}
    for each in found:
        key = (each.ref, each.step)
        if key not in best or (each.sure and not best[key].sure):
            best[key] = each
    return list(best.values())
