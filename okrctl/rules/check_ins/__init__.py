"""Family 4xx: the journal."""

FAMILY = "4"
WHEN = "always"
