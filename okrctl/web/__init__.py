"""``okrctl serve``: the pages of ``report`` live, forms for the edits of the command line, JSON for programs.

Nothing outside imports this package but the command; it needs the extra ``okrctl[serve]``.
"""
