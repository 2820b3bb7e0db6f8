"""Decides where a write may land: every path that okrctl writes to is checked here, including each of its links.

Whoever made a repository decides where its links lead. So a link in a repository must not lead out of it, nor to git's
or other hidden files. The user's own links (outside of any repository) are followed, as a shell does.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from okrctl.shell.durable import NOTHING_WRITTEN, WriteError

_MOST_LINKS = 40


def real_place(path: Path, within: Path | None = None) -> Path:
    """The path without links, whether it exists or not.

    The path must stay in ``within``. Without it, it is the user's own path, which may lead anywhere, except through a
    link in a repository.

    Raises:
        WriteError: a link of a repository leads out of it or to hidden files, or the folder would be left.
    """
    real, links = _without_links(path)
    for link in links:
        _check(link, real, path.as_posix())
    if within is not None and not real.is_relative_to(os.path.realpath(within)):
        raise WriteError(
            f"{path.as_posix()} leads out of the workspace; {NOTHING_WRITTEN}", "replace it with the file itself"
        )
    return real


def new_place(path: Path, within: Path | None = None) -> Path:
    """Like :func:`real_place`, for a file that gets its name in a folder: a link with that name isn't followed.

    Raises:
        WriteError: as there, or the path names no file.
    """
    if path.name in ("", ".."):
        raise WriteError(f"{path.as_posix()} is a folder; {NOTHING_WRITTEN}", "name a file in it")
    return real_place(path.parent, within) / path.name


def plain_place(path: Path, within: Path | None = None) -> Path:
    """Like :func:`new_place`, for a file that must not be a link.

    Raises:
        WriteError: as there, or it is one.
    """
    place = new_place(path, within)
    if place.is_symlink():
        raise WriteError(f"{path.as_posix()} is a link; {NOTHING_WRITTEN}", "replace it with the file itself")
    return place


def pour(path: Path, data: bytes) -> None:
    """Write to an existing device or pipe, as it is.

    Raises:
        WriteError: a link of a repository leads there.
        OSError: it cannot be written to.
    """
    real_place(path)
    with open(os.open(path, os.O_WRONLY), "wb") as file:
        file.write(data)


def home_of(folder: Path) -> Path | None:
    """The repository around a real folder; without one, the workspace (it may come from an archive)."""
    above = (folder, *folder.parents)
    return next((each for mark in (".git", "okrctl.yaml") for each in above if os.path.lexists(each / mark)), None)


def _without_links(path: Path) -> tuple[Path, Sequence[Path]]:
    """The target of a path, and the links on the way, each by its real place."""
    whole = path if path.is_absolute() else Path(os.getcwd(), path)
    at, todo, links = Path(whole.anchor), list(reversed(whole.parts[1:])), []
    while todo:
        step = todo.pop()
        if step == os.pardir:
            at = at.parent
            continue
        try:
            target = Path(os.readlink(at / step))
        except (OSError, ValueError):
            # not a link, or nothing exists here
            at /= step
            continue
        links.append(at / step)
        if len(links) > _MOST_LINKS:
            raise WriteError(f"{path.as_posix()} is a link that leads to itself; {NOTHING_WRITTEN}")
        at = Path(target.anchor) if target.is_absolute() else at
        todo += reversed(target.parts[1:] if target.is_absolute() else target.parts)
    return at, links


def _check(link: Path, real: Path, shown: str) -> None:
    home = home_of(link.parent)
    if home is None:
        return
    led, _ = _without_links(link)
    # anything hidden already beside the link isn't a secret to it
    beside = link.parent if led.is_relative_to(link.parent) else home
    if not (real.is_relative_to(home) and led.is_relative_to(home)):
        where = "out of the repository"
    elif any(step.startswith(".") for step in led.relative_to(beside).parts):
        where = "to hidden files"
    else:
        return
    what = f"goes through {link.relative_to(home).as_posix()}, a link that leads {where}"
    raise WriteError(f"{shown} {what}; {NOTHING_WRITTEN}", "name its target instead")
