"""YAML reads the end of a text as a comment: `note: We rank #1` is just "We rank".

A `#` after a space starts a comment. The rest of the sentence is missing from every report.

Quote the whole text: `note: 'We rank #1'`. If you want a comment, put a space after the `#`.
"""

CODE = "OKR009"
SEVERITY = "warning"
