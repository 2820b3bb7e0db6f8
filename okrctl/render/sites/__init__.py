"""Formats of a Site: a company with its departments as web pages."""
