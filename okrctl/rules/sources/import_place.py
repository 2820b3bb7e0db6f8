"""Items that have no department, no cycle, or one of a fiscal year that is not known.

Said by `okrctl import` alone. An objective stands in the file of a department and runs in a cycle; neither is invented.

Answer with `--department`, `--cycle` or `--fiscal-year`, or in a mapping by the same names.
"""

from __future__ import annotations

CODE = "OKR915"
SEVERITY = "error"
