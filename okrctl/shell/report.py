"""Writing a report to a file: whole or not at all, and never over a file that okrctl reads."""

from __future__ import annotations

import os
from pathlib import Path

from okrctl.shell.write import WriteError, write_new


def write_report(path: Path, text: str) -> None:
    """Write the text to that path, in UTF-8; devices and pipes (``/dev/null``) are written to as they are.

    Raises:
        WriteError: it is a folder, an OKR file or a link out of the repository, or cannot be written.
    """
    shown, data = path.as_posix(), text.encode("utf-8", "backslashreplace")
    try:
        if path.is_dir():
            raise WriteError(f"{shown} is a folder", "name a file in it")
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        if _leads_astray(path):
            raise WriteError(f"{shown} is a link that leads out of the repository", "name a file, or where it leads to")
        if _is_input(path):
            raise WriteError(f"{shown} exists and is YAML or an OKR file: a report never replaces one")
    except OSError as error:
        raise WriteError(f"{shown} cannot be written: {error.strerror}") from error
    write_new(Path(os.path.realpath(path)), data, force=True)


def _is_input(path: Path) -> bool:
    """Whether this file looks like something that okrctl reads: any YAML, or any file with the format's first key."""
    if not path.exists():
        return False
    if path.suffix.lower() in {".yaml", ".yml"}:
        return True
    with path.open("rb") as file:
        return any(line.startswith(b"okrctl:") for line in file.read(4096).removeprefix(b"\xef\xbb\xbf").splitlines())


def _leads_astray(path: Path) -> bool:
    """Whether a link within a repository leads out of it: whoever committed it would choose what is replaced."""
    folder = Path(os.path.realpath(path.parent))
    home = next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)
    return path.is_symlink() and home is not None and not Path(os.path.realpath(path)).is_relative_to(home)
