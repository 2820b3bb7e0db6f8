"""Prints the lower bound of every dependency in pyproject.toml as a constraint for pip: ``rich==13.8``."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = tomllib.loads(Path(__file__).resolve().parents[1].joinpath("pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]

for requirement in sorted({*PROJECT["dependencies"], *EXTRAS["xlsx"], *EXTRAS["sources"]}):
    found = re.match(r"([\w.-]+)>=([\w.]+)", requirement)
    if found is None:
        raise SystemExit(f"{requirement} has no lower bound")
    print(f"{found[1]}=={found[2]}")
