"""A file looks like a copy made by a program, and is read like any other file.

Sync clients, file managers and merge tools save a second file when they find a conflict: `marketing (1).yaml`,
`marketing.sync-conflict-20260112.yaml`, `marketing_BACKUP_4711.yaml`. Its goals and check-ins would count twice, or
changes in one of the files would get lost.

Copy over what only the copy has, and delete it. If it isn't a copy, rename it.
"""

from __future__ import annotations

import re

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Place, Problem, Problems, Span
from okrctl.core.values.pattern import pattern

CODE = "OKR117"
SEVERITY = "error"

_CONFLICT = ("conflict", "konflikt", "conflit")
# what programs add to a file name; each pattern runs in linear time
_SURE = pattern(
    r"([ ._~-]sync-conflict-\S+|[ ._-]conflict(ed[ _-]copy)?[ ._-]\d[\d ._-]*|[ ._-]conflicted[ _-]copy"
    r"|_(BACKUP|BASE|LOCAL|REMOTE)_\d+|\.(orig|rej|bak|mine|theirs)|~)$",
    re.IGNORECASE,
)
_MAYBE = pattern(r"([ _-](copy|kopie|copie|copia)([ _-]\d+)?| \d+)$", re.IGNORECASE)
_YAML = pattern(r"\.ya?ml(?=$|[.~])", re.IGNORECASE)


def check(case: RuleContext) -> Problems:
    """Files named like a copy; if the name is ambiguous, only if the original is beside it."""
    homes = {file.path.rpartition(".")[0].casefold(): file for file in case.ws.files}
    for file in case.ws.files:
        folder, slash, name = file.path.rpartition("/")
        original, sure = _original(_YAML.sub("", name))
        beside = homes.get(f"{folder}{slash}{original}".casefold()) if original else None
        alike = beside is not None and beside is not file and beside.department in (file.department, None)
        if sure or alike or (beside is not None and file.department is None):
            of = f"of {beside.path}" if beside else "that a program made"
            message = f"this looks like a copy {of}, but is read as a separate file"
            help = "copy over what only this file has, and delete it"
            yield Problem("conflicted-copy", Place(file.path, span=Span(1, 1, 1, 1)), message, help)


def _original(name: str) -> tuple[str, bool]:
    """The name without a program's addition, and whether that addition is unambiguous; empty without one."""
    if name.endswith(")"):
        before, _, inside = name.rpartition("(")
        if any(word in inside.casefold() for word in _CONFLICT):
            return before.rstrip(), True
        if inside[:-1].strip().isdecimal():
            stem = before.rstrip(" _-")
            return _MAYBE.sub("", stem).rstrip(" -"), False
    if name.casefold().startswith("copy of "):
        return name[len("copy of ") :], False
    for mark in (_SURE, _MAYBE):
        if (found := mark.search(name)) is not None:
            return name[: found.start()].rstrip(" -"), mark is _SURE
    return "", False
