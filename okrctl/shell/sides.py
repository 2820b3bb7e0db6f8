"""Both sides of a comparison: reads of each only what the change can reach (``core.diff.narrow`` tells what).

What sketches of unchanged files say, and what their departments add to the organization on a day, stays in the cache.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache

from okrctl.core.company.mentioned import ChangeReach, MentionedNames, sketch
from okrctl.core.company.workspace import Workspace, build
from okrctl.core.diff.narrow import Names, Rest, change, unchanged
from okrctl.core.diff.scores import OmittedScores, Weighted, shares
from okrctl.core.model.files import FileFacts
from okrctl.core.scores.rollup import Share, together
from okrctl.core.values.frozen import frozen
from okrctl.shell.cache import Cache
from okrctl.shell.cache_table import CacheTable
from okrctl.shell.garbage import no_garbage
from okrctl.shell.reading import kept_facts
from okrctl.shell.session import OpenedWorkspace, Session, Tree


@frozen
class CachedMentions:
    """The sketch of a file with that content."""

    name: str
    sketch: MentionedNames


@frozen
class CachedShare:
    """What a department adds to the organization, its weight, and the digest of everything that decides it."""

    grounds: str
    weight: Fraction
    share: Share


@frozen
class LoadedSides:
    """What was and what is, as far as it may differ; without a session before, everything is new."""

    before: Session | None
    after: Session
    beyond: OmittedScores


@no_garbage()
def load_sides(
    before: OpenedWorkspace[Tree] | None, after: OpenedWorkspace[Tree], day: date, store: Cache
) -> LoadedSides:
    """Read what two workspaces do not have in common, and what that can reach on a day.

    ``store`` has what is known of unchanged files.
    """
    files = after.tree.listing(after.config.files)
    base = before.tree.listing(before.config.files) if before else {}
    # with other settings anything may mean something else
    alike = before is not None and before.config == after.config
    same = unchanged(base, files) if alike else {}
    reader = _Reader(after.tree, store)
    new = reader.facts(after.tree, {path: name for path, name in files.items() if path not in same})
    sketches, wrong = _sketches(after, reader, same)
    old = reader.facts(before.tree, {p: name for p, name in base.items() if p not in same}) if before else []
    rest, what = Rest(same, sketches), change(old, new, sketches.values(), alike=alike)
    known = {file.path for file in wrong}
    reached = {path: name for path, name in rest.of(what.far.read).items() if path not in known}
    near = [*wrong, *reader.unchanged(reached)]
    others = cache(no_garbage()(lambda: _Others(after, day, reader, rest).share(what.far)))

    @no_garbage()
    def partners() -> Workspace:
        known = {file.path for file in (*new, *near)}
        more = {path: name for path, name in rest.of(what.far.partners).items() if path not in known}
        return build(after.config, [*new, *near, *reader.unchanged(more)])

    return LoadedSides(
        before.with_files([*old, *near]) if before else None,
        after.with_files([*new, *near]),
        OmittedScores(what.far.scored, others, what.contracts, cache(partners)),
    )


class _Reader:
    """Facts by path and content: what is on both sides is one object on both (``core.diff`` goes by that).

    ``tree`` has what is the same on both sides.
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


def _sketches(
    opened: OpenedWorkspace[Tree], reader: _Reader, files: Mapping[str, str]
) -> tuple[dict[str, MentionedNames], list[FileFacts]]:
    """The sketches of unchanged files, and those that have something wrong: it is found anew each time."""
    notes = CacheTable(reader.cache, CachedMentions, str(opened.root))
    kept = {path: notes.get(path) for path in files}
    found = {path: row.sketch for path, row in kept.items() if row and row.name == files[path]}
    new = {path: name for path, name in files.items() if path not in found}
    wrong = []
    for facts in reader.facts(opened.tree, new):
        drawn = sketch(facts)
        if drawn is not None:
            found[facts.path] = drawn
        if facts.problems:
            wrong.append(facts)
        elif drawn is not None and reader.sound(facts.path, files[facts.path]):
            notes.put(facts.path, CachedMentions(files[facts.path], drawn))
    notes.save(files)
    return found, wrong


class _Others:
    """What the departments that a change does not reach add to the organization on a day."""

    def __init__(self, opened: OpenedWorkspace[Tree], day: date, reader: _Reader, rest: Rest) -> None:
        self._opened = opened
        self._day = day
        self._reader = reader
        self._rest = rest
        self._about = f"{opened.root}\0{day}\0{opened.config!r}"

    def share(self, far: ChangeReach) -> Weighted:
        """All of them, as if they were one."""
        notes = CacheTable(self._reader.cache, CachedShare, f"{self._about}\0together")
        grounds = self._rest.digest(far)
        row = notes.get("")
        if row is None or row.grounds != grounds:
            row = CachedShare(grounds, *together(self._shares(far)))
            notes.put("", row)
            if self._sound:
                notes.save("")
        return row.weight, row.share

    def _shares(self, far: ChangeReach) -> list[Weighted]:
        """Each of them."""
        notes = CacheTable(self._reader.cache, CachedShare, self._about)
        digests = self._rest.beyond(far)
        kept = {each: notes.get(each) for each in digests}
        found = {each: (row.weight, row.share) for each, row in kept.items() if row and row.grounds == digests[each]}
        new = frozenset(digests) - set(found)
        if new:
            files = self._rest.of(frozenset().union(*(far.grounds[each] for each in new)))
            ws = build(self._opened.config, self._reader.facts(self._opened.tree, files))
            for each, (weight, share) in shares(ws, self._day, new).items():
                found[each] = weight, share
                notes.put(each, CachedShare(digests[each], weight, share))
            if self._sound:
                notes.save(self._rest.by_department)
        return list(found.values())

    @property
    def _sound(self) -> bool:
        return all(self._reader.sound(path, name) for path, name in self._rest.names.items())
