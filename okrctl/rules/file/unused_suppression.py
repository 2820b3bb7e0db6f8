"""A comment `# okrctl: ignore[CODE]` that silences nothing.

Either what it silenced is mended, or the code is misspelled, or it stands on the wrong line: at the end of a line it
means that line, on a line of its own the next one. A leftover would silence the next finding of its kind unseen.

Remove the comment, or correct its code or its place.
"""

from __future__ import annotations

CODE = "OKR010"
SEVERITY = "warning"
