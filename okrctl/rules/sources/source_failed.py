"""A query has a mistake: the engine does not understand it, or a table, a column or a parameter is not there.

Said by `okrctl pull` alone. An export that lost or renamed a column is noticed here rather than as a wrong number.

Correct the query. Columns have plain names (`Paid at` is `paid_at`), and the days are `$day`, `$start` and `$end`.
"""

from __future__ import annotations

CODE = "OKR904"
SEVERITY = "error"
