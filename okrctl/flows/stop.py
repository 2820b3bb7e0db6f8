"""Exit codes, and the one way a flow ends early."""

from __future__ import annotations

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_INTERNAL = 3
EXIT_INTERRUPTED = 130


class Stop(Exception):  # noqa: N818 - it is no error of ours
    """The run ends here.

    Args:
        message: why; None when that has been said already.
        code: the exit code; wrong usage unless told otherwise.
        hint: a way out.
    """

    def __init__(self, message: str | None = None, code: int = EXIT_USAGE, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.hint = hint
