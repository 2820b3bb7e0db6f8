"""A text stands where a number is wanted.

Numbers are digits with a point, perhaps a sign and an exponent, at most 40 characters: `57500`, `-0.5`, `1.2e6`.
Units, currency signs, thousands separators and shorthand (`57.5k`) are not part of them, because `1,500` is
fifteen hundred to one reader and one and a half to another.

Write the plain number; the unit has a key of its own (`unit`), or comes from the dictionary of metrics.
"""

from __future__ import annotations

CODE = "OKR105"
SEVERITY = "error"
