"""Objectives, key results, check-ins and settings as frozen values, and the base of kinds of key results."""
