"""How much tests try, and where test data from elsewhere lies."""

from __future__ import annotations

import os
from pathlib import Path


def size(name: str, usual: int) -> int:
    """How many cases to try: what the environment says (the nightly size), or the usual number."""
    return int(os.environ.get(name, str(usual)))


def nightly() -> bool:
    """Whether to try everything (``OKRCTL_FUZZ=20000`` or more), not only as much as fits beside other tests."""
    return int(os.environ.get("OKRCTL_FUZZ", "0")) >= 20_000


def shared_data(name: str) -> Path:
    """The path of a folder or file of shared test data; it may be absent."""
    home = os.environ.get("OKRCTL_TEST_DATA")
    root = Path(home) if home else Path(__file__).resolve().parents[3] / "shared" / "data"
    return root / name
