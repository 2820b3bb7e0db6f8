"""Edits of the plan: the document changes for a command such as ``amend``, and whether they are allowed.

Each module turns a request into ``PlannedChanges``, file by file, or into a ``Mistake`` with a hint. ``propose``
applies them to texts; ``consequences`` lists new findings of the rules.
"""

from __future__ import annotations

from okrctl.core.checkin.entry import Mistake
from okrctl.core.planning.propose import Doubt, Files, PlannedChanges, consequences, propose, together

__all__ = ["Doubt", "Files", "Mistake", "PlannedChanges", "consequences", "propose", "together"]
