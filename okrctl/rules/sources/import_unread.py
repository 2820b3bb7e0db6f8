"""A file for `okrctl import` cannot be read.

Reported only by `okrctl import`: the file isn't UTF-8 text, isn't valid CSV, JSON, YAML or XLSX, or is too large.

Save or export it again as the message says.
"""

CODE = "OKR911"
SEVERITY = "error"
