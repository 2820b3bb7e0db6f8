"""Family 9xx: where values come from."""

FAMILY = "9"
WHEN = "pull"
