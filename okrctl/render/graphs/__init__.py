"""One module per format for graphs of dependencies."""
