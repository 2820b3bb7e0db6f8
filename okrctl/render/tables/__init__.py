"""One module a format for the tables of a document."""
