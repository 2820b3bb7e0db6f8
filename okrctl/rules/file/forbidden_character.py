"""A control character, or another one that no text needs.

Escape codes and their like can change what a terminal shows, hide a line of a log, or break a report that is read by
other programs. They mostly come along when text is pasted from a terminal or a word processor.

Remove the character; the message names it by its number.
"""

from __future__ import annotations

CODE = "OKR007"
SEVERITY = "error"
