"""Family 0xx: files, and YAML that okrctl doesn't accept."""

FAMILY = "0"
WHEN = "loading"
