"""Every test sees the same small world: no colours, no user's settings, an English 80-column terminal."""

from __future__ import annotations

import os
import signal
import sys
import tempfile

from hypothesis import Phase, settings

from tests.kit.sizes import size

# no test asserts a time; where it matters only whether a property fails, nobody needs the smallest example
settings.register_profile("okrctl", deadline=None, max_examples=size("OKRCTL_EXAMPLES", 30))
settings.register_profile("mutants", deadline=None, max_examples=500, phases=(Phase.explicit, Phase.generate))
settings.load_profile(os.environ.get("OKRCTL_TEST_PROFILE", "okrctl"))

# tests start okrctl some thousand times: it is compiled once and not each time
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# a shell that runs tests in the background has Ctrl-C ignored, and so would the programs that tests start and stop
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

_OURS = {"OKRCTL_ROOT", "OKRCTL_DEBUG", "OKRCTL_NO_CACHE", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"}
_OURS |= {"EDITOR", "VISUAL"}

for _name in list(os.environ):
    if _name in _OURS or _name.startswith("GIT_"):
        del os.environ[_name]

# kept until the interpreter ends, empty at first: what one test leaves there another may find, as in daily use
_CACHE = tempfile.TemporaryDirectory(prefix="okrctl-cache-")

os.environ |= {
    "OKRCTL_CACHE_DIR": _CACHE.name,
    "COLUMNS": "80",
    "TERM": "xterm",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ana Ruiz",
    "GIT_AUTHOR_EMAIL": "ana@example.com",
    "GIT_COMMITTER_NAME": "Ana Ruiz",
    "GIT_COMMITTER_EMAIL": "ana@example.com",
}
