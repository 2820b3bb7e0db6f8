"""Questions people ask: what is due, how healthy a plan is, what became of it."""
