"""A source names a file that lies outside the workspace, or a link that leads there.

Said by `okrctl pull` alone. A repository may come from anybody; that its check-ins read files elsewhere on your machine
is for you to decide, not for it.

Copy the file into the workspace, or allow its folder: with `--allow FOLDER` for one run, with
`sources: {allow: [FOLDER]}` in `okrctl.yaml` for good.
"""

from __future__ import annotations

CODE = "OKR902"
SEVERITY = "error"
