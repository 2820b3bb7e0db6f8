"""Edits of the plan: shown, checked and written, or refused."""
