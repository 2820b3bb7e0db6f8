"""YAML text to plain data: strings, lists and dictionaries, with limits while reading and positions on demand."""

from okrctl.core.source.decode import decode
from okrctl.core.source.locate import Locator
from okrctl.core.source.read import DEFAULT_LIMITS, Data, Limits, Reading, read

__all__ = ["DEFAULT_LIMITS", "Data", "Limits", "Locator", "Reading", "decode", "read"]
