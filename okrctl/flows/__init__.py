"""What commands do, without a command line: a flow takes values and ends with a value, or with ``Stop``.

It prints and asks through a ``Console``, which can be a terminal, a test or a web form. Nothing here imports Typer or
writes to a standard stream.
"""
