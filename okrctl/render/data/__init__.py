"""One module per format for plain values, for programs."""
