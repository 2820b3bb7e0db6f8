"""One module a format for findings put beside the lines of a review."""
