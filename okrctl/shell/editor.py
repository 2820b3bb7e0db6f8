"""Edits a text in the user's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from okrctl.core.values.stop import Failure
from okrctl.shell.files import read_file

_HINT = "set VISUAL or EDITOR to another editor"


def edited(text: str, name: str) -> str:
    """The text after the user has edited it in ``$VISUAL``, ``$EDITOR`` or the system's editor.

    ``name`` is the file's name; its suffix tells the editor the type.

    Raises:
        Failure: nothing came of it.
    """
    said = (os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
    editor = next(filter(None, said), None) or ("notepad" if os.name == "nt" else "vi")
    with tempfile.TemporaryDirectory(prefix="okrctl-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / name
        file.write_text(text, encoding="utf-8")
        try:
            command = [*shlex.split(editor, posix=os.name != "nt"), str(file)]
            ended = subprocess.run(command, check=False).returncode
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise Failure(f"the editor {editor!r} cannot be run: {reason}", _HINT) from None
        if ended != 0:
            raise Failure(f"the editor {editor!r} ended with {ended}", _HINT)
        left, problem = read_file(Path(folder), name)
        if left is None:
            message = f"the edited form cannot be read: {problem.message if problem else 'it is empty'}"
            raise Failure(message, _HINT)
        return left.replace("\r\n", "\n")
