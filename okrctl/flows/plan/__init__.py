"""Edits of the plan: shown, proven and written, or refused."""
