"""Where this okrctl was installed from: what is generated for others installs the same."""

from __future__ import annotations

import json
import os
import re
from importlib.metadata import PackageNotFoundError, distribution

_SOURCE = re.compile(r"git\+(https|ssh)://[\w.@:/~+-]+@[0-9a-f]{40}")


def source() -> str | None:
    """A requirement that names a repository and a commit; None when that is not known.

    ``OKRCTL_SOURCE`` says it; else pip has noted it, for what it installed from a repository.
    """
    given = os.environ.get("OKRCTL_SOURCE") or _installed_from()
    return given if given and _SOURCE.fullmatch(given) else None


def _installed_from() -> str | None:
    try:
        noted = distribution("okrctl").read_text("direct_url.json")
        about = json.loads(noted or "{}")
        return f"git+{about['url']}@{about['vcs_info']['commit_id']}"
    except (PackageNotFoundError, OSError, ValueError, KeyError, TypeError):
        return None
