"""Options that people guess, from other tools or from the words of the plan, and what okrctl calls them."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

_LIKE = 0.74
"""Options whose names agree less are different words, not typing errors."""

_TEXT = ("--why", "--note", "--learned")
_DAY = ("--date", "--due", "--start", "--as-of")
_TRY = ("--dry-run", "--diff")
_PERSON = ("--by", "--owner", "--author", "--lead")
_UNASKED = ("--yes", "--no-input")

_MEANT = {
    **dict.fromkeys(
        ("--reason", "--because", "--message", "--msg", "-m", "--comment", "--description", "--text"), _TEXT
    ),
    **dict.fromkeys(("--date", "--day", "--on", "--when", "--today"), _DAY),
    **dict.fromkeys(("--deadline", "--by-date", "--until", "--end"), ("--due", "--to")),
    **dict.fromkeys(("--dry", "--preview", "--simulate", "--check", "--no-write"), _TRY),
    **dict.fromkeys(("--author", "--user", "--person", "--me", "--who", "--assignee"), _PERSON),
    **dict.fromkeys(("--yes", "-y", "--no-confirm", "--non-interactive", "--batch", "--no-interactive"), _UNASKED),
    **dict.fromkeys(("--value", "--target", "--set", "--new-value", "--goal"), ("--target", "--set", "--to")),
    **dict.fromkeys(("--out", "--outfile", "--write", "--save"), ("--output",)),
    **dict.fromkeys(("--team", "--unit", "--group", "--dept"), ("--department",)),
    **dict.fromkeys(("--quarter", "--period", "--half", "--year"), ("--cycle",)),
    **dict.fromkeys(("--rev", "--revision", "--branch", "--commit", "--ref"), ("--base", "--at")),
    **dict.fromkeys(("--provider", "--from", "--on"), ("--for",)),
    **dict.fromkeys(("--dir", "--cwd", "--path", "--workspace", "--repo"), ("--root",)),
    **dict.fromkeys(("--colour", "--no-colour", "--plain", "--color"), ("--no-color",)),
    **dict.fromkeys(("--silent", "--brief"), ("--quiet",)),
    **dict.fromkeys(("--debug", "--trace"), ("--verbose",)),
}


def meant(error: Any) -> str | None:
    """What was meant by an option that a command doesn't have, by the parser's error; None if that can't be told."""
    if error.ctx is None:
        return None
    option, command = error.option_name, error.ctx.command
    options = {name: each for each in command.params for name in each.opts if name.startswith("--")}
    word = option.lstrip("-").replace("-", "_")
    if "--format" in options and _accepts(command.converters[options["--format"].name], word):
        return f"--format {word}"
    for each in _MEANT.get(option, ()):
        if each in options:
            return each
    if "--to" in options and "FIELD" in (options["--to"].metavar or "") and word in _fields():
        return f"--to {word}=VALUE"
    near = get_close_matches(option, options, n=1, cutoff=_LIKE)
    return near[0] if near else None


def _accepts(convert: Callable[[str], object], text: str) -> bool:
    import typer

    try:
        convert(text)
    except typer.BadParameter:
        return False
    return True


def _fields() -> frozenset[str]:
    """The keys of the format that can be amended."""
    from okrctl.core.format.doc import everything
    from okrctl.core.model.files import department_doc

    return frozenset(field.key for field in everything(department_doc()) if field.amendable)
