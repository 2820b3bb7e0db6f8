"""Writing a report to a file: whole or not at all, and never over a file that okrctl reads."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def write_report(path: Path, text: str) -> str | None:
    """Write the text to that path; a message for the user when it could or should not be written."""
    shown = path.as_posix()
    try:
        if path.is_dir():
            return f"{shown} is a folder; name a file to write to"
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="\n")
            return None
        if _is_input(path):
            return f"{shown} is an OKR or YAML file that exists; a report never replaces one"
        _replace(Path(os.path.realpath(path)), text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        return f"cannot write {shown}: {error.strerror}"
    return None


def _is_input(path: Path) -> bool:
    """Whether this file looks like something that okrctl reads: any YAML, or any file with the format's first key."""
    if not path.exists():
        return False
    if path.suffix.lower() in {".yaml", ".yml"}:
        return True
    with path.open("rb") as file:
        return any(line.startswith(b"okrctl:") for line in file.read(4096).removeprefix(b"\xef\xbb\xbf").splitlines())


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.okrctl-tmp-{secrets.token_hex(4)}")
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
            file.write(data)
        if path.exists():
            os.chmod(temporary, path.stat().st_mode & 0o777)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
