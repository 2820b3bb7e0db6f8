"""A text stands where the formula of a metric is wanted.

A formula says what a metric is made of: numbers, ids of metrics, `+ - * /` and parentheses, such as
`organic-sessions * conversion-rate * average-order-value`. Ids have hyphens in them, so a minus stands between spaces.
A formula has at most 500 characters, and its parentheses are at most 20 deep.

Correct the character that the finding points at. Quote a formula that begins with `*`, `-` or a quote.
"""

from __future__ import annotations

CODE = "OKR116"
SEVERITY = "error"
