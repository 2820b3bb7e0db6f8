"""A check-in on its way to the journal: its input, the checks, how it is written, and where.

``incoming`` and ``answer`` turn input (options, tables, one line at a prompt) into ``CheckInInput``; ``judge`` checks
it against the plan and makes an ``Entry``; ``place`` writes it as YAML into a file and proves that the file has exactly
this new entry.
"""

from okrctl.core.checkin.entry import CheckInInput, Entry, Mistake, ResultInput

__all__ = ["CheckInInput", "Entry", "Mistake", "ResultInput"]
