"""Facts of files through the cache: read anew only where nothing is kept of this very content.

What is kept is the plain data of a file with nothing wrong in it: facts are made of it each time, by the same models.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from okrctl.core.model.files import FileFacts
from okrctl.shell.cache import NO_CACHE, Cache, key

if TYPE_CHECKING:
    from okrctl.core.values.diagnostic import Problem

Decoded = Callable[[], "tuple[str | None, Problem | None]"]


def facts_of(cache: Cache, path: str, content: bytes | str, text: Decoded, name: str | None = None) -> FileFacts:
    """The facts of a department file.

    What is wrong with a file is found anew each time: only files without problems are kept.

    Args:
        cache: where data is kept.
        path: workspace-relative; facts name it.
        content: the file's bytes, or the name of git's blob.
        text: its text, or why there is none; asked for when nothing is kept.
        name: the name that git has for the bytes; the facts are found by that, too.
    """
    from okrctl.core.loading import facts

    data = _kept(cache, path, content)
    found = data and facts.facts_again(path, data)
    if not found:
        decoded, problem = text()
        if decoded is None:
            assert problem is not None
            return facts.unreadable_facts(path, problem)
        found, data = facts.read_department(path, decoded)
        if not found.problems:
            cache.put(key("facts", path, content), data)
    if name is not None and not found.problems:
        place = key("facts", path, name)
        if not cache.has(place):
            cache.put(place, data)
    return found


def kept_facts(cache: Cache, path: str, content: bytes | str) -> FileFacts | None:
    """The facts that are kept of a file with this content."""
    from okrctl.core.loading.facts import facts_again

    data = _kept(cache, path, content)
    return facts_again(path, data) if data else None


def _kept(cache: Cache, path: str, content: bytes | str) -> Any:
    return None if cache is NO_CACHE else cache.get(key("facts", path, content))


def blob_name(content: bytes) -> str:
    """What git calls this content (in repositories that name objects by SHA-1, as nearly all do)."""
    from hashlib import sha1

    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
