"""A file exceeds a limit: bytes, depth, values, aliases, or characters in a text.

Limits keep a malicious or broken file from exhausting the machine: 1 MiB per file, 32 levels, 100,000 values with
aliases expanded, 100 aliases, 64 KiB per text, 500 characters per title, and 200,000 values in all earlier plans that
amendments restore. Normal files stay far below them.

Split the file (a department can have several files, and a file can have only `check_ins`), shorten the text, or keep
long documents elsewhere and link to them.
"""

CODE = "OKR006"
SEVERITY = "error"
