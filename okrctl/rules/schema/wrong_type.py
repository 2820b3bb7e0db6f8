"""A text, a list or a mapping stands where something of another shape is wanted.

Mostly it is indentation: a list item without its `- `, a value that slipped under the wrong key, or a text with a
colon and a space in it, which YAML reads as a mapping.

Follow the help of the message; quote texts that hold a colon and a space.
"""

from __future__ import annotations

CODE = "OKR103"
SEVERITY = "error"
