"""The history of one department's files in commits: each blob is fetched and read once, others are not read."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from okrctl.core.model.files import FileFacts
from okrctl.core.review.history import Version, may_hold
from okrctl.core.values.text import MOST_BYTES, decode
from okrctl.shell.cache import NO_CACHE, Cache
from okrctl.shell.files import matches
from okrctl.shell.git import Repository
from okrctl.shell.reading import facts_of


class DepartmentHistory:
    """The history of the files that are or were a department's, by all the ids that it has had."""

    def __init__(
        self,
        repository: Repository,
        patterns: tuple[str, ...],
        departments: Collection[str],
        cache: Cache = NO_CACHE,
    ) -> None:
        self._repository = repository
        self._patterns = patterns
        self._departments = departments
        self._cache = cache
        self._texts: dict[str, bytes | None] = {}
        self._known: dict[tuple[str, str], FileFacts] = {}

    def versions(self, revision: str = "HEAD") -> list[Version]:
        """Every commit up to a revision that changed one of these files, oldest first."""
        commits = list(self._repository.log(revision))
        changes = [change for commit in commits for change in commit.files if matches(change.path, self._patterns)]
        self._fetch(blob for change in changes for blob in (*change.before, change.after) if blob)
        found = []
        for commit in commits:
            files = [change for change in commit.files if matches(change.path, self._patterns)]
            parents = max((len(change.before) for change in files), default=0)
            before = tuple(self._facts((c.path, c.before[number]) for c in files) for number in range(parents))
            after = self._facts((change.path, change.after) for change in files)
            if after or any(before):
                found.append(Version(commit.name, commit.author, commit.when[:10], commit.subject, before, after))
        return found

    def given_up(self, names: Collection[str], revision: str = "HEAD") -> set[str]:
        """The departments that were in files changed by these commits and are in none of them anymore."""
        found: set[str] = set()
        for commit in self._repository.log(revision):
            if commit.name in names:
                files = [change for change in commit.files if matches(change.path, self._patterns)]
                before = {(change.path, blob) for change in files for blob in change.before if blob}
                after = {(change.path, change.after) for change in files if change.after}
                found |= self._departments_in(before) - self._departments_in(after) if before else set()
        return found

    def _departments_in(self, files: Collection[tuple[str, str]]) -> set[str]:
        texts = {blob: raw for _, blob in files if (raw := self._texts.get(blob)) is not None}
        others = (blob for _, blob in files if blob not in texts)
        texts |= self._repository.contents(others, MOST_BYTES)
        read = (self._read(path, blob, texts[blob]).department for path, blob in files)
        return {department for department in read if department is not None}

    def uncommitted(self, files: Iterable[FileFacts], day: str) -> Version | None:
        """The working tree's changes since the last commit; None if there are none."""
        head = self._repository.head
        if head is None:
            return None
        blobs = {b.path: b.name for b in self._repository.blobs(head) if b.regular and matches(b.path, self._patterns)}
        self._fetch(blobs.values())
        before = self._facts(blobs.items())
        after = tuple(file for file in files if file.department in self._departments)
        return Version("", "", day, "not committed yet", (before,), after)

    def _fetch(self, blobs: Iterable[str]) -> None:
        """Fetch unknown blobs, all at once."""
        contents = self._repository.contents((b for b in blobs if b not in self._texts), MOST_BYTES)
        for blob, raw in contents.items():
            self._texts[blob] = raw if may_hold(raw, self._departments) else None

    def _facts(self, files: Iterable[tuple[str, str | None]]) -> tuple[FileFacts, ...]:
        """The facts of those files (path and blob) that are the department's."""
        return tuple(self._read(path, blob, raw) for path, blob in files if blob and (raw := self._texts.get(blob)))

    def _read(self, path: str, blob: str, raw: bytes) -> FileFacts:
        if (path, blob) not in self._known:
            self._known[path, blob] = facts_of(self._cache, path, blob, lambda: decode(path, raw))
        return self._known[path, blob]
