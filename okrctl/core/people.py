"""Who is meant by a name: ``people`` ties ids, names, mail addresses and owners together."""

from __future__ import annotations

from collections.abc import Mapping

from okrctl.core.model import Person


def names_of(people: Mapping[str, Person], who: str) -> frozenset[str]:
    """Every name (in lower case) under which somebody may own something, given any one of them.

    A name that nobody in ``people`` has stands for itself.
    """
    wanted = who.casefold()
    names = {wanted}
    for person in people.values():
        known = {text.casefold() for text in (person.id, person.name, person.email) if text}
        owned = {text.casefold() for text in person.owns}
        if wanted in known or wanted in owned:
            names |= known | (owned if wanted in known else set())
    return frozenset(names)
