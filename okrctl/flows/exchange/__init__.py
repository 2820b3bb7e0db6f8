"""Import from other tools (with a review of documents) and export to them."""
