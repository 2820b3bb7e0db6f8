"""A check-in filled in with the user's editor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import typer

from okrctl.commands._output import EXIT_USAGE, complain, fail, tell
from okrctl.core.values import safe

if TYPE_CHECKING:
    from okrctl.commands._checkin_target import Aim
    from okrctl.core.checkin import Entry, Mistake, Words
    from okrctl.core.checkin.scene import Scene


def fill_in(scene: Scene, aim: Aim, judged: Callable[[Words], Entry | tuple[Mistake, ...]]) -> Entry | None:
    """The entry that a form makes, as soon as nothing is wrong with it; None when it comes back empty.

    Args:
        scene: the department and the day.
        aim: what of it is asked for.
        judged: makes an entry of what the form says.
    """
    from okrctl.core.checkin.form import blank_form, read_form
    from okrctl.shell.editor import EditorError, edited
    from okrctl.views.checkin import about

    subjects = aim.subjects(scene)
    text = blank_form(scene.department, scene.day, subjects, [about(subject, scene.day) for subject in subjects])
    while True:
        try:
            text = edited(text, "check-in.yaml")
        except EditorError as error:
            fail(safe.line(str(error)), way_out="VISUAL or EDITOR names another one")
        words = read_form(text)
        if not isinstance(words, tuple) and words.empty:
            return None
        entry = words if isinstance(words, tuple) else judged(words)
        if not isinstance(entry, tuple):
            return entry
        _offer_to_mend(text, entry)


def _offer_to_mend(text: str, mistakes: Sequence[Mistake]) -> None:
    """Say what is wrong; without a terminal to ask at, hand the form back and end with 2."""
    from okrctl.commands._ask import agreed
    from okrctl.shell.terminal import is_interactive

    for mistake in mistakes:
        complain(mistake.message, mistake.help)
    if not is_interactive() or not agreed("Edit it again?"):
        tell(text)
        complain("nothing was written; this is what you filled in")
        raise typer.Exit(EXIT_USAGE)
