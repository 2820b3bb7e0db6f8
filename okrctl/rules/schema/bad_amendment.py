"""An amendment cannot be undone, so the earlier plan is unknown.

Reports of an earlier day use `amended` to restore the plan of that day. For that, `field` must name a key of the item
(or a path such as `milestones/live/due`), and `from` must be a valid value of that key.

Correct `field` or `from`; omit `from` if the key did not exist before.
"""

CODE = "OKR113"
SEVERITY = "error"
