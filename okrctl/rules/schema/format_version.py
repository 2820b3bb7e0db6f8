"""A file has a format version that this okrctl does not support.

The first key of every file is the version of the format, so that a later okrctl can change the meaning of keys without
changing the meaning of old files.

Write `okrctl: 1`, or upgrade okrctl if the file needs a newer version.
"""

CODE = "OKR111"
SEVERITY = "error"
