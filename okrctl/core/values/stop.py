"""Exit codes, and the one way a run ends early."""

from __future__ import annotations

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INTERNAL = 3
EXIT_INTERRUPTED = 130


class Stop(Exception):  # noqa: N818 - not a bug
    """The run ends here.

    Args:
        message: why; None if that was already reported.
        code: the exit code; by default that of wrong usage.
        hint: a way out.
    """

    def __init__(self, message: str | None = None, code: int = EXIT_USAGE, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.hint = hint


class Failure(Stop):
    """The world outside doesn't allow it: the message says why, and the hint what to do."""

    message: str
    code = EXIT_USAGE

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message, self.code, hint)
