"""Values from where they live: files copied out of the workspace, and a process of its own that computes from them."""

from __future__ import annotations

from okrctl.shell.sources.run import Reading, compute

__all__ = ["Reading", "compute"]
