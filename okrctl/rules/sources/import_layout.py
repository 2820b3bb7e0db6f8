"""A file of whose layout nothing is known.

Said by `okrctl import` alone: no heading, key or line of it was recognized as an objective or key result.

Name the columns in a mapping (`columns: {HEADING: key result}`) and give it with `--mapping`.
"""

from __future__ import annotations

CODE = "OKR912"
SEVERITY = "error"
