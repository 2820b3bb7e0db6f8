"""What a mutant is: okrctl broken in one named way, and the tests that must notice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Mutant:
    """One way to break okrctl.

    ``old`` stands exactly once in ``file`` and gives way to ``new``. ``tests`` are those that must fail then, as
    ``tests/….py::function``. ``why`` says what a user would suffer.
    """

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    why: str

    def apply(self, root: Path) -> None:
        """Break the tree in that folder."""
        path = root / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(self.flaw(root))
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")

    def flaw(self, root: Path = PROJECT) -> str | None:
        """What is wrong with this entry of the table; None while it fits the tree."""
        found = (root / self.file).read_text(encoding="utf-8").count(self.old)
        if found != 1:
            return f"{self.name}: its old text stands {found} times in {self.file}, not once"
        for test in self.tests:
            file, _, function = test.partition("::")
            path, name = root / file, function.rpartition("::")[2]
            if not path.is_file() or not re.search(rf"^ *def {re.escape(name)}\(", path.read_text("utf-8"), re.M):
                return f"{self.name}: there is no test {test}"
        return None


def table() -> tuple[Mutant, ...]:
    """All mutants, by area."""
    from tests.mutants import (
        arrival,
        editing,
        figures,
        gate,
        git,
        outputs,
        reach,
        reading,
        scoring,
        sources,
        web,
        writing,
    )

    areas = (writing, editing, reading, sources, arrival, outputs, git, gate, reach, figures, scoring, web)
    return tuple(mutant for area in areas for mutant in area.MUTANTS)
