"""A thing that is done or not, with the evidence that will show it.

An audit, a contract, a move: there is no half of it. Results are `done` or `open`. Nothing of it is expected before its
due day, and all of it then. A change of the evidence changes what was promised, so it leaves its trace.
"""

from okrctl.krtypes.deliverable.kind import Deliverable

__all__ = ["Deliverable"]
