"""Links to lines of a commit on the server that runs this CI job; none outside of CI."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import quote

LineLink = Callable[[str, int], str]
"""The address of a line: the path from the top of the repository, and the line number from 1."""

# values from the environment become part of a page: no space, bracket or quote
_ADDRESS = re.compile(r"https?://(?:[\w.-]+@)?([\w.-]+(?::\d+)?(?:/[\w.~%+-]+)+)", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_GITHUB = "{home}/blob/{commit}/{path}#L{line}"
_AZURE = "{home}?path=/{path}&version=GC{commit}&line={line}&lineEnd={after}&lineStartColumn=1&lineEndColumn=1"


def line_links(environ: Mapping[str, str], commit: str | None) -> LineLink | None:
    """How to link to lines of a commit; None if the server is unknown.

    Supports the variables that GitHub, GitLab, Bitbucket and Azure DevOps set for every job.
    """
    if commit is None or not _COMMIT.fullmatch(commit):
        return None
    # servers that imitate GitHub set the same variables, but show files elsewhere
    imitated = environ.get("GITEA_ACTIONS") or environ.get("FORGEJO_ACTIONS")
    known = defaultdict(str, environ)
    github = f"{known['GITHUB_SERVER_URL']}/{known['GITHUB_REPOSITORY']}"
    azure = known["BUILD_REPOSITORY_URI"] if known["TF_BUILD"] else ""
    hosted_by = known["BUILD_REPOSITORY_PROVIDER"]
    places = (
        (github if known["GITHUB_ACTIONS"] == "true" and not imitated else "", _GITHUB),
        (known["CI_PROJECT_URL"] if known["GITLAB_CI"] else "", "{home}/-/blob/{commit}/{path}#L{line}"),
        (known["BITBUCKET_GIT_HTTP_ORIGIN"], "{home}/src/{commit}/{path}#lines-{line}"),
        (azure if hosted_by == "GitHub" else "", _GITHUB),
        (azure if hosted_by == "TfsGit" else "", _AZURE),
    )
    for address, form in places:
        home = _address(address)
        if home is not None:
            return partial(_link, form, home, commit)
    return None


def _link(form: str, home: str, commit: str, path: str, line: int) -> str:
    return form.format(home=home, commit=commit, path=quote(path), line=line, after=line + 1)


def _address(text: str) -> str | None:
    """An address with nothing but host and path; a user name before the host is removed."""
    text = text.removesuffix("/").removesuffix(".git")
    found = _ADDRESS.fullmatch(text)
    return f"{text.partition('://')[0]}://{found[1]}" if found else None
