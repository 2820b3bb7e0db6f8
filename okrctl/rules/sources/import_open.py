"""The source of an import lacks a fact, so the item is a draft or the value is only kept.

Reported only by `okrctl import`: an owner, a baseline, the better direction of a level, the scale of confidence, the
date of a value. Nothing is invented: the item becomes a draft, or the value is kept under an `x-` key.

Pass the option, or add the line to a mapping, as the message says; or amend the draft later.
"""

CODE = "OKR917"
SEVERITY = "advice"
