"""A file has an unknown layout.

Reported only by `okrctl import`. No heading, key or line was recognized as an objective or key result.

Name the columns in a mapping (`columns: {HEADING: key result}`) and pass it with `--mapping`.
"""

CODE = "OKR912"
SEVERITY = "error"
