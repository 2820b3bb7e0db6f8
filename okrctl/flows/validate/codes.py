"""Rules as named on the command line: ``OKR202``, the start of codes such as ``OKR2``, or the name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from okrctl.core.findings.rule import rule_named, rules, slugs
from okrctl.core.values.stop import Stop


def prefix(text: str) -> str:
    """The start of codes that a text means; Stop with a suggestion if no rule matches."""
    if text.lower() in slugs():
        return rule_named(text.lower()).code
    wanted = text.upper()
    if wanted and any(rule.code.startswith(wanted) for rule in rules()):
        return wanted
    names = [name for rule in rules() for name in (rule.code, rule.name)]
    near = get_close_matches(wanted, names, 1, 0.7) or get_close_matches(text.lower(), names, 1, 0.6)
    hint = f"did you mean {near[0]}?" if near else "okrctl rule lists them all"
    raise Stop(f"there is no rule {text or '(empty)'}", hint=hint)


def prefixes(texts: Iterable[str] | None) -> tuple[str, ...]:
    """All codes of an option, which can be repeated or have commas."""
    return tuple(prefix(part.strip()) for text in texts or () for part in text.split(","))
