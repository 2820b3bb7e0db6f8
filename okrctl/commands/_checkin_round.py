"""Asking for a check-in at a terminal, key result by key result. Nothing is written before the end."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

from okrctl.commands._output import complain
from okrctl.core import safe

if TYPE_CHECKING:
    from okrctl.commands._checkin_target import Aim
    from okrctl.commands._settings import Settings
    from okrctl.core.checkin import Said, Words
    from okrctl.core.checkin.answer import Answer
    from okrctl.core.checkin.scene import Scene, Subject
    from okrctl.views.blocks import Document

_HELP = "Enter: seen, same · a value (57.5k, +3, done) · with c7 and words: confidence, note · -: skip · Ctrl-C: stop"


def ask_all(scene: Scene, aim: Aim, found: Settings, author: str) -> Words:
    """Everything that is answered about what was aimed at."""
    from okrctl.core.checkin import Words
    from okrctl.views.blocks import Blank, Heading, Line, Run, document

    subjects = aim.subjects(scene)
    name = scene.ws.departments[scene.department].name
    if not subjects:
        complain(f"there is nothing to check in for {aim.ref or aim.path or scene.department} on {scene.day}")
        return Words()
    _take_any_bytes()
    _say(document([Heading(name, f"check-in for {scene.day} by {author}"), Line(Run(_HELP, "dim")), Blank()]), found)
    results: dict[str, Said] = {}
    unchanged: list[str] = []
    for number, subject in enumerate(subjects, 1):
        answer = _answer(subject, number, len(subjects), found)
        if answer.same:
            unchanged.append(subject.name)
        if answer.said != type(answer.said)():
            results[subject.name] = answer.said
    return Words(results, tuple(unchanged), _note() if results or unchanged else None)


def agreed(question: str) -> bool:
    """Whether the answer is yes; Enter is."""
    while True:
        answer = _ask(f"{question} [Y/n] ").lower()
        if answer in ("", "y", "yes"):
            return True
        if answer in ("n", "no"):
            return False


def _note() -> str | None:
    from okrctl.core.checkin.judge import note_mistakes

    while True:
        note = _ask("A word on the whole (Enter: none): ") or None
        mistakes = note_mistakes(note)
        if not mistakes:
            return note
        complain(mistakes[0].message, mistakes[0].help)


def _answer(subject: Subject, number: int, total: int, found: Settings) -> Answer:
    from okrctl.core.checkin import Mistake
    from okrctl.core.checkin.answer import parse_answer
    from okrctl.views.checkin import question

    _say(question(subject, number, total), found)
    while True:
        answer = parse_answer(_ask(f"    {safe.line(subject.name)}: "), subject)
        if not isinstance(answer, Mistake):
            return answer
        complain(answer.message, answer.help)


def _say(document: Document, found: Settings) -> None:
    from okrctl.render import document_renderer
    from okrctl.shell.terminal import wants_color, width

    sys.stderr.write(document_renderer("text")(document, width(sys.stderr), found.color and wants_color(sys.stderr)))


def _take_any_bytes() -> None:
    """Typed bytes that are no text become characters that no file takes, and are asked for again."""
    # only before the first question of a run: once a stream has been read from, it stays as it is
    if isinstance(sys.stdin, TextIOWrapper) and sys.stdin.errors != "surrogateescape":
        sys.stdin.reconfigure(errors="surrogateescape")


def _ask(prompt: str) -> str:
    """One line from the terminal. The end of the input is a wish to stop, as Ctrl-C is."""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.strip()
