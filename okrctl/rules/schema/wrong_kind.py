"""A key result has no measure, or more than one.

Every key result has exactly one kind: a quantity (`target` or `change`), a count (`count`), a level (`at_least`,
`at_most`), a deliverable (`done_when`), milestones (`milestones`) or a grade (`graded`). Some keys belong to certain
kinds: `hold` to a level, `checkpoints` to a quantity.

Keep one measure, split it into two key results, or remove the key that doesn't belong to the kind.
"""

CODE = "OKR112"
SEVERITY = "error"
