"""A text that cannot be an id.

Ids are how files refer to each other, on the command line and in links, so they are kept simple: small letters, digits
and hyphens, at least one letter, not shaped like a number (`1e3`), not beginning with a hyphen or with `x-`.

Choose another id; the message suggests one. An id that others refer to already is best changed with `okrctl rename`.
"""

from __future__ import annotations

CODE = "OKR109"
SEVERITY = "error"
