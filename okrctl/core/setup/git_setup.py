"""The settings with which git merges OKR files by meaning, and shows in which item a change is."""

from __future__ import annotations

import re
from collections.abc import Sequence

ATTRIBUTES = ".gitattributes"
DRIVER = (
    "okrctl merge-driver %O %A %B %P; s=$?; [ $s -eq 0 ] && exit 0; [ $s -eq 10 ] && exit 1;"
    " git merge-file -L ours -L base -L theirs %A %O %B"
)
# an item by its id, a check-in by its day (amendments have days, too, but deeper), anything else by its section
_HUNKS = (
    r"^ *- *\{? *(id: *[^,}#]*)",
    r"^ {0,3}- *\{? *(date: *[^,}#]*)",
    "^[a-z_]+:",
)
SETTINGS = {
    "merge.okrctl.name": "OKR files, by meaning",
    "merge.okrctl.driver": DRIVER,
    "diff.okrctl.xfuncname": "\n".join(_HUNKS),
}
_WANTED = "merge=okrctl diff=okrctl"
_COMMENT = "# Check-ins of several people merge without conflicts; run okrctl git setup once per clone."
_LINE = re.compile(r'(?P<pattern>"(?:\\.|[^"\\])*"|\S+)[ \t]+(?P<given>[^\r\n]*?)[ \t]*\Z')
# outside of quotes, only characters that are safe in any reader of the file; inside of them, git's octal escapes
_PLAIN = re.compile(r"[\w./*?@%+=:,-]+")
_SPECIAL = re.compile(r"[^\w./*?@%+=:, \u0080-\U0010ffff-]")
_BREAK = re.compile(r"\r\n|\n")


def attribute_lines(patterns: Sequence[str]) -> list[str]:
    """The lines of ``.gitattributes`` for the files that these patterns of ``files:`` match."""
    return [f"{_pattern(pattern)} {_WANTED}" for pattern in dict.fromkeys(patterns)]


def with_lines(text: str, patterns: Sequence[str]) -> str:
    """The text of ``.gitattributes`` with exactly the lines that are needed now; all other lines are unchanged."""
    wanted = attribute_lines(patterns)
    if [line for line in map(str.strip, _BREAK.split(text)) if _is_ours(line)] == wanted:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    rest = without_lines(text)
    if rest and not rest.endswith("\n"):
        rest += newline
    return rest + "".join(line + newline for line in (_COMMENT, *wanted))


def without_lines(text: str) -> str:
    """The text of ``.gitattributes`` without the lines that :func:`with_lines` added."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    return "".join(line for line in lines if not _is_ours(line) and line.strip() != _COMMENT)


def _is_ours(line: str) -> bool:
    found = _LINE.match(line.strip())
    return found is not None and found["given"] == _WANTED


def _pattern(pattern: str) -> str:
    """A pattern in git's syntax: relative to this folder, with brackets escaped, quoted if needed."""
    pattern = pattern.removeprefix("./")
    escaped = re.sub(r"([\\\[\]])", r"\\\1", pattern)
    if "/" not in escaped or escaped[0] in "!#":
        escaped = f"/{escaped}"
    if _PLAIN.fullmatch(escaped):
        return escaped
    return '"' + _SPECIAL.sub(lambda found: f"\\{ord(found[0]):03o}", escaped) + '"'
