"""A deliverable: done or not, with the evidence that will show it.

An audit, a contract, a move: half done isn't done. Results are `done` or `open`. Nothing is expected before the due
date, and all of it then. Changing the evidence changes the promise, so the change must be recorded.
"""

from okrctl.krtypes.deliverable.kind import Deliverable

__all__ = ["Deliverable"]
