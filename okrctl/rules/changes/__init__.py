"""Family 7xx: what changed since a base."""

FAMILY = "7"
WHEN = "base"
