"""A query does more than read its own tables: it changes data, or reads another file or the network.

Reported only by `okrctl pull`. A query can access only what its source names, so that you can safely pull someone
else's plan.

Write one SELECT over the tables of the source, and list every file it needs under `files:`.
"""

CODE = "OKR903"
SEVERITY = "error"
