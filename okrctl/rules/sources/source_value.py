"""What a source gives is not one value, or none that fits its key result or KPI.

Said by `okrctl pull` alone. No row, several rows, nothing (null) and no number (NaN) all mean that the question was
put wrongly; a check-in made of them would look like an answer.

Let the query give one row with one column. True and false are `done` and `open` for a deliverable.
"""

from __future__ import annotations

CODE = "OKR906"
SEVERITY = "error"
