"""The files of an import: new ones for new departments, and additions to existing ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, takewhile
from typing import Any

from okrctl.core.arrival.emit import item_lines, nodes
from okrctl.core.arrival.place import Home, Placement
from okrctl.core.checkin.own_file import home_file, is_own_file, schema_line
from okrctl.core.checkin.place import journal_path
from okrctl.core.company.workspace import Workspace, build
from okrctl.core.edit.changes import Add, Change
from okrctl.core.edit.proposal import BOM, Proposal
from okrctl.core.edit.written import Plain, pair
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.files import FileFacts
from okrctl.core.planning import Doubt, Files, propose
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
    schema = _schema(ws, files)
    for home in placed.homes.values():
        if not home.changes:
            continue
        there = home.id in ws.departments
        if there:
            _into_results(ws, home, changes)
        if there and len(home.objectives) + len(home.entries) <= _MOST_EDITS:
            _as_edits(ws, files, home, changes)
            continue
        for new, text in _new_files(ws, home, taken, matches, schema, described=there):
            created[new.path] = text
            facts.append(new)
            taken.add(new.path)
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


def _new_files(
    ws: Workspace,
    home: Home,
    taken: set[str],
    matches: Callable[[str], bool],
    schema: Callable[[str], str | None],
    *,
    described: bool,
) -> Iterable[tuple[FileFacts, str]]:
    """New files of a department, none larger than the limit."""
    plans = list(_portions(home.objectives)) or [[]]
    journals = list(_portions(home.entries))
    # plan and journal stay together as long as there is room
    small = len(plans) == 1 and len(journals) <= 1
    if small and sum(map(nodes, home.objectives)) + sum(map(nodes, home.entries)) < 80_000:
        portions = [(plans[0], journals[0] if journals else [])]
    else:
        portions = [(plan, []) for plan in plans if plan] + [([], journal) for journal in journals]
    first = not described
    for objectives, entries in portions:
        yield from _sized(ws, home, objectives, entries, taken, matches, schema, named=first)
        first = False


def _sized(
    ws: Workspace,
    home: Home,
    objectives: list[dict[str, Any]],
    entries: list[dict[str, Any]],
    taken: set[str],
    matches: Callable[[str], bool],
    schema: Callable[[str], str | None],
    *,
    named: bool,
) -> Iterable[tuple[FileFacts, str]]:
    """One portion as a file, or as two halves if it is too long."""
    head: dict[str, Any] = {"okrctl": Plain("1"), "department": Plain(home.id)}
    if named and home.name:
        head["name"] = home.name
    path = _free_path(ws, home.id, taken, matches)
    taken.add(path)
    text = _text(head, objectives, entries, schema(path))
    if len(text.encode()) > _MOST_BYTES and len(objectives) + len(entries) > 1:
        taken.discard(path)
        at, also = len(objectives) // 2, len(entries) // 2
        yield from _sized(ws, home, objectives[:at], entries[:also], taken, matches, schema, named=named)
        yield from _sized(ws, home, objectives[at:], entries[also:], taken, matches, schema, named=False)
        return
    meant = {
        **head,
        **({"objectives": objectives} if objectives or not entries else {}),
        **({"check_ins": entries} if entries else {}),
    }
    reading = read(path, text)
    if reading.data != meant:
        raise NotWritten(path)
    yield department_facts(path, text, reading=reading), text


def _text(
    head: dict[str, Any], objectives: list[dict[str, Any]], entries: list[dict[str, Any]], schema: str | None
) -> str:
    lines = [schema] if schema else []
    for key, value in head.items():
        lines += pair(key, value).block.rstrip("\n").split("\n")
    if objectives:
        lines += ["", "objectives:"]
        for block in objectives:
            lines += item_lines(block, 2)
    elif not entries:
        lines += ["", "objectives: []"]
    if entries:
        lines += ["", "check_ins:"]
        for block in entries:
            lines += item_lines(block, 2)
    return "\n".join(lines) + "\n"


def _free_path(ws: Workspace, id: str, taken: set[str], matches: Callable[[str], bool]) -> str:
    homes = [home_file(each) for each in ws.departments.values() if not is_own_file(home_file(each))]
    folders = Counter(path.rpartition("/")[0] for path in homes)
    folder = folders.most_common(1)[0][0] if folders else ws.config.files[0].partition("*")[0].strip("/")
    for suffix in (".yaml", ".yml"):
        names = (
            f"{folder}/{id}{number}{suffix}".removeprefix("/") for number in chain([""], (f"-{n}" for n in count(2)))
        )
        path = next(takewhile(matches, (name for name in names if name not in taken)), None)
        if path is not None:
            return path
    raise NotWritten(f"{folder}/{id}.yaml".removeprefix("/"))


def _schema(ws: Workspace, files: Files) -> Callable[[str], str | None]:
    """The schema comment for editors, as in another file."""
    others = [home_file(each) for each in ws.departments.values()][:1]

    def line(path: str) -> str | None:
        return next(filter(None, (schema_line(path, other, files.text(other)) for other in others)), None)

    return line


def _portions(blocks: Sequence[dict[str, Any]], room: int = _MOST_NODES) -> Iterator[list[dict[str, Any]]]:
    """Blocks in portions that fit into one file each."""
    portion: list[dict[str, Any]] = []
    used = 0
    for block in blocks:
        size = nodes(block)
        if portion and used + size > room:
            yield portion
            portion, used = [], 0
        portion.append(block)
        used += size
    if portion:
        yield portion
