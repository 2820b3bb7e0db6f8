"""What a comparison must read: of the files that are the same on both sides, only those that the change can reach.

Unchanged files are recognized by names for their contents. A sketch of each lists the departments that it names
(``company.mentioned``). So if ten departments of a thousand changed, only these ten are read, and the few that are
related to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256

from okrctl.core.company.mentioned import ChangeReach, MentionedNames, reach, sketch
from okrctl.core.diff.contracts import face
from okrctl.core.model.files import FileFacts
from okrctl.core.values.frozen import frozen

Names = Mapping[str, str | None]
"""Names for the contents of files, by path; None for a file without a name for its content."""


def unchanged(before: Names, after: Names) -> dict[str, str]:
    """The files that are the same on both sides."""
    return {path: name for path, name in after.items() if name is not None and before.get(path) == name}


@frozen
class Change:
    """How far a change reaches, and whether it can affect a dependency."""

    far: ChangeReach
    contracts: bool


def change(
    old: Sequence[FileFacts], new: Sequence[FileFacts], rest: Iterable[MentionedNames], *, alike: bool
) -> Change:
    """What it means that files are not the same on both sides.

    ``rest`` are sketches of all others; ``alike`` tells whether the settings are the same.
    """
    contracts = not alike or list(map(face, old)) != list(map(face, new))
    sketches = [*rest, *filter(None, map(sketch, (*old, *new)))]
    changed = filter(None, (file.department or file.veils for file in (*old, *new)))
    return Change(reach(sketches, changed, contracts=contracts), contracts)


class Rest:
    """The files that are the same on both sides.

    ``names`` are those of their contents, ``sketches`` are of those whose department is known.
    """

    def __init__(self, names: Mapping[str, str], sketches: Mapping[str, MentionedNames]) -> None:
        self.names = names
        self.sketches = sketches

    @cached_property
    def by_department(self) -> dict[str, list[str]]:
        """Their paths by department."""
        found: dict[str, list[str]] = {}
        for path, drawn in self.sketches.items():
            found.setdefault(drawn.department, []).append(path)
        return found

    def of(self, departments: Iterable[str]) -> dict[str, str]:
        """The names of the files of departments."""
        paths = sorted(path for each in departments for path in self.by_department.get(each, ()))
        return {path: self.names[path] for path in paths}

    def beyond(self, far: ChangeReach) -> dict[str, str]:
        """The departments whose scores a change doesn't reach, each with a digest of everything that decides them."""
        homes = (each for each in self.by_department if each not in far.scored)
        return {each: digest(map("\0".join, self.of(far.grounds[each]).items())) for each in homes}

    def digest(self, far: ChangeReach) -> str:
        """A digest of everything that decides the common result of these departments."""
        return digest((*sorted(far.scored), *map("\0".join, self.names.items())))


def digest(told: Iterable[str]) -> str:
    """A short name for texts."""
    return sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest()
