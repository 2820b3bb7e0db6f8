"""A required key is missing or has no value.

An objective needs a title; a check-in needs a date and an author. Empty, `~` and `null` count as missing.

Add the key. With the schema from `okrctl schema`, editors complete keys as you type.
"""

CODE = "OKR102"
SEVERITY = "error"
