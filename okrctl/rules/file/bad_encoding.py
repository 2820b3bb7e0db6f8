"""A file is not UTF-8 text.

The same bytes mean different characters in different encodings, so okrctl accepts only UTF-8, with or without a byte
order mark. Typical causes are files saved as UTF-16 or Latin-1, and binary files. The position is that of the first
invalid byte.

Save the file as UTF-8 in your editor. If it isn't an OKR file, narrow `files:` in `okrctl.yaml`.
"""

CODE = "OKR002"
SEVERITY = "error"
