"""Where this okrctl was installed from, so that generated files and hints install the same. It isn't in a package
index."""

from __future__ import annotations

import json
import os
import re
from importlib.metadata import PackageNotFoundError, distribution, requires

_SOURCE = re.compile(r"git\+(https|ssh)://[\w.@:/~+-]+@[0-9a-f]{40}")


def source() -> str | None:
    """A requirement that names a repository and a commit; None if unknown.

    It comes from ``OKRCTL_SOURCE``, else from pip's record of an installation from a repository.
    """
    given = os.environ.get("OKRCTL_SOURCE") or _installed_from()
    return given if given and _SOURCE.fullmatch(given) else None


def install(extra: str) -> str:
    """The command that installs the packages of an extra: with this okrctl from its origin, else only those
    packages."""
    known = source()
    if known is not None:
        return f"pip install 'okrctl[{extra}] @ {known}'"
    mark = re.compile(rf"""extra == ['"]{extra}['"]""")
    try:
        needed = [each.partition(";")[0].strip() for each in requires("okrctl") or () if mark.search(each)]
    except PackageNotFoundError:
        needed = []
    return f"pip install {' '.join(map(repr, needed))}" if needed else f"install the extra {extra} of okrctl"


def _installed_from() -> str | None:
    try:
        noted = distribution("okrctl").read_text("direct_url.json")
        about = json.loads(noted or "{}")
        return f"git+{about['url']}@{about['vcs_info']['commit_id']}"
    except (PackageNotFoundError, OSError, ValueError, KeyError, TypeError):
        return None
