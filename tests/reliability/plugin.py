"""A pytest plugin (``-p tests.reliability.plugin``) that writes down how the tests with the mark *reliability* ended.

A test may ``record_property("tried", n)``: how many cases it has tried. Without that it counts as one case, or, where
Hypothesis makes up its cases, as so many.
The file is named by ``OKRCTL_RELIABILITY``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

_MARK = "reliability"


@dataclass
class Line:
    """A test function with all its parameters: how many runs passed, failed and were skipped, and what they tried."""

    test: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    tried: int = 0
    seconds: float = 0.0
    reasons: set[str] = field(default_factory=set)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """In a worker: let the report tell that its test has the mark."""
    outcome: Any = yield
    if item.get_closest_marker(_MARK):
        made_up = getattr(getattr(item, "obj", None), "_hypothesis_internal_use_settings", None)
        outcome.get_result().user_properties.insert(0, ("tried", made_up.max_examples if made_up else 1))
        outcome.get_result().user_properties.append((_MARK, True))


class CacheTable:
    """Where it all comes together: in the only process, or in the one that leads the workers."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.lines: dict[str, Line] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One phase of one test has ended."""
        known = dict(report.user_properties)
        if _MARK not in known:
            return
        name = report.nodeid.partition("[")[0]
        line = self.lines.setdefault(name, Line(name))
        line.seconds += report.duration
        if report.failed:
            line.failed += 1
        elif report.skipped:
            line.skipped += 1
            line.reasons.add(str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr))
        elif report.when == "call":
            line.passed += 1
            line.tried += int(str(known["tried"]))

    def pytest_sessionfinish(self) -> None:
        """Write it down."""
        told = [vars(line) | {"reasons": sorted(line.reasons)} for _, line in sorted(self.lines.items())]
        self.target.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Take notes, unless this is a worker."""
    target = os.environ.get("OKRCTL_RELIABILITY")
    if target and not hasattr(config, "workerinput"):
        config.pluginmanager.register(CacheTable(Path(target)))
