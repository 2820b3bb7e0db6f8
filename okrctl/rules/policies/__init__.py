"""Family 9xx: what the company's own policies ask for."""

FAMILY = "9"
WHEN = "policies"
