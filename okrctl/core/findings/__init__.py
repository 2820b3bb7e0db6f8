"""Finds rules in their folders, and turns problems into diagnostics."""
