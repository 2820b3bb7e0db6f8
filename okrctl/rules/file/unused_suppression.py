"""A comment `# okrctl: ignore[CODE]` suppresses nothing.

Either the finding is fixed, the code is misspelled, or the comment is on the wrong line: at the end of a line it
applies to that line, on a line of its own to the next one. If left there, it would hide the next finding with that
code.

Remove the comment, or correct its code or position.
"""

CODE = "OKR010"
SEVERITY = "warning"
