"""An item has no department, no cycle, or a cycle of an unknown fiscal year.

Reported only by `okrctl import`. An objective belongs to a department's file and a cycle; neither is invented.

Pass `--department`, `--cycle` or `--fiscal-year`, or use the same names in a mapping.
"""

CODE = "OKR915"
SEVERITY = "error"
