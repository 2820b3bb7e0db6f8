"""Commits, merged branches and closed issues as sentences about the items that they mention by id or reference."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from okrctl.core.values import safe
from okrctl.core.values.frozen import frozen

LONGEST = 120
MOST = 5
_SHORT = 12
_LONGEST_SUBJECT = 1_000
_WORD = re.compile(r"(?<![\w./@-])[A-Za-z0-9][\w-]*(?:/[A-Za-z0-9][\w-]*)*(?![\w/-]|\.\w)")
_TRAILER = re.compile(r"[A-Za-z][\w-]{0,30}:\s+(.+)")
_ISSUE_NUMBER = re.compile(r"^\d+[-_]")
_PAIRS = {"[": "]", "(": ")", "`": "`", "'": "'", '"': '"', "“": "”"}
_MERGES = tuple(
    re.compile(form)
    for form in (
        r"Merge (?:remote-tracking )?branch '(?:origin/)?([^']+)'.*",
        r"Merge pull request #\d+ from [^/\s]+/(\S+)",
        r"Merged in (\S+) \(pull request #\d+\)",
    )
)


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


@frozen
class LoggedCommit:
    """A commit of the checked-out history; ``merged`` if it has several parents, ``files`` from the top."""

    name: str
    day: date
    message: str
    merged: bool = False
    files: Sequence[str] = ()

    @property
    def subject(self) -> str:
        """The first line of its message."""
        return self.message.strip().partition("\n")[0].strip()


@frozen
class ClosedIssue:
    """An issue that was closed; ``at`` is its row in ``file``."""

    key: str
    title: str
    day: date
    file: str
    at: str
    labels: Sequence[str] = ()
    text: str = ""


@frozen
class Evidence:
    """One sentence about an item, and its source.

    Attributes:
        mention: the item, and whether it is surely meant.
        day: of the commit or of the closing.
        words: what was done, in its author's words, on one line.
        place: the commit or the row.
        key: what earlier notes contain if they mention this.
        closed: whether an issue was closed.
    """

    mention: Mention
    day: date
    words: str
    place: str
    key: str
    closed: bool = False

    @property
    def sentence(self) -> str:
        """As it stands in a note."""
        return f"{self.words} ({self.place})"


def branch_of(subject: str) -> str | None:
    """The branch that a merge commit names in its subject; None if it isn't written as forges write it."""
    if len(subject) > _LONGEST_SUBJECT:
        return None
    return next((match[1] for form in _MERGES if (match := form.fullmatch(subject))), None)


def of_commits(commits: Iterable[LoggedCommit], names: Names, own: Collection[str]) -> Iterator[Evidence]:
    """What commits say about items.

    ``commits`` are newest first. ``own`` are the plan's own files; commits that change nothing else are left out.
    """
    for commit in commits:
        if commit.files and all(path in own for path in commit.files):
            continue
        branch = branch_of(commit.subject) if commit.merged else None
        found = [*(_in_branch(branch, names) if branch else ()), *_in_text(commit.message, names)]
        words = shortened(commit.subject)
        if branch is not None:
            title = next((line for line in commit.message.strip().split("\n")[1:] if line.strip()), "")
            words = f"Merged {shortened(branch)}" + (f": {shortened(title)}" if title else "")
        short = commit.name[:_SHORT]
        for mention in _once(found):
            yield Evidence(mention, commit.day, words, f"commit {short}", short)


def of_issues(issues: Iterable[ClosedIssue], names: Names) -> Iterator[Evidence]:
    """What closed issues say about items."""
    for issue in issues:
        found = [*_in_labels(issue.labels, names), *_in_text(f"{issue.title}\n{issue.text}", names)]
        words = f"Closed: {shortened(issue.title)}"
        key = f"{shortened(issue.key)}, " if issue.key else ""
        for mention in _once(found):
            yield Evidence(mention, issue.day, words, f"{key}{issue.file}:{issue.at}", f"{words} ({key}", closed=True)


def _in_text(text: str, names: Names) -> list[Mention]:
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
    return found


def _in_branch(branch: str, names: Names) -> list[Mention]:
    """The items in a branch name: the whole name, or a step of its path, alone or followed by more words."""
    whole = list(names.meant(branch, sure=True))
    if whole:
        return whole
    return [each for part in branch.split("/") for each in names.meant(_longest(part, names), sure=True)]


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


def _in_labels(labels: Iterable[str], names: Names) -> list[Mention]:
    """The items that labels such as `organic-traffic` or `okr::audit` mention."""
    found: list[Mention] = []
    for label in labels:
        for name in (label, re.split(r":+\s*", label)[-1]):
            found += names.meant(name.strip(), sure=True)
    return found


def _marked(line: str, start: int, end: int) -> bool:
    before, after = line[start - 1 : start], line[end : end + 1]
    if before == "#" or (before in _PAIRS and _PAIRS[before] == after):
        return True
    return after == ":" and not line[:start].strip()


def note_of(found: Sequence[Evidence]) -> str:
    """The note on one item: its newest sentences, and how many more there are."""
    told = "; ".join(each.sentence for each in found[:MOST])
    return told + (f"; and {len(found) - MOST} more" if len(found) > MOST else "")


def shortened(text: str) -> str:
    """A stranger's text on one line, cut at a length, with invisible characters shown."""
    line = safe.line(text).strip()
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _once(found: Iterable[Mention]) -> list[Mention]:
    """Each item once; a match with a milestone wins, and a certain one over an uncertain one."""
    best: dict[str, Mention] = {}
    for each in found:
        other = best.get(each.ref)
        if other is None or (each.sure, bool(each.step)) > (other.sure, bool(other.step)):
            best[each.ref] = each
    return list(best.values())
