"""Departments, each as all its files describe it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from okrctl.core.model.files import DepartmentHead, FileFacts, joined
from okrctl.core.values.frozen import frozen


@frozen
class Department:
    """A department as described by all its files. ``described_in`` lists the files that give name or lead."""

    id: str
    head: DepartmentHead
    paths: tuple[str, ...]
    described_in: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name, or its id."""
        return self.head.name or self.id

    @property
    def weight(self) -> Fraction:
        """Its weight in the company's score; 1 by default."""
        return Fraction(1) if self.head.weight is None else self.head.weight

    @property
    def home(self) -> str:
        """The file that describes it, or else its first one."""
        return next(iter((*self.described_in, *self.paths)))


def departments_of(files: Iterable[FileFacts]) -> dict[str, Department]:
    """The departments that these files describe, by id."""
    grouped: dict[str, list[FileFacts]] = {}
    for file in files:
        grouped.setdefault(file.department or "", []).append(file)
    return {id: _department(id, group) for id, group in sorted(grouped.items())}


def _department(id: str, files: list[FileFacts]) -> Department:
    """A department; of what several files say of it, the first one counts."""
    return Department(
        id=id,
        head=joined([file.head for file in files]),
        paths=tuple(file.path for file in files),
        described_in=tuple(file.path for file in files if file.head.name is not None or file.head.lead is not None),
    )
