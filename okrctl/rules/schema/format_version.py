"""A file in a version of the format that this okrctl does not know.

The first key of every file names the version of the format, so that a later okrctl can change what keys mean without
changing what old files say.

Write `okrctl: 1`, or use a newer okrctl if somebody else's file needs it.
"""

from __future__ import annotations

CODE = "OKR111"
SEVERITY = "error"
