"""One module per format for findings shown next to the lines of a review."""
