"""A file that is not UTF-8 text.

The same bytes mean different letters in different encodings, so okrctl takes one only: UTF-8, with or without a byte
order mark. Files saved as UTF-16 or Latin-1, and binary files, end up here; the position is that of the first byte
that does not fit.

Save the file as UTF-8 in your editor, or narrow `files:` in `okrctl.yaml` if it is no OKR file at all.
"""

from __future__ import annotations

CODE = "OKR002"
SEVERITY = "error"
