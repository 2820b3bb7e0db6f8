"""The file is not valid YAML from this position on.

Nothing after a syntax error can be read, so the whole file is missing from reports until it is fixed.

The message names the most likely cause: a text with a colon that needs quotes, a tab instead of spaces, an unclosed
bracket. If in doubt, quote the text and check the indentation of the line above.
"""

CODE = "OKR003"
SEVERITY = "error"
