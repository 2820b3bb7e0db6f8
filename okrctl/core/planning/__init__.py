"""Edits of the plan: what a command such as ``amend`` wants, as changes of documents, and whether it may be.

Each module turns what was asked for into ``PlannedChanges``, file by file, or into a ``Mistake`` with a way out.
``propose`` carries them out on texts, ``consequences`` says what the rules would find that they did not find before.
"""

from __future__ import annotations

from okrctl.core.checkin.entry import Mistake
from okrctl.core.planning.propose import Doubt, Files, PlannedChanges, consequences, propose

__all__ = ["Doubt", "Files", "Mistake", "PlannedChanges", "consequences", "propose"]
