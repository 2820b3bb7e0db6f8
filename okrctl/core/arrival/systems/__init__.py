"""One module per tool, found by its name. Each says where its layout is documented, and how certain that is.

A module has ``TITLE``, ``ORIGIN`` and ``SURE`` (file, documentation, code, excerpt), ``fits(files)``, which returns the
files it recognizes, and ``read(files, answers)``, which converts them to an :class:`Arrival`.
"""
