"""Reports: the selected rows, and what they need."""
