"""A file that cannot be opened, or is no regular file of this workspace.

What cannot be read is missing from every report. okrctl reads regular files only, and follows no link out of the
workspace: a link to a file elsewhere could put that file's lines into a public log.

Check the name and the permissions, put the file itself where the link is, or narrow `files:` in `okrctl.yaml`.
"""

from __future__ import annotations

CODE = "OKR001"
SEVERITY = "error"
