"""Family 1xx: keys and types of values."""

FAMILY = "1"
WHEN = "always"
