"""A text is not a valid cycle.

A cycle is a year, half-year, quarter or month (`2026`, `2026-H1`, `2026-Q1`, `2026-03`), a fiscal one (`FY2026`,
`FY2026-H1`, `FY2026-Q1`), or two dates with a slash between them (`2026-01-15/2026-07-14`), earlier date first. Both
days are included.

Write one of these forms.
"""

CODE = "OKR108"
SEVERITY = "error"
