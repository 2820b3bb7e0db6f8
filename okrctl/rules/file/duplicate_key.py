"""A key appears twice in the same mapping.

YAML parsers differ in which of the two they use. Duplicates also hint at a merge that joined two versions of a block
unnoticed. okrctl uses the first.

Remove one of the two. In lists of objectives or key results, check for a missing `- ` before the next item.
"""

CODE = "OKR004"
SEVERITY = "error"
