"""A key that the format does not know here.

A misspelled key would be ignored in silence: `basline: 100` leaves a key result without a baseline. So every key
that is not part of the format is an error, with the nearest one as a suggestion.

Correct the key, or move it to where it belongs. Keys of your own begin with `x-` and are free nearly everywhere; maps
keyed by ids (`metrics`, `people`, `results`) are the exception.
"""

from __future__ import annotations

CODE = "OKR101"
SEVERITY = "error"
