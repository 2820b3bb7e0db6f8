"""A column of numbers is ambiguous: no cell shows the decimal separator.

Reported only by `okrctl import`. `1.500` can be one and a half or fifteen hundred. One cell such as `57.500,00` or
`92.5` decides for the whole column; no cell is decided on its own.

Pass `--decimal point` or `--decimal comma`, or write `decimal: comma` in a mapping.
"""

CODE = "OKR913"
SEVERITY = "error"
