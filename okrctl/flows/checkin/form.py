"""A check-in filled in in the user's editor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from okrctl.core.checkin import CheckInInput, Entry, Mistake
from okrctl.core.checkin.department_day import DepartmentDay
from okrctl.core.checkin.form import blank_form, read_form
from okrctl.core.values.stop import Stop
from okrctl.flows.checkin.scope import CheckInScope
from okrctl.flows.console import Console, agreed
from okrctl.views.checkin import about


def fill_in(
    console: Console,
    dept: DepartmentDay,
    scope: CheckInScope,
    judged: Callable[[CheckInInput], Entry | tuple[Mistake, ...]],
) -> Entry | None:
    """The entry from a form, once it has no mistakes; None if the form comes back empty.

    ``judged`` turns the form's values into an entry.
    """
    from okrctl.shell.editor import edited

    subjects = scope.subjects(dept)
    text = blank_form(
        dept.department,
        dept.day,
        subjects,
        [about(subject, dept.day) for subject in subjects],
    )
    while True:
        text = edited(text, "check-in.yaml")
        words = read_form(text)
        if not isinstance(words, tuple) and words.empty:
            return None
        entry = words if isinstance(words, tuple) else judged(words)
        if not isinstance(entry, tuple):
            return entry
        _offer_to_mend(console, text, entry)


def _offer_to_mend(console: Console, text: str, mistakes: Sequence[Mistake]) -> None:
    """Report mistakes; without a terminal, print the form and exit with 2."""
    for mistake in mistakes:
        console.complain(mistake.message, mistake.help)
    if not console.interactive or not agreed(console, "Edit it again?"):
        console.tell(text)
        raise Stop("nothing written; your form is printed above")
