"""One module a format for the result of a validation."""
