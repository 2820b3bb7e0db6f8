"""A key that stands twice in the same mapping.

YAML readers differ in which of the two they take, so one reader's target is another reader's oversight. Duplicates
also tell of a merge that joined two versions of a block without anybody looking. okrctl goes on with the first.

Remove one of the two. In lists of objectives or key results, look for a missing `- ` in front of the next item.
"""

from __future__ import annotations

CODE = "OKR004"
SEVERITY = "error"
