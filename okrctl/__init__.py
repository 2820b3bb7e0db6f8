"""okrctl: objectives and key results in plain-text files, kept honest in git."""

__version__ = "0.1.0"
