"""A pattern under `files:` matches no file, or neither of the default patterns does.

If nothing is checked, nothing fails. After a typo in a pattern or a move, whole departments would be left out, and
every report would be green.

Correct the pattern in okrctl.yaml, or move the files.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Place, Problem, Problems
from okrctl.core.values.glob import matches

CODE = "OKR115"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Each pattern that matches nothing; the default patterns only if there is no file at all."""
    config, paths = case.ws.config, [file.path for file in case.ws.files]
    if "files" not in config.model_fields_set:
        if not paths:
            message = f"no file matches {' or '.join(config.files)}, the default of `files:`"
            yield Problem("unmatched-files", Place(config.path), message, "set `files:` to where they are")
        return
    for position, pattern in enumerate(config.files):
        if not any(matches(path, pattern) for path in paths):
            place = Place(config.path, ("files", position))
            message = f"no file matches {pattern}"
            yield Problem("unmatched-files", place, message, "correct the pattern, or remove it")
