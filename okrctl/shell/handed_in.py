"""Read the files that a user wants to import."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from okrctl.core.arrival.source import Source, Unread
from okrctl.core.arrival.tool import suffixes, text_source
from okrctl.shell.spreadsheet import is_spreadsheet, workbook

MOST_BYTES = 64 << 20
_MOST_FILES = 1_000
_OLD = {
    ".xls": "Excel before 2007",
    ".zip": "an archive",
    ".ods": "an OpenDocument sheet",
    ".pdf": "a PDF",
    ".docx": "Word",
}


def named_files(names: Sequence[str]) -> Iterator[str]:
    """The named files, and the files of a named folder that can be read, sorted."""
    for name in names:
        if os.path.isdir(name):
            inside = sorted(each.name for each in os.scandir(name) if each.is_file() and not each.name.startswith("."))
            yield from (
                os.path.join(name, each) for each in inside if each.lower().endswith(suffixes()) or is_spreadsheet(each)
            )
        else:
            yield name


def read_files(names: Sequence[str]) -> list[Source | Unread]:
    """The contents of each file, or why it cannot be read. Nothing in them is run, and nothing is fetched."""
    found: list[Source | Unread] = []
    used = 0
    for count, name in enumerate(named_files(names)):
        if count >= _MOST_FILES:
            return [*found, Unread(name, f"more than {_MOST_FILES:,} files", "import fewer at once")]
        made, size = read_one(name.replace(os.sep, "/"), Path(name))
        used += size
        if used > 2 * MOST_BYTES:
            return [*found, Unread(name, f"the files have more than {2 * MOST_BYTES:,} bytes", "import fewer at once")]
        found.append(made)
    return found


def read_one(shown: str, path: Path) -> tuple[Source | Unread, int]:
    """The contents of one file, under the name to show, and its size in bytes."""
    ending = path.suffix.lower()
    if ending in _OLD:
        return Unread(shown, f"{_OLD[ending]} is not supported", "unpack it, or save it as XLSX, CSV or Markdown"), 0
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        return Unread(shown, f"it cannot be read: {error.strerror}"), 0
    if len(raw) > MOST_BYTES:
        return Unread(shown, f"it is longer than {MOST_BYTES:,} bytes", "split it"), 0
    if is_spreadsheet(path.name):
        return workbook(shown, path), len(raw)
    text = _decoded(shown, raw)
    return (text if isinstance(text, Unread) else text_source(shown, text)), len(raw)


def _decoded(file: str, raw: bytes) -> str | Unread:
    """The decoded text: UTF-16 with a byte order mark, as Excel writes it, or UTF-8."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            return Unread(file, "it is neither UTF-16 nor UTF-8", "save it as UTF-8", "1")
    if b"\0" in raw[:4096]:
        return Unread(file, "it isn't text", "save it as CSV, Markdown, JSON or XLSX", "1")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        return Unread(
            file, f"the byte 0x{raw[error.start]:02X} is not valid UTF-8", "save it as UTF-8", f"{line}:{column}"
        )
