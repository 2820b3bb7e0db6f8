"""What changed in meaning between two workspaces, and whether the goalposts moved."""
