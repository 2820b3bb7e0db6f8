"""A column of dates is ambiguous: no cell shows whether day or month comes first.

Reported only by `okrctl import`. `05/01/2026` can be in January or May; one cell such as `31/12/2025` decides for the
whole column.

Pass `--dates day-first` or `--dates month-first`, or write `dates: day-first` in a mapping.
"""

CODE = "OKR914"
SEVERITY = "error"
