"""A key is not part of the format here.

If okrctl ignored a misspelled key, `basline: 100` would leave a key result without a baseline. So every unknown key is
an error; the message suggests the nearest one.

Correct the key, or move it to where it belongs. You can add your own keys nearly everywhere if they start with `x-`,
except in maps keyed by ids (`metrics`, `people`, `results`).
"""

from __future__ import annotations

CODE = "OKR101"
SEVERITY = "error"
