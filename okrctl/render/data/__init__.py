"""One module a format for plain values: what programs read."""
