"""An invisible character that makes a text look like something it is not.

Characters that turn the direction of writing, or that have no width, let two different ids look alike and let a
reviewer read one thing while the program reads another. Joiners between letters of scripts that need them, and inside
emoji, are accepted.

Remove the character and type the text anew.
"""

from __future__ import annotations

CODE = "OKR008"
SEVERITY = "error"
