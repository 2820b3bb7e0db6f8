"""A text is not a valid formula of a metric.

A formula says what a metric is made of: numbers, ids of metrics, `+ - * /` and parentheses, such as `organic-sessions *
conversion-rate * average-order-value`. Ids contain hyphens, so put spaces around a minus. A formula has at most 500
characters and 20 levels of parentheses.

Correct the character that the finding points to. Quote a formula that starts with `*`, `-` or a quote.
"""

CODE = "OKR116"
SEVERITY = "error"
