"""A text is not a valid id.

Ids are used in references, commands and links, so they are simple: lowercase letters, digits and hyphens, with at least
one letter; not like a number (`1e3`), and not starting with a hyphen or `x-`.

Choose another id; the message suggests one. To change an id that others refer to, use `okrctl rename`.
"""

CODE = "OKR109"
SEVERITY = "error"
