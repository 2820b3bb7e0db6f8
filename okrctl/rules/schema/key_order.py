"""Keys are not in the expected order.

`okrctl: 1` comes first, so that people and programs see the kind and version of the file. The plan comes before the
journal: check-ins are added at the end of the file, and would push a plan below them out of sight.

Move the key. The order doesn't change the meaning of the file.
"""

from __future__ import annotations

CODE = "OKR114"
SEVERITY = "advice"
