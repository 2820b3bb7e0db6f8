"""Edits of YAML text that are planned and proven before they are written.

A *plan* lists the pieces of text to insert (``Splice``) and the event stream that the result must have. ``prove``
applies the plan and accepts the result only if it reads as planned. A new kind of edit needs a new plan; the proof
stays the same.
"""

from okrctl.core.edit.append import Item, append_item
from okrctl.core.edit.layout import list_item
from okrctl.core.edit.proof import Edit, Refusal, Splice

__all__ = ["Edit", "Item", "Refusal", "Splice", "append_item", "list_item"]
