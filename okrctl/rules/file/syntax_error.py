"""The file is not valid YAML from this place on.

Nothing after a syntax error can be read, so the whole file is left out of reports until it is mended.

The message says what most likely happened: a text with a colon in it that needs quotes, a tab where spaces belong, a
bracket that was not closed. When in doubt, quote the text and look at the indentation of the line above.
"""

from __future__ import annotations

CODE = "OKR003"
SEVERITY = "error"
