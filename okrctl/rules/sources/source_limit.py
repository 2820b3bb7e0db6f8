"""A source takes too long, needs too much memory, or names files that are too large.

Reported only by `okrctl pull`. Without limits, an endless query would block the whole run.

Compute from less data, or allow more time in `okrctl.yaml`: `sources: {seconds: 120}`.
"""

CODE = "OKR905"
SEVERITY = "error"
