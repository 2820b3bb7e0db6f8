"""One module per tool, found by its name. Each says where its layout is documented, and how sure that is.

A module has ``TITLE``, ``ORIGIN`` and ``SURE`` (file, documentation, code, excerpt), ``fits(files)``, which gives those
of the files that it recognizes, and ``read(files, answers)``, which makes an arrival of them.
"""
