"""A source names a file outside the workspace, or a link to one.

Reported only by `okrctl pull`. You decide whether a repository, perhaps someone else's, may read other files on your
machine.

Copy the file into the workspace, or allow its folder: once with `--allow FOLDER`, or permanently with `sources: {allow:
[FOLDER]}` in `okrctl.yaml`.
"""

CODE = "OKR902"
SEVERITY = "error"
