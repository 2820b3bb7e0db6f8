"""One module a format for drawings of who depends on whom."""
