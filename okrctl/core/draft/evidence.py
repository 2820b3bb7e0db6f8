"""Commits, merged branches and closed issues as sentences about items, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from okrctl.core.draft.mentions import Mention, Names, in_branch, in_labels, in_text
from okrctl.core.values import safe
from okrctl.core.values.frozen import frozen

LONGEST = 120
MOST = 5
_SHORT = 12
_LONGEST_SUBJECT = 1_000
_MERGES = tuple(
    re.compile(form)
    for form in (
        r"Merge (?:remote-tracking )?branch '(?:origin/)?([^']+)'.*",
        r"Merge pull request #\d+ from [^/\s]+/(\S+)",
        r"Merged in (\S+) \(pull request #\d+\)",
    )
)


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
        found = [*(in_branch(branch, names) if branch else ()), *in_text(commit.message, names)]
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
        found = [*in_labels(issue.labels, names), *in_text(f"{issue.title}\n{issue.text}", names)]
        words = f"Closed: {shortened(issue.title)}"
        key = f"{shortened(issue.key)}, " if issue.key else ""
        for mention in _once(found):
            yield Evidence(mention, issue.day, words, f"{key}{issue.file}:{issue.at}", f"{words} ({key}", closed=True)


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
