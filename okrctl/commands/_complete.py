"""Values for shell completion: a parameter's ``metavar`` says what it takes.

Errors are never shown while the user presses Tab; there is just nothing to complete.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okrctl.core.values.pattern import pattern

if TYPE_CHECKING:
    from okrctl.flows.completion import Kept, Names

_TAKES = {
    "references": ("REF", "[REF]...", "[TARGET]", "PROVIDER", "CONSUMER", "OBJECTIVE"),
    "departments": ("DEPARTMENT", "[DEPARTMENT]", "--department", "--joint-with"),
    "results": ("ID=VALUE", "ID=N", "ID=TEXT", "[REF=]TEXT"),
    "unchanged": ("ID|rest",),
    "endings": ("CYCLE|REF",),
    "cycles": ("CYCLE", "[CYCLE]"),
    "owners": ("WHO", "--owner", "--author"),
    "tags": ("TAG",),
    "metrics": ("[METRIC]", "--metric"),
    "codes": ("CODES", "[CODE]"),
    "statuses": ("STATUS",),
    "states": ("STATE",),
}
_BY_METAVAR = {metavar: what for what, metavars in _TAKES.items() for metavar in metavars}

_SPECIAL = pattern(r"([^A-Za-z0-9_@%+=:,./\u0080-\U0010ffff-])")


class Completion:
    """One value, as Typer expects it."""

    type = "plain"

    def __init__(self, value: str, help: str = "") -> None:
        # bash inserts the words unchanged; the other shells quote them if needed
        bash = os.environ.get("_OKRCTL_COMPLETE") == "complete_bash"
        self.value = _SPECIAL.sub(r"\\\1", value) if bash else value
        self.help = help or None


def completes(parameter: Any) -> str | None:
    """What a parameter takes, if it can be completed."""
    return _BY_METAVAR.get(parameter.opts[-1]) or _BY_METAVAR.get(parameter.metavar or "")


def choices(words: Iterable[str], ctx: Any, incomplete: str) -> list[Completion]:
    """A few fixed words."""
    return [Completion(word) for word in words if word.startswith(incomplete)]


def complete(parameter: Any, ctx: Any, incomplete: str) -> list[Completion]:
    """The values of a parameter that start with the typed text."""
    with suppress(Exception):
        found = _found(completes(parameter) or "", ctx, incomplete)
        return [Completion(_plain(name), _plain(about)) for name, about in found if name.startswith(incomplete)]
    return []


def _found(what: str, ctx: Any, incomplete: str) -> Names:
    from okrctl.flows.completion import fixed_names, names_in, references, starting

    if what in ("codes", "statuses", "states"):
        # several codes may be given at once, with commas
        before, comma, typed = incomplete.rpartition(",")
        return [(f"{before}{comma}{name}", about) for name, about in fixed_names(what) if name.startswith(typed)]
    given = ctx.find_root().params.get("root") or ctx.params.get("_global_root")
    root = Path(given) if given else None
    kept = names_in(root)
    if what == "references":
        return references(kept, incomplete)
    if what == "endings":
        return [*starting(kept, "cycles"), *references(kept, incomplete)]
    if what in ("results", "unchanged"):
        return _of_target(kept, "=" if what == "results" else "")
    return starting(kept, what, incomplete)


def _of_target(kept: Kept, end: str) -> Names:
    """The ids of the department on the command line; full references if there is none."""
    from okrctl.flows.completion import starting

    known = starting(kept, "references")
    named = [word.rpartition("/")[2].removesuffix(".yaml") for word in _words()]
    named += [word.partition("/")[0] for word in _words()]
    home = next((id for id, _ in starting(kept, "departments") if id in named), None)
    own = [(ref.partition("/")[2], about) for ref, about in known if ref.partition("/")[0] == home]
    rest = [("rest", "everything else that is due")] if not end else []
    return [*rest, *((f"{name}{end}", about) for name, about in own or known)]


def _words() -> list[str]:
    """The words on the command line, as the shell's script passes them.

    While the value of an option is missing, Typer doesn't report the arguments.
    """
    text = os.environ.get("_TYPER_COMPLETE_ARGS") or os.environ.get("COMP_WORDS") or ""
    return text.split()[1:]


def _plain(text: str) -> str:
    """A text on one line, without control characters."""
    from okrctl.core.values.safe import line

    return line(text)
