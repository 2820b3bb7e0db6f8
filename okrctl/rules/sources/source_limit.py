"""A source takes too long, needs too much memory, or names files that are too large.

Said by `okrctl pull` alone. A query without an end would otherwise keep a whole run from ending.

Compute from less, or allow more time in `okrctl.yaml`: `sources: {seconds: 120}`.
"""

from __future__ import annotations

CODE = "OKR905"
SEVERITY = "error"
