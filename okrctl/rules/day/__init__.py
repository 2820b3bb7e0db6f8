"""Family 8xx: what depends on the day."""

FAMILY = "8"
WHEN = "day"
