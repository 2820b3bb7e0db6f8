"""More than one process for many new files: helpers read theirs into the cache while this process reads its own.

What helpers find comes back as entries of the cache and in no other way, so nothing depends on them: a file whose
entry is not there in the end is read here, by the same code.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from okrctl.shell.cache import Cache, key
from okrctl.shell.files import read_bytes
from okrctl.shell.python import module

if TYPE_CHECKING:
    from subprocess import Popen

    from okrctl.core.model.files import FileFacts
    from okrctl.shell.session import WorkingTree

LEAST = 100
"""So many new files pay for a second process, which takes as long to start as some dozens of files to read."""
_A_SHARE = 40
_MOST = 8


def each_facts(tree: WorkingTree, paths: Sequence[str]) -> Iterator[FileFacts]:
    """The facts of files of the working tree, in their order."""
    helpers = _begin(tree.cache, tree.root, paths)
    for path in paths:
        if path in helpers:
            helpers.pop(path).wait()
        yield tree.facts(path)


def _begin(cache: Cache, root: Path, paths: Sequence[str]) -> dict[str, Popen[bytes]]:
    """Helpers by the first file of their share; the first share is nobody's but our own."""
    if cache.folder is None or len(paths) < LEAST or _processes() == 1 or not sys.executable:
        return {}
    new = [path for path in paths if not _is_kept(cache, root, path)]
    if len(new) < LEAST:
        return {}
    size = max(-(-len(new) // _processes()), _A_SHARE)
    helpers: dict[str, Popen[bytes]] = {}
    with suppress(OSError):
        for start in range(size, len(new), size):
            helpers[new[start]] = _helper(root, new[start : start + size])
    return helpers


def _helper(root: Path, share: list[str]) -> Popen[bytes]:
    import json
    from subprocess import DEVNULL, PIPE, Popen

    helper = Popen(module(__name__), stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL)
    assert helper.stdin is not None
    with suppress(OSError), helper.stdin as task:
        task.write(json.dumps([os.path.abspath(root), share]).encode())
    return helper


def _is_kept(cache: Cache, root: Path, path: str) -> bool:
    raw, _ = read_bytes(root, path)
    return raw is None or cache.has(key("facts", path, raw))


def _processes() -> int:
    """How many there may be: as OKRCTL_PROCESSES says, else one for each processor that we may use."""
    # more digits than that say nothing more, and Python counts them as an attack
    asked = os.environ.get("OKRCTL_PROCESSES", "")[:9]
    if asked.isascii() and asked.isdigit() and int(asked):
        return min(int(asked), _MOST)
    mine = getattr(os, "sched_getaffinity", None)
    return min(len(mine(0)) if mine else os.cpu_count() or 1, _MOST)


def _help() -> None:
    """What a helper does: read its share, and leave it in the cache."""
    import gc
    import json

    from okrctl.shell.cache import usual
    from okrctl.shell.session import WorkingTree

    gc.disable()
    root, share = json.load(sys.stdin)
    tree = WorkingTree(Path(root), cache=usual(Path(root)))
    for path in share:
        tree.facts(path)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        _help()
