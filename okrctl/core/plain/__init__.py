"""The short way from plain data to documents, for what is plainly right; see ``documents``."""

from okrctl.core.plain.documents import FORMAT_VERSION, plain

__all__ = ["FORMAT_VERSION", "plain"]
