"""An amendment that cannot be undone, so that the earlier plan cannot be read.

`amended` says what the plan was before, and reports of an earlier day use it. For that, `field` must name a key of the
item (or a path such as `milestones/live/due`) and `from` must be a value that this key can have.

Correct `field` or `from`; leave `from` out if the key was not there before.
"""

from __future__ import annotations

CODE = "OKR113"
SEVERITY = "error"
