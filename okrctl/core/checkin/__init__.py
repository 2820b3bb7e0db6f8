"""A check-in on its way to the journal: what was said, whether it fits, how it is written, and where.

``incoming`` and ``answer`` turn what people give (options, tables, one line at a prompt) into ``CheckInInput``;
``judge`` holds them against the plan and makes an ``Entry`` of them; ``block`` writes it as YAML; ``place`` puts it
into a file and proves that the file then says exactly this.
"""

from __future__ import annotations

from okrctl.core.checkin.entry import CheckInInput, Entry, Mistake, ResultInput

__all__ = ["CheckInInput", "Entry", "Mistake", "ResultInput"]
