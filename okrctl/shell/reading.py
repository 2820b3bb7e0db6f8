"""Facts of files through the cache: read anew only where nothing is kept of this very content.

What is kept is the plain data of a file with nothing wrong in it: facts are made of it each time, by the same models.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from okrctl.core.model.files import FileFacts
from okrctl.shell.cache import NO_CACHE, Cache, key

if TYPE_CHECKING:
    from okrctl.core.loading.facts import SoundFile
    from okrctl.core.model.settings import Config
    from okrctl.core.values.diagnostic import Problem

Decoded = Callable[[], "tuple[str | None, Problem | None]"]


def facts_of(cache: Cache, path: str, content: bytes | str, text: Decoded, name: str | None = None) -> FileFacts:
    """The facts of a department file.

    What is wrong with a file is found anew each time: only files without problems are kept.

    ``content`` is the file's bytes, or the name of git's blob. ``text``, its text or why there is none, is asked for
    when nothing is kept. By ``name``, which git has for the bytes, the facts are found, too.
    """
    from okrctl.core.loading import facts

    place = "" if cache is NO_CACHE else key("facts", path, content)
    kept = _kept(cache, place)
    found = kept and facts.facts_again(path, kept)
    if not found:
        decoded, problem = text()
        if decoded is None:
            assert problem is not None
            return facts.unreadable_facts(path, problem)
        found, kept = facts.read_department(path, decoded)
        if kept is not None and cache is not NO_CACHE:
            cache.put(place, kept.plan, kept.check_ins)
    if name is not None and kept is not None and cache is not NO_CACHE:
        other = key("facts", path, name)
        if not cache.has(other):
            cache.put(other, kept.plan, kept.check_ins)
    return replace(found, kept_as=place) if kept is not None and place else found


def kept_facts(cache: Cache, path: str, content: bytes | str) -> FileFacts | None:
    """The facts that are kept of a file with this content."""
    from okrctl.core.loading.facts import facts_again

    place = "" if cache is NO_CACHE else key("facts", path, content)
    kept = _kept(cache, place)
    found = kept and facts_again(path, kept)
    return replace(found, kept_as=place) if found else None


def _kept(cache: Cache, place: str) -> SoundFile | None:
    from okrctl.core.loading.facts import SoundFile

    found = cache.get_with(place) if place else None
    return found and SoundFile(*found)


def config_of(cache: Cache, path: str, content: bytes, text: Decoded) -> Config | Problem:
    """The settings that a file's bytes mean, or why they are no text; see :func:`facts_of`."""
    from okrctl.core.loading import config

    place = "" if cache is NO_CACHE else key("settings", path, content)
    found = config.config_again(path, cache.get(place)) if place else None
    if found is None:
        decoded, problem = text()
        if decoded is None:
            assert problem is not None
            return problem
        found, data = config.read_config(path, decoded)
        if place and data is not None:
            cache.put(place, data)
    return found


def blob_name(content: bytes) -> str:
    """What git calls this content (in repositories that name objects by SHA-1, as nearly all do)."""
    from hashlib import sha1

    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
