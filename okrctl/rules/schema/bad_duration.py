"""A text is not a valid duration.

The interval between check-ins (`every`) and the grace period (`grace`) are whole days or weeks: `7d`, `2w`. `every` is
at least one day.

Write the number followed by `d` or `w`.
"""

CODE = "OKR107"
SEVERITY = "error"
