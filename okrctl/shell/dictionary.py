"""The dictionary of metrics that comes with okrctl: package data, read when needed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import okrctl
from okrctl.core.loading.dictionary import load_dictionary
from okrctl.core.model.dictionary import ShippedMetric


@cache
def shipped_metrics() -> Mapping[str, ShippedMetric]:
    """Every metric by id, area by area."""
    folder = Path(okrctl.__file__).parent / "dictionary"
    return load_dictionary({path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))})
