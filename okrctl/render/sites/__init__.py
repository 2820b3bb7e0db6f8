"""Formats of a Site: a company with its departments, on pages that people look at."""
