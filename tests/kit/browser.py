"""A real browser for tests: Chromium, driven by playwright-core, with axe-core to look for barriers.

`.ci/run browser` installs the two packages below tests/browser; the browser itself is that of the system, or what
OKRCTL_CHROMIUM names.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1] / "browser"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def chromium() -> str | None:
    """The browser."""
    named = os.environ.get("OKRCTL_CHROMIUM")
    return named or next((found for name in _NAMES if (found := shutil.which(name))), None)


def missing() -> str:
    """What a browser test lacks here, as the reason to skip it; empty when nothing does."""
    if shutil.which("node") is None:
        return "no Node.js here: install it, then run `.ci/run browser`"
    if not all((HERE / "node_modules" / name).is_dir() for name in ("playwright-core", "axe-core")):
        return "playwright-core and axe-core are not installed: run `.ci/run browser`"
    if chromium() is None:
        return "no Chromium here: install it, or name it in OKRCTL_CHROMIUM"
    return ""


def visit(file: Path, **job: Any) -> dict[str, Any]:
    """Open views of a page at widths and in schemes; what was wrong with them, by kind (see visit.mjs)."""
    told = {"browser": chromium(), "file": str(file), "widths": [1440], "schemes": ["light"], "axe": False, **job}
    ran = subprocess.run(
        ["node", str(HERE / "visit.mjs")], input=json.dumps(told), capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found
