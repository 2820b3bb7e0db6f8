"""A row or record was not imported, or imported once although it occurs twice.

Reported only by `okrctl import`, with the line: a row without a title, a date that doesn't exist, an exact duplicate.

Correct the row in the source and import again; existing items are not duplicated.
"""

CODE = "OKR916"
SEVERITY = "warning"
