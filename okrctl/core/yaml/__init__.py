"""YAML text to plain data: strings, lists and dictionaries, with limits while reading; ``locate`` has the positions."""

from okrctl.core.values.text import DEFAULT_LIMITS, Limits, decode
from okrctl.core.yaml.read import Data, Reading, read

__all__ = ["DEFAULT_LIMITS", "Data", "Limits", "Reading", "decode", "read"]
