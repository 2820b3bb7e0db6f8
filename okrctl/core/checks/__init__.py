"""What rules look at: a workspace worked out once, and changes that need a trace."""
