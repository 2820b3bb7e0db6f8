"""Workspaces that a repository has in other folders, or that a sparse checkout leaves out."""

from __future__ import annotations

import os
from pathlib import Path
from shlex import quote

from okrctl.shell.git import run_git

_AT_MOST = 3


def way_to_workspace(folder: Path, config: str) -> str | None:
    """The command that leads to a workspace in the repository around a folder; None if there is none.

    The folder needn't exist. ``config`` is the name of the file that makes a folder a workspace.
    """
    wanted = folder.absolute()
    here = next((each for each in (wanted, *wanted.parents) if each.is_dir()), None)
    if here is None:
        return None
    top = Path(os.fsdecode(_git(here, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    listing = _git(here, "ls-files", "-t", "-z", "--full-name", "--", f":(top,glob)**/{config}")
    records = [record.partition(b" ") for record in listing.split(b"\0") if record]
    found = [(tag, os.fsdecode(path).rpartition("/")[0]) for tag, _, path in records]
    around = [os.path.realpath(each) for each in (wanted, *wanted.parents)]
    for tag, home in found:
        if tag == b"S" and os.path.realpath(top / home) == os.path.realpath(wanted):
            return f"this sparse checkout leaves it out; to add it: git sparse-checkout add {quote(home)}"
        file = top / home / config
        if tag != b"S" and os.path.realpath(top / home) in around and not os.path.lexists(file):
            return f"git still has it; to get it back: git restore {quote(os.path.relpath(file))}"
    homes = [quote(os.path.relpath(top / home, os.path.realpath(Path.cwd()))) for tag, home in found if tag != b"S"]
    if not homes or len(homes) > _AT_MOST:
        return None
    return f"this repository has one elsewhere: {' or '.join(f'--root {home}' for home in homes)}"


def _git(folder: Path, *arguments: str) -> bytes:
    """git's output; empty without a repository, or without git."""
    try:
        done = run_git(folder, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", *arguments)
    except OSError:
        return b""
    return b"" if done.returncode else done.stdout
