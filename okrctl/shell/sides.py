"""Both sides of a comparison, and of each only the files that the change can reach.

Which files are the same on both sides is told by git's names for their contents. Of those that are, a sketch tells
whom they name (``company.reach``), and what their department adds to the organization is kept for the day; both stay in
the cache. So of a thousand departments of which ten changed, those ten are read, and the few that have to do with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from hashlib import sha256

from okrctl.core.company.reach import Reach, Sketch, reach, sketch
from okrctl.core.company.workspace import build
from okrctl.core.diff.contracts import face
from okrctl.core.diff.scores import Beyond, Weighted, shares
from okrctl.core.model.files import FileFacts
from okrctl.core.model.settings import Config
from okrctl.core.scores.rollup import Share, together
from okrctl.core.values.frozen import frozen
from okrctl.shell.cache import Cache
from okrctl.shell.notes import Notes
from okrctl.shell.reading import kept_facts
from okrctl.shell.session import Opened, Session, Tree

Names = Mapping[str, str | None]


@frozen
class Sketched:
    """The sketch of a file with that content."""

    name: str
    sketch: Sketch


@frozen
class Kept:
    """What a department adds to the organization, its weight, and the digest of everything that decides it."""

    grounds: str
    weight: Fraction
    share: Share


@frozen
class Sides:
    """What was and what is, as far as it may differ; without a session before, everything is new."""

    before: Session | None
    after: Session
    beyond: Beyond


def load_sides(before: Opened[Tree] | None, after: Opened[Tree], day: date, store: Cache) -> Sides:
    """Read what two workspaces do not have in common, and what that can reach.

    Args:
        before: the base; None when there was no workspace.
        after: what it became.
        day: scores are compared as of this day.
        store: what is known of unchanged files.
    """
    files = after.tree.listing(after.config.files)
    base = before.tree.listing(before.config.files) if before else {}
    # with other settings anything may mean something else
    alike = before is not None and before.config == after.config
    same = {path: name for path, name in files.items() if alike and name is not None and base.get(path) == name}
    reader = _Reader(after.tree, store)
    new = reader.facts(after.tree, {path: name for path, name in files.items() if path not in same})
    rest = _Rest(after, day, reader, same)
    old = reader.facts(before.tree, {p: name for p, name in base.items() if p not in same}) if before else []
    changed = [file.department or file.veils for file in (*old, *new)]
    contracts = not alike or list(map(face, old)) != list(map(face, new))
    sketches = [*rest.sketches, *filter(None, map(sketch, (*old, *new)))]
    far = reach(sketches, filter(None, changed), contracts=contracts)
    near = rest.near(far)
    return Sides(
        before.with_files([*old, *near]) if before else None,
        after.with_files([*new, *near]),
        Beyond(far.scored, cache(lambda: rest.share(far)), contracts),
    )


class _Reader:
    """Facts by path and content: what is on both sides is one object on both (``core.diff`` goes by that).

    Args:
        tree: of what is the same on both sides.
        cache: what is known of unchanged files.
    """

    def __init__(self, tree: Tree, cache: Cache) -> None:
        self.tree = tree
        self.cache = cache
        self._known: dict[tuple[str, str | None], FileFacts] = {}

    def facts(self, tree: Tree, files: Names) -> list[FileFacts]:
        """The facts of files of a tree."""
        wanted = [path for path, name in files.items() if name is None or (path, name) not in self._known]
        found = dict(zip(wanted, tree.all_facts(wanted), strict=True))
        self._known.update({(path, files[path]): facts for path, facts in found.items() if files[path] is not None})
        return [found[path] if path in found else self._known[path, name] for path, name in files.items()]

    def unchanged(self, files: Mapping[str, str]) -> list[FileFacts]:
        """The facts of files that are the same on both sides, which need not even be opened where they are kept."""
        new = {}
        for path, name in files.items():
            kept = None if (path, name) in self._known else kept_facts(self.cache, path, name)
            if kept is None:
                new[path] = name
            else:
                self._known[path, name] = kept
        return self.facts(self.tree, files)

    def sound(self, path: str, name: str) -> bool:
        """Whether a file still was what its name says when it was read: somebody may be writing meanwhile."""
        return self.tree.read.get(path, name) == name


class _Rest:
    """The files that are the same on both sides."""

    def __init__(self, opened: Opened[Tree], day: date, reader: _Reader, files: Mapping[str, str]) -> None:
        self._opened = opened
        self._day = day
        self._reader = reader
        self._files = files
        self._sketched, self._wrong = self._sketch()

    def _sketch(self) -> tuple[dict[str, Sketch], list[FileFacts]]:
        """The sketches of these files, and those that have something wrong: it is found anew each time."""
        notes = Notes(self._reader.cache, Sketched, str(self._opened.root))
        kept = {path: notes.get(path) for path in self._files}
        found = {path: row.sketch for path, row in kept.items() if row and row.name == self._files[path]}
        new = {path: name for path, name in self._files.items() if path not in found}
        wrong = []
        for facts in self._reader.facts(self._opened.tree, new):
            drawn = sketch(facts)
            if drawn is not None:
                found[facts.path] = drawn
            if facts.problems:
                wrong.append(facts)
            elif drawn is not None and self._reader.sound(facts.path, self._files[facts.path]):
                notes.put(facts.path, Sketched(self._files[facts.path], drawn))
        notes.save(self._files)
        return found, wrong

    @property
    def sketches(self) -> Iterable[Sketch]:
        """Whom these files name."""
        return self._sketched.values()

    def near(self, far: Reach) -> list[FileFacts]:
        """The facts of those that a change reaches, and of those that cannot be told in full."""
        wrong = {file.path for file in self._wrong}
        paths = [path for path in self._reached(far.read) if path not in wrong]
        return [*self._wrong, *self._reader.unchanged(self._named(paths))]

    def share(self, far: Reach) -> Weighted:
        """What the departments that a change does not reach add to the organization, as if they were one."""
        about = f"{self._opened.root}\0{self._day}\0{_told(self._opened.config)}"
        notes = Notes(self._reader.cache, Kept, f"{about}\0together")
        grounds = _digest((*sorted(far.scored), *(f"{path}\0{name}" for path, name in self._files.items())))
        row = notes.get("")
        if row is None or row.grounds != grounds:
            row = Kept(grounds, *together(self._shares(far, Notes(self._reader.cache, Kept, about))))
            notes.put("", row)
            if self._sound:
                notes.save("")
        return row.weight, row.share

    def _shares(self, far: Reach, notes: Notes[Kept]) -> list[Weighted]:
        """What each of them adds."""
        digests = {each: self._grounds(far.grounds[each]) for each in self._by_department if each not in far.scored}
        kept = {each: notes.get(each) for each in digests}
        found = {each: (row.weight, row.share) for each, row in kept.items() if row and row.grounds == digests[each]}
        new = frozenset(digests) - set(found)
        if new:
            paths = self._reached(frozenset().union(*(far.grounds[each] for each in new)))
            ws = build(self._opened.config, self._reader.facts(self._opened.tree, self._named(paths)))
            for each, (weight, share) in shares(ws, self._day, new).items():
                found[each] = weight, share
                notes.put(each, Kept(digests[each], weight, share))
            if self._sound:
                notes.save(self._by_department)
        return list(found.values())

    @cached_property
    def _by_department(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path, drawn in self._sketched.items():
            found.setdefault(drawn.department, []).append(path)
        return found

    def _reached(self, departments: Iterable[str]) -> list[str]:
        return sorted(path for each in departments for path in self._by_department.get(each, ()))

    @property
    def _sound(self) -> bool:
        return all(self._reader.sound(path, name) for path, name in self._files.items())

    def _named(self, paths: Iterable[str]) -> dict[str, str]:
        return {path: self._files[path] for path in paths}

    def _grounds(self, departments: Iterable[str]) -> str:
        return _digest(f"{path}\0{self._files[path]}" for path in self._reached(departments))


def _told(config: Config) -> str:
    return repr(config)


def _digest(told: Iterable[str]) -> str:
    return sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest()
