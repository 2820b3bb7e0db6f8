"""A source cannot be read: a file is missing, has an unknown format, or needs a package that isn't installed.

Reported only by `okrctl pull`. If a value cannot be computed, it is not guessed, and nothing is written for its
department.

Correct the name (paths start in the folder of `okrctl.yaml`), export the file again, or install the reader: `pip
install duckdb openpyxl`. If a database has an unfinished change in its `-journal` file, close the program that writes
to it, or name an exported copy.
"""

CODE = "OKR901"
SEVERITY = "error"
