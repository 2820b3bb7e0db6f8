"""A query does more than read its own tables: it changes something, or reaches for another file or the network.

Said by `okrctl pull` alone. A query is run where it can reach nothing but what its source names, so that a plan from
elsewhere can be pulled without harm.

Write one SELECT over the tables of the source, and name every file it needs under `files:`.
"""

from __future__ import annotations

CODE = "OKR903"
SEVERITY = "error"
