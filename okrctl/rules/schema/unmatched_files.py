"""A pattern under `files:` matches no file, or neither of the usual ones does.

A check of nothing passes. With a slip in a pattern, or after a move, whole departments are neither checked nor counted,
and every report is green.

Mend the pattern in okrctl.yaml, or put the files where it looks.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Place, Problem
from okrctl.core.values.glob import matches

CODE = "OKR115"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Each pattern that is written; the usual ones only when there is no file at all."""
    config, paths = case.ws.config, [file.path for file in case.ws.files]
    if "files" not in config.model_fields_set:
        if not paths:
            message = f"no file matches {' or '.join(config.files)}, where files are looked for without `files:`"
            yield Problem("unmatched-files", Place(config.path), message, "say under `files:` where they are")
        return
    for position, pattern in enumerate(config.files):
        if not any(matches(path, pattern) for path in paths):
            place = Place(config.path, ("files", position))
            message = f"no file matches {pattern}"
            yield Problem("unmatched-files", place, message, "mend the pattern, or take it out")
