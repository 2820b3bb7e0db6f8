"""One module a format: a value in, a string out."""
