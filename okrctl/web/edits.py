"""Forms as edits: runs the command line's flows for a user at a browser."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from secrets import token_urlsafe
from threading import Lock

from okrctl.core.checkin.entry import WITHDRAWN
from okrctl.core.values.stop import Stop
from okrctl.flows.checkin.flow import CheckInOptions
from okrctl.flows.checkin.write import WriteOptions
from okrctl.flows.console import Recorder
from okrctl.flows.settings import Settings
from okrctl.web.data import no_paths
from okrctl.web.kept import date_in

Form = Mapping[str, Sequence[str]]
"""A form's values: those of each field by its name."""
_MOST_WAITING = 500


@dataclass(frozen=True)
class Outcome:
    """The result of an edit: the change as text, notes, and errors if it was refused."""

    results: tuple[str, ...]
    notes: tuple[str, ...]
    complaints: tuple[str, ...]
    refused: bool


@dataclass(frozen=True)
class Edit:
    """An edit requested by a form.

    ``show`` says what it would do, ``write`` does it and commits it if asked to. ``core`` must be the same when it is
    written as when it was shown.
    """

    show: Callable[[Recorder], object]
    write: Callable[[Recorder, bool], object]
    core: Callable[[Recorder], object]
    commits: bool = False

    def seen(self) -> str:
        """A name for what it would write now."""
        told = run(self.core)
        return sha256("\0".join((*told.results, str(told.refused))).encode()).hexdigest()


def run(flow: Callable[[Recorder], object]) -> Outcome:
    """Run a flow; if it stops, the reason is part of the result."""
    console = Recorder()
    refused = True
    try:
        flow(console)
        refused = False
    except Stop as stop:
        if stop.message:
            console.complain(stop.message, stop.hint)
    except OSError as error:
        console.complain(f"it could not be written: {error.strerror or error}")
    except KeyboardInterrupt:
        # the recorder answers no question
        console.complain("this asks for more than the form says", "the same command on a terminal asks for it")
    return Outcome(tuple(console.results), tuple(console.notes), tuple(console.complaints), refused)


@dataclass
class Waiting:
    """Edits that were shown and wait for confirmation: each can be written once."""

    _lock: Lock = field(default_factory=Lock)
    _shown: OrderedDict[str, str] = field(default_factory=OrderedDict)

    def put(self, seen: str) -> str:
        """Register what was shown; return its name."""
        name = token_urlsafe(16)
        with self._lock:
            self._shown[name] = seen
            while len(self._shown) > _MOST_WAITING:
                self._shown.popitem(last=False)
        return name

    def take(self, name: str) -> str | None:
        """What was shown under a name; None if it was already used."""
        with self._lock:
            return self._shown.pop(name, None)


def one(form: Form, name: str) -> str:
    """The text of a field that a form has once; empty if nothing was filled in."""
    values = form.get(name, ())
    return values[0].strip() if values else ""


def day_of(form: Form, name: str) -> date | None:
    """The date in a field; Stop if it is none."""
    return date_in(one(form, name) or None)


def check_in(settings: Settings, department: str, form: Form, user: str | None) -> Edit:
    """A check-in, or a correction if the form has a day to ``correct``; Stop if the form is empty."""
    from okrctl.flows.checkin.flow import check_in as flow

    given = _given(form, user)
    if not any((given.values, given.confidence, given.projected, given.notes, given.unchanged, given.note)):
        raise Stop("nothing is filled in")

    def go(console: Recorder, how: WriteOptions) -> None:
        flow(settings, console, department, given, how, edit=False)

    return Edit(
        show=lambda console: go(console, WriteOptions(dry_run=True)),
        write=lambda console, commit: go(console, WriteOptions(commit=commit)),
        core=lambda console: go(console, WriteOptions(printed=True)),
        commits=True,
    )


def confirm(settings: Settings, form: Form) -> Edit:
    """A promise of what another department asked for."""
    from okrctl.flows.plan.change import confirm as flow
    from okrctl.flows.plan.editing import editing

    provider, consumer = _item(form, "provider", "what answers it"), _item(form, "consumer", "whose request it is")
    due = day_of(form, "due")
    return _planned(lambda console, dry_run: flow(editing(settings, console, dry_run), provider, consumer, due=due))


def ask(settings: Settings, form: Form) -> Edit:
    """A request to another department."""
    from okrctl.flows.plan.change import ask as flow
    from okrctl.flows.plan.editing import editing

    provider, consumer = _item(form, "provider", "who is asked"), _item(form, "consumer", "who needs it")
    need, due = _told(form, "need", "what is needed"), day_of(form, "due")
    return _planned(
        lambda console, dry_run: flow(editing(settings, console, dry_run), provider, consumer, need, due=due)
    )


def _told(form: Form, name: str, what: str) -> str:
    text = one(form, name)
    if not text:
        raise Stop(f"it does not say {what}")
    return text


def _item(form: Form, name: str, what: str) -> str:
    text = _told(form, name, what)
    no_paths(text)
    return text


def _planned(flow: Callable[[Recorder, bool], object]) -> Edit:
    return Edit(
        show=lambda console: flow(console, True),
        write=lambda console, _: flow(console, False),
        core=lambda console: flow(console, True),
    )


def _given(form: Form, user: str | None) -> CheckInOptions:
    """A form's values as the options of the command line."""
    correct = day_of(form, "correct")
    found = CheckInOptions(note=one(form, "whole-note") or None, by=user or one(form, "by") or None, correct=correct)
    found = replace(found, date=None if correct else day_of(form, "date"))
    values = list(_values(form))
    said = {name for name, _ in values}
    same = [name for name in _named(form, "same") if name not in said]
    return replace(
        found,
        values=[f"{name}={value}" for name, value in values],
        confidence=_pairs(form, "confidence"),
        projected=_pairs(form, "projected"),
        notes=[f"{name}={text}" for name, text in _notes(form)],
        unchanged=same,
    )


def _values(form: Form) -> Iterator[tuple[str, str]]:
    taken_back = set(_named(form, "back"))
    for name in taken_back:
        yield name, WITHDRAWN
    for name in _named(form, "value"):
        text = one(form, f"value:{name}")
        if text and name not in taken_back:
            yield name, text
    for name in _named(form, "done"):
        if name not in taken_back:
            yield name, "done"
    for name in _named(form, "step"):
        if name not in taken_back:
            yield name, ",".join(form[f"step:{name}"])


def _notes(form: Form) -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys([*_named(form, "note"), *_named(form, "blocked")]):
        blocked = one(form, f"blocked:{name}")
        text = " ".join(filter(None, (one(form, f"note:{name}"), f"Blocked by: {blocked}" if blocked else "")))
        if text:
            yield name, text


def _named(form: Form, part: str) -> list[str]:
    """The items that have such a field."""
    return [key.partition(":")[2] for key in form if key.startswith(f"{part}:")]


def _pairs(form: Form, part: str) -> list[str]:
    return [f"{name}={text}" for name in _named(form, part) if (text := one(form, f"{part}:{name}"))]
