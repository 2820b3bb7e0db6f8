"""A new workspace from a template."""
