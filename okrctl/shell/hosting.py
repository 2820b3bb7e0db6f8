"""Links to lines of a commit on the server that runs this CI job; none outside of CI."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote

LineLink = Callable[[str, int], str]
"""The address of a line: the path from the top of the repository, and the line number from 1."""

# values from the environment become part of a page: no space, bracket or quote
_ADDRESS = re.compile(r"https?://(?:[\w.-]+@)?([\w.-]+(?::\d+)?(?:/[\w.~%+-]+)+)", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40,64}")


def line_links(environ: Mapping[str, str], commit: str | None) -> LineLink | None:
    """How to link to lines of a commit; None if the server is unknown.

    Supports the variables that GitHub, GitLab, Bitbucket and Azure DevOps set for every job.
    """
    if commit is None or not _COMMIT.fullmatch(commit):
        return None
    for server in (_github, _gitlab, _bitbucket, _azure):
        link = server(environ, commit)
        if link is not None:
            return link
    return None


def _address(text: str) -> str | None:
    """An address with nothing but host and path; a user name before the host is removed."""
    text = text.removesuffix("/").removesuffix(".git")
    found = _ADDRESS.fullmatch(text)
    return f"{text.partition('://')[0]}://{found[1]}" if found else None


def _github(environ: Mapping[str, str], commit: str) -> LineLink | None:
    # servers that imitate GitHub set the same variables, but show files elsewhere
    if environ.get("GITHUB_ACTIONS") != "true" or environ.get("GITEA_ACTIONS") or environ.get("FORGEJO_ACTIONS"):
        return None
    home = _address(f"{environ.get('GITHUB_SERVER_URL', '')}/{environ.get('GITHUB_REPOSITORY', '')}")
    return None if home is None else lambda path, line: f"{home}/blob/{commit}/{quote(path)}#L{line}"


def _gitlab(environ: Mapping[str, str], commit: str) -> LineLink | None:
    home = _address(environ.get("CI_PROJECT_URL", "")) if environ.get("GITLAB_CI") else None
    return None if home is None else lambda path, line: f"{home}/-/blob/{commit}/{quote(path)}#L{line}"


def _bitbucket(environ: Mapping[str, str], commit: str) -> LineLink | None:
    home = _address(environ.get("BITBUCKET_GIT_HTTP_ORIGIN", ""))
    return None if home is None else lambda path, line: f"{home}/src/{commit}/{quote(path)}#lines-{line}"


def _azure(environ: Mapping[str, str], commit: str) -> LineLink | None:
    home = _address(environ.get("BUILD_REPOSITORY_URI", "")) if environ.get("TF_BUILD") else None
    if home is None:
        return None
    if environ.get("BUILD_REPOSITORY_PROVIDER") == "GitHub":
        return lambda path, line: f"{home}/blob/{commit}/{quote(path)}#L{line}"
    if environ.get("BUILD_REPOSITORY_PROVIDER") != "TfsGit":
        return None

    def link(path: str, line: int) -> str:
        whole = f"line={line}&lineEnd={line + 1}&lineStartColumn=1&lineEndColumn=1"
        return f"{home}?path=/{quote(path)}&version=GC{commit}&{whole}"

    return link
