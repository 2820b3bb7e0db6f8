"""Something that the source of an import does not tell, so that it is a draft or only kept.

Said by `okrctl import` alone: an owner, a baseline, the way a level is better, the scale of confidence, the day of a value.
Nothing of it is invented: the item is a draft, or the value stands under an `x-` key.

Answer with the option or the line of a mapping that the message names, or amend the draft later.
"""

from __future__ import annotations

CODE = "OKR917"
SEVERITY = "advice"
