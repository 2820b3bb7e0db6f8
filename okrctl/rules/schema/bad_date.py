"""A text is not a valid date.

Dates are written as year, month and day, with two digits for month and day, between 1970 and 2200: `2026-03-31`. Other
orders mean different days in different countries.

Write the date in this form.
"""

from __future__ import annotations

CODE = "OKR106"
SEVERITY = "error"
