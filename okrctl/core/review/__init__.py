"""What reports answer: what is due, how healthy a plan is, how a cycle ended."""
