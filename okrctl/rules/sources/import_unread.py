"""A file that is handed to `okrctl import` and cannot be read.

Said by `okrctl import` alone: the file is no text in UTF-8, no sound CSV, JSON, YAML or XLSX, or larger than what is read.

Save or export it again in the way that the message names.
"""

from __future__ import annotations

CODE = "OKR911"
SEVERITY = "error"
