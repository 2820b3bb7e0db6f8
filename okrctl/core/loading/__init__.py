"""One file at a time: from its text to its facts."""
