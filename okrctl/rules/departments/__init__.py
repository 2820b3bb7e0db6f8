"""Family 5xx: what departments need from each other."""

FAMILY = "5"
WHEN = "always"
