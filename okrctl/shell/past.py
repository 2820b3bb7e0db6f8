"""What commits did to the files of one department: each blob fetched once and read once, all others left unread."""

from __future__ import annotations

from okrctl.core.facts import department_facts, unreadable_facts
from okrctl.core.history import Version, may_hold
from okrctl.core.model import FileFacts
from okrctl.core.source import DEFAULT_LIMITS, decode
from okrctl.shell.files import matches
from okrctl.shell.git import Repository


def versions(
    repository: Repository, patterns: tuple[str, ...], department: str, revision: str = "HEAD"
) -> list[Version]:
    """Every commit that changed a file of a department, oldest first, with the facts before and after.

    Args:
        repository: of the workspace's folder.
        patterns: which files are department files.
        department: the department's id.
        revision: where to look back from.
    """
    commits = list(repository.log(revision))
    wanted = [
        blob
        for commit in commits
        for change in commit.files
        if matches(change.path, patterns)
        for blob in (change.before, change.after)
        if blob
    ]
    contents = repository.contents(wanted, DEFAULT_LIMITS.file_bytes)
    texts = {blob: raw for blob, raw in contents.items() if may_hold(raw, department)}
    known: dict[tuple[str, str], FileFacts] = {}

    def facts(path: str, blob: str | None) -> FileFacts | None:
        if blob is None or blob not in texts or not matches(path, patterns):
            return None
        if (path, blob) not in known:
            text, problem = decode(path, texts[blob])
            if text is not None:
                known[path, blob] = department_facts(path, text)
            else:
                assert problem is not None
                known[path, blob] = unreadable_facts(path, problem)
        return known[path, blob]

    found = []
    for commit in commits:
        before = tuple(f for c in commit.files if (f := facts(c.path, c.before)) is not None)
        after = tuple(f for c in commit.files if (f := facts(c.path, c.after)) is not None)
        if before or after:
            found.append(Version(commit.name, commit.author, commit.when[:10], commit.subject, before, after))
    return found
