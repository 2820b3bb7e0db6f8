"""Family 3xx: how key results are measured."""

FAMILY = "3"
WHEN = "always"
