"""From a file's bytes to its text: UTF-8, of a size that a person could have written.

Separate from the YAML reader, which isn't imported if everything is in the cache.
"""

from __future__ import annotations

from okrctl.core.values.diagnostic import Place, Problem, Span

# the limits of one file
MOST_BYTES = 1 << 20
MOST_LEVELS = 32
MOST_NODES = 100_000
"""Counted after aliases are expanded."""
MOST_EARLIER = 200_000
"""Nodes in earlier plans that undone amendments restore."""
LONGEST_SCALAR = 64 << 10
MOST_ALIASES = 100
_FIRST = Span(1, 1, 1, 1)


def decode(path: str, raw: bytes) -> tuple[str | None, Problem | None]:
    """The text of a file's bytes (UTF-8, without byte order mark), or the problem that prevents it."""
    if len(raw) > MOST_BYTES:
        return None, too_large(path)
    sample = raw[:1000]
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff") or sample.count(0) * 10 > len(sample):
        message = "the file is UTF-16 or binary, not UTF-8"
        return None, Problem("bad-encoding", Place(path, span=_FIRST), message, "save it as UTF-8 in your editor")
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return None, Problem(
            "bad-encoding",
            Place(path, span=Span(line, column, line, column + 1)),
            f"the byte 0x{raw[error.start]:02X} here is not valid UTF-8",
            "save the file as UTF-8 in your editor",
        )


def too_large(path: str) -> Problem:
    """The problem of a file with too many bytes."""
    message = f"the file is larger than {MOST_BYTES:,} bytes"
    help = "split it; a department can have several files, and a file can have only check_ins"
    return Problem("limit-exceeded", Place(path, span=_FIRST), message, help)
