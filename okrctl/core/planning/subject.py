"""What can be amended: an item, a department's own fields, or the settings in okrctl.yaml."""

from __future__ import annotations

from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.format.doc import Doc
from okrctl.core.model.files import DepartmentFile
from okrctl.core.model.items import KeyResult
from okrctl.core.model.parts import Amendment
from okrctl.core.model.settings import Config
from okrctl.core.planning.propose import Files
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen


@frozen
class Subject:
    """Something with fields: ``model`` describes them, ``at`` is their place in the file ``path``.

    ``ref`` is its name in messages; ``entry`` is None for departments and settings.
    """

    ref: str
    path: str
    at: DocPath
    model: type[Doc]
    amended: tuple[Amendment, ...]
    entry: Entry | None = None

    @property
    def key_result(self) -> KeyResult | None:
        """The key result that it is."""
        return self.entry.key_result if self.entry else None


def subject_of(entry: Entry) -> Subject:
    """An objective, key result or KPI."""
    item = entry.plan_item or (entry.kpi.kpi if entry.kpi else None)
    assert item is not None
    return Subject(entry.ref, entry.path, entry.at, type(item), item.amended, entry)


def settings_of(ws: Workspace) -> Subject:
    """The settings of the workspace."""
    return Subject(ws.config.path, ws.config.path, (), Config, ws.config.amended)


def department_of(ws: Workspace, files: Files, id: str, field: str | None) -> Subject:
    """A department's own fields, in the file that has the field, else in the one that describes the department."""
    known = ws.departments[id]
    name = (field or "").partition("/")[0]
    homes = [path for path in known.paths if name and files.at(path, (name,)) is not None]
    home = next(iter((*homes, *known.described_in, *known.paths)))
    return Subject(id, home, (), DepartmentFile, known.head.amended)
