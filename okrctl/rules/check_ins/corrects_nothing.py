"""A correction has nothing to correct.

`corrects: 2026-02-02` replaces what the entries of that day say about the key results it names. If no entry of that day
mentions them, the date or an id is wrong, and the mistake remains in the scores.

Name the date of the wrong entry. Report a forgotten value in an ordinary check-in.
"""

from __future__ import annotations

from okrctl.core.checks.journal import JournalContext
from okrctl.core.scores.journal import JournalMention
from okrctl.core.values.diagnostic import DocPath, Place, Problem, Problems

CODE = "OKR408"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Problems:
    """Corrections with nothing to correct, reported once if that is true of all they name."""
    named: dict[tuple[str, DocPath], tuple[list[JournalMention], list[JournalMention]]] = {}
    for mentions in map(case.mentions, case.keys):
        corrections = [mention for mention in mentions if mention.corrects and mention.at[-1] != "unchanged"]
        said = {mention.day for mention in mentions if not mention.corrects} if corrections else ()
        for mention in corrections:
            right, wrong = named.setdefault((mention.placed.path, mention.placed.entry.at), ([], []))
            (right if mention.day in said else wrong).append(mention)
    for (path, at), (right, wrong) in named.items():
        if wrong and not right:
            yield _problem(Place(path, (*at, "corrects")), wrong)
        else:
            for mention in wrong:
                yield _problem(Place(path, mention.at, on_key=mention.result is not None), [mention])
    yield from _empty(case)


def _problem(place: Place, mentions: list[JournalMention]) -> Problem:
    names = ", ".join(_name(mention) for mention in mentions)
    message = f"no entry of {mentions[0].placed.entry.corrects} mentions {names}"
    return Problem("corrects-nothing", place, message, "give the date of the wrong entry")


def _name(mention: JournalMention) -> str:
    last = mention.at[-1]
    return mention.placed.entry.unchanged[last] if isinstance(last, int) else last


def _empty(case: JournalContext) -> Problems:
    for file in case.files:
        for entry in file.check_ins:
            if entry.corrects is not None and not entry.results and not entry.unchanged:
                place = Place(file.path, (*entry.at, "corrects"))
                message = "this correction names no key result"
                yield Problem("corrects-nothing", place, message, "give the right values under `results`")
