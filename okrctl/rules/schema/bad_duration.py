"""A text stands where a duration is wanted.

How often something is checked in (`every`) and how late is still in time (`grace`) are whole days or weeks: `7d`,
`2w`. `every` is at least a day.

Write the number with `d` or `w` behind it.
"""

from __future__ import annotations

CODE = "OKR107"
SEVERITY = "error"
