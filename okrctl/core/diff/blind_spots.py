"""What errors hide on one side of a comparison: items that seem to be missing there may exist."""

from __future__ import annotations

from collections.abc import Iterable

from okrctl.core.company.journals import PlacedCheckIn
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.findings.diagnose import Silent, never
from okrctl.core.findings.rule import rule_named
from okrctl.core.model.files import FileFacts
from okrctl.core.values.diagnostic import DocPath, Spot


class Errors:
    """The places of errors; finds out quickly whether one concerns another place."""

    def __init__(self, places: Iterable[tuple[str, DocPath]]) -> None:
        self._at = frozenset(places)
        self._around = frozenset((path, at[:length]) for path, at in self._at for length in range(len(at)))

    def at(self, path: str, at: DocPath) -> bool:
        """Whether there is an error at exactly this place."""
        return (path, at) in self._at

    def within(self, path: str, at: DocPath) -> bool:
        """Whether there is an error at or within a place."""
        return (path, at) in self._at or (path, at) in self._around

    def reaches(self, path: str, at: DocPath, depth: int) -> bool:
        """Whether an error concerns a place: exactly this one, something in it, or what it is part of below
        ``depth``."""
        if (path, at) in self._around:
            return True
        return any((path, at[:length]) in self._at for length in range(depth + 1, len(at) + 1))


class BlindSpots:
    """The blind spots of a workspace: unreadable files, and items left out because of their own errors.

    An error that the workspace doesn't count as one (``silent``) hides nothing.
    """

    def __init__(self, ws: Workspace, silent: Silent = never) -> None:
        veiled = [file for file in ws.files if file.unreadable or file.veils is not None]
        unseen = [file for file in veiled if not all(map(silent, file.problems))]
        self._departments = {file.veils for file in unseen if file.veils is not None}
        self._paths = {file.path for file in unseen if file.unreadable}
        self._results: set[Spot] = set()
        self._errors: dict[str, list[DocPath]] = {}
        self._journals: set[str] = set()
        for file in ws.files:
            errors = (each for each in file.problems if (each.severity or rule_named(each.rule).severity) == "error")
            self._errors[file.path] = [each.place.at for each in errors if not silent(each)]
            self._look_into(file)
        self._known = Errors((path, at) for path, found in self._errors.items() for at in found)

    def _look_into(self, file: FileFacts) -> None:
        kept: set[DocPath] = {kpi.at for kpi in file.kpis} | {entry.at for entry in file.check_ins}
        for history in file.objectives:
            kept.add(history.current.at)
            kept.update(result.at for result in history.current.key_results)
        # items without a usable id have a stand-in
        kept -= {at[:-1] for at in self._errors[file.path] if at[-1:] == ("id",)}
        for at in self._errors[file.path]:
            section = at[0] if at else ""
            left_out = len(at) < 2 or at[:2] not in kept
            if section in ("objectives", "kpis") and left_out:
                self._departments.add(file.department or "")
            elif section == "check_ins" and left_out:
                self._journals.add(file.department or "")
            elif len(at) > 2 and at[2] == "key_results" and (len(at) < 4 or at[:4] not in kept):
                self._results.add((file.path, at[:2]))

    def nameless(self, node: Entry) -> bool:
        """Whether an item of this side has a stand-in for an id, because its id is an error."""
        return self._known.at(node.path, (*node.at, "id"))

    def item(self, node: Entry, home: Entry | None) -> bool:
        """Whether an item of the other side may exist here unseen; ``home`` is its objective on this side."""
        if node.department in self._departments or node.path in self._paths:
            return True
        return home is not None and home.spot in self._results

    def entry(self, placed: PlacedCheckIn) -> bool:
        """Whether a check-in of the other side may exist here unseen."""
        journals = self._journals | self._departments
        return placed.department in journals or placed.path in self._paths

    def said(self, placed: PlacedCheckIn, at: DocPath) -> bool:
        """Whether a check-in of this side has an error at a place, so that it may have meant something else."""
        return self._known.reaches(placed.path, at, len(placed.entry.at))

    def cycle(self, node: Entry) -> bool:
        """Whether the cycle of an objective of this side is an error, its own or the file's."""
        return self.field(node, ("cycle",)) or self._known.reaches(node.path, ("cycle",), 0)

    def within(self, node: Entry) -> bool:
        """Whether there is an error in an item of this side."""
        return self._known.within(node.path, node.at)

    def field(self, node: Entry, inner: DocPath) -> bool:
        """Whether a field of an item of this side is an error, so that it may have meant something else."""
        return self._known.reaches(node.path, (*node.at, *inner), len(node.at))
