"""One module a format for documents at their full length."""
