"""Family 2xx: ids, and what references mean."""

FAMILY = "2"
WHEN = "always"
