"""Where test data from elsewhere lies: beside the project, or where ``OKRCTL_TEST_DATA`` says."""

from __future__ import annotations

import os
from pathlib import Path


def shared_data(name: str) -> Path:
    """The path of a folder or file of shared test data; it may be absent."""
    home = os.environ.get("OKRCTL_TEST_DATA")
    root = Path(home) if home else Path(__file__).resolve().parents[2] / "shared" / "data"
    return root / name
