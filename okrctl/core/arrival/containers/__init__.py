"""One module per kind of file: text in; a table, plain data or a page out."""
