"""One module per format for the tables of a document."""
