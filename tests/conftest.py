"""Every test sees the same small world: no colours, no user's settings, an English 80-column terminal."""

from __future__ import annotations

import os

_OURS = {"OKRCTL_ROOT", "OKRCTL_DEBUG", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "EDITOR", "VISUAL"}

for _name in list(os.environ):
    if _name in _OURS or _name.startswith("GIT_"):
        del os.environ[_name]

os.environ |= {
    "COLUMNS": "80",
    "TERM": "xterm",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ana Ruiz",
    "GIT_AUTHOR_EMAIL": "ana@example.com",
    "GIT_COMMITTER_NAME": "Ana Ruiz",
    "GIT_COMMITTER_EMAIL": "ana@example.com",
}
