"""The files of an import: new ones for new departments, and additions to existing ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, count, takewhile
from typing import Any

from okrctl.core.arrival.emit import item_lines, nodes
from okrctl.core.arrival.place import Home, Placement
from okrctl.core.checkin.own_file import home_file
from okrctl.core.checkin.place import journal_path
from okrctl.core.company.workspace import Workspace, build
from okrctl.core.edit.changes import Add, Change
from okrctl.core.edit.proposal import BOM, Proposal
from okrctl.core.edit.written import Plain, pair
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.files import FileFacts
from okrctl.core.planning import Doubt, Files, propose
from okrctl.core.planning.create import schema_beside, usual_folder
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import read

_MOST_EDITS = 20
_MOST_NODES = 80_000
_MOST_BYTES = 900_000


@frozen
class Planned:
    """The files as they will be, and the resulting workspace."""

    proposal: Proposal
    workspace: Workspace


class NotWritten(Exception):  # noqa: N818 - made a refusal by the flow that asked
    """A text would not read back as intended; nothing is written."""


def proposal(
    ws: Workspace, files: Files, placed: Placement, matches: Callable[[str], bool], extra: Mapping[str, str]
) -> Planned | Doubt:
    """All files that an import creates or changes.

    ``matches`` says whether `files:` finds a path; ``extra`` are other files to create.

    Raises:
        NotWritten: a new file would not read back as it was meant.
    """
    created: dict[str, str] = dict(extra)
    facts: list[FileFacts] = []
    changes: dict[str, list[Change]] = {}
    taken = {file.path for file in ws.files} | set(created)
    new_files = _NewFiles(ws, files, taken, matches)
    for home in placed.homes.values():
        there = home.id in ws.departments
        if there:
            _into_results(ws, home, changes)
        if there and len(home.objectives) + len(home.entries) <= _MOST_EDITS:
            _as_edits(ws, files, home, changes)
        elif home.changes:
            head = {"okrctl": Plain("1"), "department": Plain(home.id)}
            named = {} if there or not home.name else {"name": home.name}
            for new, text in new_files.of(head | named, home.objectives, home.entries):
                created[new.path] = text
                facts.append(new)
    proposed = propose(files, changes)
    if isinstance(proposed, Doubt):
        return proposed
    updated = proposed.updated
    facts += [department_facts(path, after.removeprefix(BOM)) for path, (_, after) in updated.items()]
    kept = [file for file in ws.files if file.path not in updated]
    return Planned(Proposal(updated, created), build(ws.config, [*kept, *facts]))


def _into_results(ws: Workspace, home: Home, changes: dict[str, list[Change]]) -> None:
    """Add new key results to existing objectives."""
    for objective, results in home.results.items():
        entry = next(iter(ws.entries[home.id].get(objective, ())), None)
        for block in results if entry else ():
            assert entry is not None
            changes.setdefault(entry.path, []).append(Add((*entry.at, "key_results"), block))


def _as_edits(ws: Workspace, files: Files, home: Home, changes: dict[str, list[Change]]) -> None:
    path = home_file(ws.departments[home.id])
    for block in home.objectives:
        changes.setdefault(path, []).append(Add(("objectives",), block))
    if home.entries:
        path = journal_path(ws, home.id, files.text)
        for entry in home.entries:
            changes.setdefault(path, []).append(Add(("check_ins",), entry))


@frozen
class _NewFiles:
    ws: Workspace
    files: Files
    taken: set[str]
    matches: Callable[[str], bool]

    def of(
        self, head: dict[str, Any], objectives: list[dict[str, Any]], entries: list[dict[str, Any]]
    ) -> Iterator[tuple[FileFacts, str]]:
        """Plan and journal in one file, or apart, or in halves: none is larger than the limits."""
        path, data = self._free_path(str(head["department"])), dict(head)
        if objectives or not entries:
            data["objectives"] = objectives
        if entries:
            data["check_ins"] = entries
        text = "" if nodes(data) > _MOST_NODES else _text(data, schema_beside(self.ws, self.files, path))
        if (not text or len(text.encode()) > _MOST_BYTES) and len(objectives) + len(entries) > 1:
            at, also = len(objectives) // 2, len(entries) // 2
            if objectives and entries:
                at, also = len(objectives), 0
            yield from self.of(head, objectives[:at], entries[:also])
            head = {key: value for key, value in head.items() if key != "name"}
            yield from self.of(head, objectives[at:], entries[also:])
            return
        self.taken.add(path)
        text = text or _text(data, schema_beside(self.ws, self.files, path))
        reading = read(path, text)
        if reading.data != data:
            raise NotWritten(path)
        yield department_facts(path, text, reading=reading), text

    def _free_path(self, id: str) -> str:
        folder = usual_folder(self.ws)
        for suffix in (".yaml", ".yml"):
            names = (f"{folder}{id}{number}{suffix}" for number in chain([""], (f"-{n}" for n in count(2))))
            path = next(takewhile(self.matches, (name for name in names if name not in self.taken)), None)
            if path is not None:
                return path
        raise NotWritten(f"{folder}{id}.yaml")


def _text(data: Mapping[str, Any], schema: str | None) -> str:
    lines = [schema] if schema else []
    for key, value in data.items():
        if isinstance(value, list) and value:
            lines += ["", f"{key}:"]
            for block in value:
                lines += item_lines(block, 2)
        elif isinstance(value, list):
            lines += ["", f"{key}: []"]
        else:
            lines += pair(key, value).block.rstrip("\n").split("\n")
    return "\n".join(lines) + "\n"
