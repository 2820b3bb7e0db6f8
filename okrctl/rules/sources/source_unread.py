"""What a source names cannot be read: a file that is not there, of an unknown kind, or without the program for it.

Said by `okrctl pull` alone. A value that cannot be computed is not guessed, and nothing is written for its department.

Correct the name (paths start in the folder of `okrctl.yaml`), export the file again, or install what reads it:
`pip install duckdb openpyxl`. For a database with an unfinished change in its `-journal` file, close the program that
writes to it, or name an exported copy.
"""

from __future__ import annotations

CODE = "OKR901"
SEVERITY = "error"
