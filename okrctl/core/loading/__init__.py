"""Loading one file at a time: from text to facts."""
