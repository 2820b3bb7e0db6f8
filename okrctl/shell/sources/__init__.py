"""Computes values from files: copied out of the workspace, and read in a separate process."""

from __future__ import annotations

from okrctl.shell.sources.run import Reading, compute

__all__ = ["Reading", "compute"]
