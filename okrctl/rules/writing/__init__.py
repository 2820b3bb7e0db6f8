"""Family 6xx: advice on plans and on writing."""

FAMILY = "6"
WHEN = "always"
