"""A key that the format requires is not there, or has no value.

An objective without a title, a check-in without a date or an author: without them nobody can say what is meant, when,
or by whom. Empty, `~` and `null` mean the same as leaving the key out.

Add the key. `okrctl schema` prints a schema with which editors complete keys as you type.
"""

from __future__ import annotations

CODE = "OKR102"
SEVERITY = "error"
