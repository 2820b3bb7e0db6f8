"""A text, list or mapping where something else is expected.

Usually the indentation is wrong: a list item without `- `, a value under the wrong key, or a text with a colon and a
space, which YAML reads as a mapping.

Follow the hint of the message; quote texts that contain a colon and a space.
"""

CODE = "OKR103"
SEVERITY = "error"
