"""Edits of YAML text that are planned, proven and only then written.

A *plan* says which stretches of text to put in (``Splice``) and which event stream the result must have. ``prove``
applies it and accepts it only if the new text really reads as planned. Whoever wants another kind of edit writes
another plan; the proof stays the same.
"""

from __future__ import annotations

from okrctl.core.edit.append import Item, append_item
from okrctl.core.edit.layout import list_item
from okrctl.core.edit.proof import Edit, Refusal, Splice

__all__ = ["Edit", "Item", "Refusal", "Splice", "append_item", "list_item"]
