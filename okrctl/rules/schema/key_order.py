"""Keys stand in another order than readers expect.

`okrctl: 1` comes first, so that people and programs see at once what kind of file this is and in which version. The
plan stands above the journal: check-ins are added at the end of the file, and a plan below them drifts out of sight.

Move the key. The order changes nothing in what the file means.
"""

from __future__ import annotations

CODE = "OKR114"
SEVERITY = "advice"
