"""Family 5xx: what departments want of each other."""

FAMILY = "5"
WHEN = "always"
