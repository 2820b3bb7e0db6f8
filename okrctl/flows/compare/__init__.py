"""Comparing two workspaces: which ones, and what to report."""
