"""A key result that says in no way, or in two ways, how it is measured.

Every key result is of exactly one kind: a quantity that moves (`target` or `change`), how many of something
(`count`), a level (`at_least`, `at_most`), a thing that is done or not (`done_when`), a thing done in steps
(`milestones`), or a thing graded by judgement (`graded`). Some keys go with certain kinds only: `hold` with a level,
`checkpoints` with a quantity.

Keep one of the two, make two key results of it, or remove the key that does not go with the kind.
"""

from __future__ import annotations

CODE = "OKR112"
SEVERITY = "error"
