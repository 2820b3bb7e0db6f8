"""A column of dates in which no cell tells day from month.

Said by `okrctl import` alone. `05/01/2026` may be in January or in May; a column with one `31/12/2025` decides it.

Answer with `--dates day-first` or `--dates month-first`, or in a mapping: `dates: day-first`.
"""

from __future__ import annotations

CODE = "OKR914"
SEVERITY = "error"
