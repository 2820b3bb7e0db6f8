"""Check-ins: whose they are, what they contain, and how they are written to the journal."""
