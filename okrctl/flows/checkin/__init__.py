"""Check-ins: whose, what is said, and how it gets into the journal."""
