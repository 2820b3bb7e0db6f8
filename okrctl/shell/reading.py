"""Facts of files through the cache: read anew only where nothing is kept of this very content."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from okrctl.core.model.codec import decode, encode
from okrctl.core.model.items import Config, FileFacts
from okrctl.shell.cache import NO_CACHE, Cache, key

if TYPE_CHECKING:
    from okrctl.core.values.diagnostic import Problem

Decoded = Callable[[], "tuple[str | None, Problem | None]"]


def facts_of(cache: Cache, path: str, content: bytes | str, text: Decoded) -> FileFacts:
    """The facts of a department file.

    What is wrong with a file is found anew each time: only files without problems are kept.

    Args:
        cache: where facts are kept.
        path: workspace-relative; facts name it.
        content: the file's bytes, or the name of git's blob.
        text: its text, or why there is none; asked for when nothing is kept.
    """
    found = kept_facts(cache, path, content)
    if found is None:
        found = _read(path, *text())
        keep_facts(cache, path, content, found)
    return found


def keep_facts(cache: Cache, path: str, content: bytes | str, facts: FileFacts) -> None:
    """Keep the facts of a file with this content, if nothing is wrong with it."""
    if cache is not NO_CACHE and not facts.problems:
        cache.put(key("facts", path, content), encode(FileFacts, facts))


def kept_facts(cache: Cache, path: str, content: bytes | str) -> FileFacts | None:
    """The facts that are kept of a file with this content."""
    if cache is NO_CACHE:
        return None
    found: FileFacts | None = cache.get(key("facts", path, content), lambda data: decode(FileFacts, data))
    return found


def blob_name(content: bytes) -> str:
    """What git calls this content (in repositories that name objects by SHA-1, as nearly all do)."""
    from hashlib import sha1

    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _read(path: str, text: str | None, problem: Problem | None) -> FileFacts:
    from okrctl.core.loading.facts import department_facts, unreadable_facts

    if text is not None:
        return department_facts(path, text)
    assert problem is not None
    return unreadable_facts(path, problem)


def settings_of(cache: Cache, path: str, text: str) -> Config:
    """The settings in the text of an okrctl.yaml."""
    name = "" if cache is NO_CACHE else key("settings", path, text.encode("utf-8", "surrogatepass"))
    found: Config | None = cache.get(name, lambda data: decode(Config, data))
    if found is not None:
        return found
    from okrctl.core.loading.config import load_config

    config = load_config(path, text)
    if cache is not NO_CACHE and not config.problems:
        cache.put(name, encode(Config, config))
    return config
