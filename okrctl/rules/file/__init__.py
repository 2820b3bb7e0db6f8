"""Family 0xx: files, and what is no YAML that okrctl takes."""

FAMILY = "0"
WHEN = "loading"
