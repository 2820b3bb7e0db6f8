"""One folder per kind of key result: its fields with their meaning, its scores, its messages, its page."""
