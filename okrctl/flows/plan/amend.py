"""``amend``: change a field of an item, a department or the settings, and record the change."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from okrctl.core.values import safe
from okrctl.flows.plan.editing import Editing, editing, need_approver, reason
from okrctl.flows.workspace import as_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from okrctl.core.planning.fields import Subject
    from okrctl.flows.console import Console
    from okrctl.flows.plan import answers as a
    from okrctl.flows.settings import Settings

LOST = "the plan of earlier days would change"
"""The problem with an amendment that changes the past."""
_VALUE = 40
"""How much of a present value a question shows."""
_SENTENCE = re.compile(r"[;:.](?:\s|$)")
_LISTED = 20
"""How many fields are listed at once."""


def amend(
    settings: Settings,
    console: Console,
    ref: str,
    to: str | None,
    *,
    why: str | None,
    approved_by: str | None,
    on: date | None,
    dry_run: bool,
) -> None:
    """Change a field, ``[FIELD=]VALUE``, and record the change."""
    from okrctl.core.planning.amend import Amended, Amending, leaves_its_trace
    from okrctl.core.planning.amend import amend as amended
    from okrctl.core.planning.fields import split_field
    from okrctl.flows.plan import answers as a

    edit = editing(settings, console, dry_run)
    subject = _subject(edit, ref, None)
    day = on or as_of(settings)
    need_approver(approved_by)

    def make(answers: a.Answers) -> None:
        field, value = _asked(edit, subject, answers) if to is None else split_field(to)
        because = answers.needed("--why", why, "Why", a.text)
        answers.end()
        assert value is not None and because is not None
        home = _subject(edit, ref, field)
        wanted = Amending(field, "" if to is None and value == "-" else value, reason(because), day, approved_by)
        found = amended(edit.files, home, wanted)
        if not isinstance(found, Amended):
            edit.cannot(found)
        was = found.before if found.before is not None else "nothing"
        answers.confirm(safe.line(f"{home.ref}: {found.field} from {was} to {found.after}. Write this?"))
        title = _title(home, found.before, found.after)
        edit.finish(
            found.changes,
            f"{home.ref}: {found.field} from {was} to {found.after}, from {day} on",
            lambda after: None if home.entry is None or leaves_its_trace(edit.ws, after, home.entry, day) else LOST,
            but="title-number" if title else "",
        )
        if title:
            change = f"--to {shlex.quote(f'title={title}')} --why {shlex.quote(because)}"
            console.note(
                safe.line(f"the title still has the old number; to change it: okrctl amend {home.ref} {change}")
            )

    a.asking(console, make)


def _title(subject: Subject, before: str | None, after: str) -> str | None:
    """The title with the new number, if it has the old one."""
    from okrctl.core.planning.fields import renewed_title
    from okrctl.core.values.quantity import parse_amount

    title = subject.key_result.title if subject.key_result else None
    if title is None or before is None:
        return None
    new = renewed_title(title, parse_amount(before), parse_amount(after))
    return None if new == title else new


def _subject(edit: Editing, ref: str, field: str | None) -> Subject:
    """What a name on the command line means: an item, a department, or okrctl.yaml."""
    from okrctl.core.planning.fields import department_of, settings_of, subject_of

    if ref == edit.ws.config.path:
        return settings_of(edit.ws)
    target = edit.named(ref).target
    if target.entry is None:
        return department_of(edit.ws, edit.files, target.department, field)
    return subject_of(edit.entry(ref))


def _asked(edit: Editing, subject: Subject, answers: a.Answers) -> tuple[str | None, str | None]:
    """The field and its new value from a person; without one, both are missing."""
    from okrctl.core.planning.fields import fields_of
    from okrctl.flows.plan import answers as a

    if not answers.interactive:
        return None, answers.needed("--to", None, "", a.text)
    there = fields_of(edit.files, subject)
    above, field = "", None
    while True:
        # many fields are offered level by level
        inner = [name for name in there if name.startswith(above)]
        names = dict.fromkeys(name if len(inner) <= _LISTED else _level(name, above) for name in inner)
        width = max(map(len, names))
        rows = {
            name: f"{name:<{width}}  {safe.line(there.get(name) or _about(subject, name, there))}" for name in names
        }
        field = answers.chosen("--to", f"What do you want to change about {field or subject.ref} (number)", rows, there)
        if field is None or field in there:
            break
        above = f"{field}/"
    now = there.get(field or "")
    question = f"New {field}" if now and len(now) <= _VALUE else f"New {field} (- for none)"
    return field, answers.needed("--to", None, question, a.text, now if now and len(now) <= _VALUE else None)


def _level(name: str, above: str) -> str:
    """A field's name down to the level below ``above``."""
    return f"{above}{name.removeprefix(above).partition('/')[0]}"


def _about(subject: Subject, name: str, there: Mapping[str, str]) -> str:
    """What a field without a value means."""
    from okrctl.core.format.doc import keys

    known = keys(subject.model).get(name)
    told = known.info.description if known and not there.get(name) else None
    return f"({_SENTENCE.split(told)[0]})" if told else ""
