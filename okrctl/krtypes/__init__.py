"""One folder for each kind of key result: its fields with their meaning, its scores, its words, its page."""
