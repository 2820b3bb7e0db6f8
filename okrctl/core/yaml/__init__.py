"""YAML text to plain data: strings, lists and dictionaries, with limits while reading; ``locate`` has the positions."""

from okrctl.core.values.text import decode
from okrctl.core.yaml.read import Data, Reading, read

__all__ = ["Data", "Reading", "decode", "read"]
