"""Changes between two workspaces by their meaning, and whether goalposts moved."""
