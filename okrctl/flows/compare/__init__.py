"""Comparing two workspaces: which they are, and what is told of their difference."""
