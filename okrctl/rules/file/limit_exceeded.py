"""More than a file may hold: bytes, depth, values, aliases, or characters in a text.

The limits keep a hostile or broken file from taking a machine down: 1 MiB a file, 32 levels, 100,000 values with
aliases expanded, 100 aliases, 64 KiB a text and 500 characters a title; 200,000 values in all the plans that
amendments undone bring back. An honest file is far from all of them.

Split the file (several files may carry one department, and a file may hold `check_ins` alone), shorten the text, or
keep long documents elsewhere and link to them.
"""

from __future__ import annotations

CODE = "OKR006"
SEVERITY = "error"
