"""YAML text to plain data: strings, lists and dictionaries, with limits while reading; ``locate`` has the positions."""

from okrctl.core.source.read import Data, Reading, read
from okrctl.core.text import DEFAULT_LIMITS, Limits, decode

__all__ = ["DEFAULT_LIMITS", "Data", "Limits", "Reading", "decode", "read"]
