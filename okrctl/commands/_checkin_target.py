"""Whom a check-in is for: the department that was named, or those that the author answers for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from okrctl.commands._output import fail
from okrctl.commands._workspace import resolve_target

if TYPE_CHECKING:
    from okrctl.core.checkin import Words
    from okrctl.core.checkin.scene import Scene, Subject
    from okrctl.shell.session import Session


@dataclass(frozen=True, slots=True)
class Aim:
    """A department, and what of it was named: a file, an objective or a key result; nothing for all of it."""

    department: str
    path: str | None = None
    ref: str | None = None

    def subjects(self, scene: Scene) -> list[Subject]:
        """What there is to check in."""
        found = [s for s in scene.round() if self.path in (None, s.path)]
        return [s for s in found if self.ref in (None, s.ref, s.objective)]


def aims(session: Session, target: str | None, words: Words, author: str, day: date) -> list[Aim]:
    """The departments that a check-in is for; ends the run with 2 and the choice when that is not to be known."""
    if target is None:
        return _owed(session, words, author, day)
    named = resolve_target(session, target, day)
    if named.target.external:
        fail(f"{target} is a group outside the workspace and has no journal here")
    entry = named.target.entry
    return [Aim(named.target.department, named.path, entry.ref if entry else None)]


def _owed(session: Session, words: Words, author: str, day: date) -> list[Aim]:
    from okrctl.core.checkin import Mistake
    from okrctl.core.checkin.scene import Scene, departments_owed

    ws = session.workspace
    everything = list(ws.departments)
    owed = departments_owed(ws, author, day) or (everything if len(everything) == 1 else [])
    if len(owed) > 1 and words.results:
        # several departments are theirs: the ids that were given may tell which is meant
        scenes = [Scene(ws, id, day) for id in owed]
        fitting = [s for s in scenes if not any(isinstance(s.subject(id), Mistake) for id in words.results)]
        owed = [scene.department for scene in fitting] or owed
    if not owed:
        hint = f"name one of {', '.join(everything)}" if everything else "okrctl validate shows what is wrong"
        fail(f"it is not known what {author} answers for (people: in okrctl.yaml would say it)", way_out=hint)
    return [Aim(id) for id in owed]
