"""Limits a plan to some departments: removes the others, with every reference to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from okrctl.core.company.links import Link, links
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Workspace
from okrctl.core.edit.cut import cut
from okrctl.core.edit.proof import Refusal
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.yaml import read


def narrow(ws: Workspace, texts: Mapping[str, str], kept: Collection[str]) -> dict[str, str] | str:
    """The texts without the files of other departments and references to them.

    Returns a message if a reference cannot be removed safely.
    """
    left_out = {path for id, department in ws.departments.items() if id not in kept for path in department.paths}
    doomed: dict[str, set[DocPath]] = {}
    for link in links(ws):
        if link.place.path not in left_out and _leads_to(link, kept):
            doomed.setdefault(link.place.path, set()).add(whole_entry(link))
    narrowed = {}
    for path, text in texts.items():
        if path in left_out:
            continue
        paths = {as_written(read(path, text).data, at) for at in doomed[path]} if path in doomed else ()
        after = cut(text, paths)
        if isinstance(after, Refusal):
            where = f":{after.span.line}:{after.span.column}" if after.span else ""
            return f"{path}{where}: a reference to an omitted department cannot be removed: {after.reason}"
        narrowed[path] = after
    return narrowed


def _leads_to(link: Link, kept: Collection[str]) -> bool:
    target = link.target
    if not isinstance(target, Target) or target.external or link.text == "all":
        return False
    return target.department not in kept


def whole_entry(link: Link) -> DocPath:
    """The path of the entry around a reference."""
    return link.place.at[:-1] if link.kind in ("depends_on", "promised_to") else link.place.at


def as_written(data: Any, at: DocPath) -> DocPath:
    """The path in the text: a single reference may be written without a list."""
    for depth, step in enumerate(at):
        if isinstance(step, int) and not isinstance(data, list):
            return at[:depth]
        data = data[step]
    return at
