"""``amend``: change a field of an item, a department or the settings, and record the change."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from datetime import date

from okrctl.core.format.doc import keys
from okrctl.core.planning.amend import Amending, amend_checkpoints, leaves_its_trace
from okrctl.core.planning.amend import amend as amended
from okrctl.core.planning.fields import (
    Subject,
    department_of,
    fields_of,
    renewed_title,
    settings_of,
    split_field,
    subject_of,
)
from okrctl.core.values import safe
from okrctl.core.values.quantity import parse_amount
from okrctl.core.values.stop import Stop
from okrctl.flows.plan import answers as a
from okrctl.flows.plan.editing import Editing, reason
from okrctl.flows.plan.season import SeasonOptions, running
from okrctl.views.season import season_document

LOST = "the plan of earlier days would change"
"""The problem with an amendment that changes the past."""
_VALUE = 40
"""How much of a present value a question shows."""
_SENTENCE = re.compile(r"[;:.](?:\s|$)")
_LISTED = 20
"""How many fields are listed at once."""


def amend(
    edit: Editing,
    ref: str,
    to: str | None,
    *,
    why: str | None,
    approved_by: str | None,
    on: date | None,
    seasons: SeasonOptions | None = None,
) -> None:
    """Change a field, ``[FIELD=]VALUE``, or the checkpoints by last year's season, and record the change."""
    subject = subject_of(edit.entry(ref)) if seasons else _subject(edit, ref, None)
    day = on or edit.today
    if approved_by is not None and not approved_by.strip():
        raise Stop("--approved-by is empty", hint="leave it out, or name who agreed")
    plan = running(edit, edit.entry(ref), seasons, day) if seasons else None

    def make(answers: a.Answers) -> None:
        field, value = ("", "") if plan else _asked(edit, subject, answers) if to is None else split_field(to)
        because = answers.needed("--why", why, "Why", a.text)
        answers.end()
        assert value is not None and because is not None
        home = subject if plan else _subject(edit, ref, field)
        wanted = Amending(field, "" if to is None and value == "-" else value, reason(because), day, approved_by)
        if plan:
            found = edit.made(amend_checkpoints(edit.files, edit.entry(ref), wanted, plan.checkpoints))
        else:
            found = edit.made(amended(edit.files, home, wanted))
        was = found.before if found.before is not None else "nothing"
        change = "checkpoints like last year" if plan else f"{found.field} from {was} to {found.after}"
        if plan is None:
            answers.confirm(safe.line(f"{home.ref}: {change}. Write this?"))
        title = None if plan else _title(home, found.before, found.after)
        edit.finish(
            found.changes,
            f"{home.ref}: {change}, from {day} on",
            lambda after: None if home.entry is None or leaves_its_trace(edit.ws, after, home.entry, day) else LOST,
            but="title-number" if title else "",
        )
        if plan:
            edit.console.show(season_document(plan))
        if title:
            again = f"--to {shlex.quote(f'title={title}')} --why {shlex.quote(because)}"
            edit.console.note(
                safe.line(f"the title still has the old number; to change it: okrctl amend {home.ref} {again}")
            )

    a.asking(edit.console, make)


def _title(subject: Subject, before: str | None, after: str) -> str | None:
    """The title with the new number, if it has the old one."""
    title = subject.key_result.title if subject.key_result else None
    if title is None or before is None:
        return None
    new = renewed_title(title, parse_amount(before), parse_amount(after))
    return None if new == title else new


def _subject(edit: Editing, ref: str, field: str | None) -> Subject:
    """What a name on the command line means: an item, a department, or okrctl.yaml."""
    if ref == edit.ws.config.path:
        return settings_of(edit.ws)
    target = edit.named(ref).target
    if target.entry is None:
        return department_of(edit.ws, edit.files, target.department, field)
    return subject_of(edit.entry(ref))


def _asked(edit: Editing, subject: Subject, answers: a.Answers) -> tuple[str | None, str | None]:
    """The field and its new value from a person; without one, both are missing."""
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
    known = keys(subject.model).get(name)
    told = known.info.description if known and not there.get(name) else None
    return f"({_SENTENCE.split(told)[0]})" if told else ""
