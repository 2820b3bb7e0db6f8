"""Formats of messages to a chat."""
