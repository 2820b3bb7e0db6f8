"""Objectives, key results, check-ins and settings as frozen values, and what a kind of key result is."""
