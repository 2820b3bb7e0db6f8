"""The result of a source is not a single value, or does not fit its key result or KPI.

Reported only by `okrctl pull`. No row, several rows, null and NaN all mean that the query is wrong; a check-in made
from them would look like a real value.

Make the query return one row with one column. True and false mean `done` and `open` for a deliverable.
"""

CODE = "OKR906"
SEVERITY = "error"
