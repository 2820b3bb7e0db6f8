"""One module per format for the result of a validation."""
