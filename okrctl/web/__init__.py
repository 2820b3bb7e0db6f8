"""``okrctl serve``: the pages of ``report``, live, with forms for edits, and JSON for programs.

Only the command imports this package; it needs the extra ``okrctl[serve]``.
"""
