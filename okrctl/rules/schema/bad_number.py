"""A text is not a valid number.

Numbers are digits with an optional decimal point, sign and exponent, at most 40 characters: `57500`, `-0.5`, `1.2e6`.
Units, currency signs, thousands separators and shorthand (`57.5k`) are not accepted, because `1,500` is fifteen hundred
to one reader and one and a half to another.

Write the plain number. The unit has its own key (`unit`), or comes from the dictionary of metrics.
"""

CODE = "OKR105"
SEVERITY = "error"
