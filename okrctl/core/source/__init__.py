"""YAML text to plain data: strings, lists and dictionaries, with limits while reading and positions on demand."""

from okrctl.core.source.locate import Locator
from okrctl.core.source.read import Data, Reading, read
from okrctl.core.text import DEFAULT_LIMITS, Limits, decode

__all__ = ["DEFAULT_LIMITS", "Data", "Limits", "Locator", "Reading", "decode", "read"]
