"""A small workspace for tests, written as plain data, looked at through the front door."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.kit.harness import Ran, run_cli

Json = dict[str, Any]


class Shop:
    """A workspace in a folder. What is written to it is plain data: JSON is YAML, too."""

    def __init__(self, root: Path, **settings: Any) -> None:
        self.root = root
        (root / "okrs").mkdir(parents=True, exist_ok=True)
        config = {"okrctl": 1, "organization": "Shop", **settings}
        (root / "okrctl.yaml").write_text(json.dumps(config), encoding="utf-8")

    def write(self, department: str = "shop", *, file: str | None = None, **keys: Any) -> Shop:
        """Write a department's file."""
        data = {"okrctl": 1, "department": department, **keys}
        path = self.root / "okrs" / f"{file or department}.yaml"
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        return self

    def run(self, *args: str) -> Ran:
        """Run a command on it."""
        return run_cli(*args, "--root", str(self.root))

    def json(self, command: str, day: str, *args: str, code: int = 0) -> Json:
        """The JSON of a report."""
        ran = self.run(command, "--as-of", day, "--format", "json", *args)
        assert ran.code == code, ran.err + ran.out
        found: Json = json.loads(ran.out)
        return found

    def status(self, day: str, *args: str) -> Json:
        """The status as of a day."""
        return self.json("status", day, *args)

    def result(self, ref: str, day: str, *args: str) -> Json:
        """One key result as of a day."""
        return next(each for each in results(self.status(day, *args)) if each["ref"] == ref)

    def objective(self, ref: str, day: str, *args: str) -> Json:
        """One objective as of a day."""
        return next(each for each in objectives(self.status(day, *args)) if each["ref"] == ref)

    def kpi(self, ref: str, day: str) -> Json:
        """One KPI as of a day."""
        return next(each for home in self.status(day)["departments"] for each in home["kpis"] if each["ref"] == ref)


def objectives(status: Json) -> Iterator[Json]:
    """All objectives of a status."""
    for department in status["departments"]:
        yield from department["objectives"]


def results(status: Json) -> Iterator[Json]:
    """All key results of a status."""
    for objective in objectives(status):
        yield from objective["key_results"]


def objective(*key_results: Json, id: str = "goal", **keys: Any) -> Json:
    """An objective of the first quarter of 2026, committed unless said."""
    base: Json = {"id": id, "title": f"Reach the {id}", "cycle": "2026-Q1", "ambition": "committed"}
    return {**base, **keys, "key_results": list(key_results)}


def result(id: str = "kr", **keys: Any) -> Json:
    """A key result."""
    return {"id": id, "title": f"The result {id}", **keys}


def check_in(date: str, results: Json | None = None, **keys: Any) -> Json:
    """A check-in."""
    said = {} if results is None else {"results": results}
    return {"date": date, "by": "ana@example.com", **said, **keys}
