"""What commands do, without a command line: a flow takes values and ends with a value, or with ``Stop``.

Whatever a flow says or asks meanwhile goes through a ``Console``: a terminal, a test or a web form can be one. Nothing
here knows Typer, and nothing writes to a standard stream.
"""
