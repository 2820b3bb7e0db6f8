"""Different spellings of one person's name."""

from __future__ import annotations

from okrctl.core.arrival.values import Arrival
from okrctl.core.arrival.words import fold


def one_spelling(arrival: Arrival) -> None:
    """Unify ``Ida Example``, ``ida``, ``@ida`` and ``ida@example.com`` if they can only be one person."""
    texts = {name for item in arrival.items for name in item.owners}
    texts |= {report.by for item in arrival.items for report in item.reports if report.by}
    full = {text for text in texts if " " in text and "@" not in text}
    firsts: dict[str, set[str]] = {}
    for name in full:
        words = fold(name).split()
        for short in {words[0], ".".join(words), f"{words[0][:1]}{words[-1]}", f"{words[0]}{words[-1]}"}:
            firsts.setdefault(short, set()).add(name)
    same: dict[str, str] = {}
    for text in texts - full:
        found = firsts.get(fold(text.lstrip("@").partition("@")[0], keep="."), set())
        if len(found) == 1:
            same[text] = next(iter(found))
    handles = {text for text in texts - full if text not in same}
    mails = {fold(text.partition("@")[0], keep="."): text for text in handles if "@" in text[1:]}
    for text in handles:
        if "@" not in text[1:] and fold(text) in mails:
            same[text] = mails[fold(text)]
    for item in arrival.items:
        item.owners = list(dict.fromkeys(same.get(name, name) for name in item.owners))
        for report in item.reports:
            report.by = same.get(report.by, report.by)
    if same:
        one = next(f"{short} and {name}" for short, name in sorted(same.items()))
        arrival.notes.append(f"{len(same)} spellings of people are taken as others of the same person ({one}, …)")
