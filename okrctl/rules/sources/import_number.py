"""A column of numbers in which no cell tells the decimal sign.

Said by `okrctl import` alone. `1.500` may be one and a half, or a thousand and a half; a column with one `57.500,00` or
`92.5` decides it for all of its cells, and no cell is ever decided alone.

Answer with `--decimal point` or `--decimal comma`, or in a mapping: `decimal: comma`.
"""

from __future__ import annotations

CODE = "OKR913"
SEVERITY = "error"
