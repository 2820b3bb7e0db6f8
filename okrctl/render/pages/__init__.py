"""One module per format for documents in full length."""
