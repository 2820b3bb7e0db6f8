"""A value that the key cannot have.

Some keys take one of a few words (`ambition: committed`), `true` or `false`, or a share such as `95%`. Rule codes
under `rules:` in `okrctl.yaml` must be codes that exist.

Choose one of the values that the message lists.
"""

from __future__ import annotations

CODE = "OKR104"
SEVERITY = "error"
