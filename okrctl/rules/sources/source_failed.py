"""A query fails: its syntax is wrong, or a table, column or parameter doesn't exist.

Reported only by `okrctl pull`. If an export loses or renames a column, you see it here, not as a wrong number.

Correct the query. Columns have plain names (`Paid at` is `paid_at`), and the dates are `$day`, `$start` and `$end`.
"""

CODE = "OKR904"
SEVERITY = "error"
