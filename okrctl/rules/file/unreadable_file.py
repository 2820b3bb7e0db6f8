"""A file cannot be opened, or is not a regular file of this workspace.

An unreadable file is missing from every report. okrctl reads only regular files and follows no link out of the
workspace: such a link could expose another file in a public log.

Check the name and permissions, replace the link with the file itself, or narrow `files:` in `okrctl.yaml`.
"""

CODE = "OKR001"
SEVERITY = "error"
