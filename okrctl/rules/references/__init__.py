"""Family 2xx: ids and references."""

FAMILY = "2"
WHEN = "always"
